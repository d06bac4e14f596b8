// What colours, stripes and shapes mean; only what is on the map now.
"use strict";
gm.nameClass = (step) => {
  const { breaks } = gm.meta, number = gm.formatNumber;
  const least = breaks.length === 1 && gm.range ? gm.range[0] : breaks[step];
  const most = step + 1 < breaks.length ? breaks[step + 1] - 1 : gm.range ? Math.max(gm.range[1], least) : least;
  return least === most ? number(least) : `${number(least)}–${number(most)}`;
};
gm.drawLegend = (drawn) => {
  const items = [], kinds = new Set(drawn.map((p) => gm.findKind(gm.features.get(p.incident_id))));
  const item = (symbol, text, kind = null) => items.push(gm.make("li", { class: kind }, [symbol, gm.make("span", { text })]));
  const swatch = (name, color) => {
    const box = gm.make("i", { class: `gm-swatch gm-swatch-${name}` });
    if (color) box.style.backgroundColor = color;
    return box;
  };
  const counts = [...gm.counts.values()];
  if (counts.length) {
    items.push(gm.make("li", { class: "gm-legend-title", text: gm.typeLabel(gm.meta.choropleth) }));
    if (gm.range) gm.meta.breaks.forEach((_, step) => item(swatch("class", gm.rampColor(step)), gm.nameClass(step)));
    if (counts.includes(null)) {
      const box = swatch("unknown");
      box.style.setProperty("--hatch", gm.unknownColor());
      item(box, gm.t("number"));
    }
    item(swatch("none"), gm.t("noData"));
  }
  const codes = Object.keys(gm.types).filter((code) => drawn.some((p) => p.event_type === code && gm.marks.has(p.incident_id)));
  // Beside the switches, which show the same symbols, these are left out.
  codes.forEach((code) => item(gm.drawSymbol(gm.types[code], "point", 16), gm.typeLabel(code), "gm-legend-type"));
  const sample = { symbol: "circle", color: "var(--muted)" };
  if (kinds.has("near")) item(gm.drawSymbol(sample, "near", 16), gm.t("nearSymbol"));
  if (gm.fields.some((f) => f.count === undefined) || kinds.has("vague")) item(gm.drawSymbol(sample, kinds.has("vague") ? "vague" : "area", 16), gm.t("areaSymbol"));
  if ([...gm.marks.values()].some((mark) => mark._offset && (mark._offset.x || mark._offset.y))) item(gm.make("i", { class: "gm-crowd" }), gm.t("crowd"));
  gm.legend.replaceChildren(gm.make("ul", {}, items));
  gm.legendBox.hidden = items.length === 0;
};

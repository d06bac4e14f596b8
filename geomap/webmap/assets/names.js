// Names of countries, states and towns: hidden where they would cover a mark or another name.
"use strict";
gm.labelKinds = { country: { least: 2.5, most: 6, size: 13 }, admin1: { least: 4.5, most: 9, size: 11.5 }, city: { least: 5, most: 20, size: 11 } };
gm.measureText = (text, size, weight) => {
  gm.ruler = gm.ruler || document.createElement("canvas").getContext("2d");
  gm.ruler.font = `${weight} ${size}px system-ui, sans-serif`;
  return gm.ruler.measureText(text).width;
};
// The less people, the nearer one must be. Rank is the order of magnitude of the population.
gm.isLabelled = (label, zoom) => {
  const { least, most } = gm.labelKinds[label.kind];
  return zoom >= least && zoom <= most && (label.kind !== "city" || label.rank >= 11.5 - zoom * 0.8);
};
gm.overlaps = (a, taken) => taken.some((b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]);
// Offers places for a name: an area's near its middle, a town's beside its dot.
gm.offerBoxes = (at, width, height, isTown) => {
  const box = (x, y) => [x, y, x + width, y + height];
  const { x, y } = at;
  // Farther off where a mark stands on the town.
  if (isTown) {
    return [5, gm.markRadius() + 3].flatMap((gap) => [box(x + gap, y - height / 2), box(x - width - gap, y - height / 2),
      box(x - width / 2, y - height - gap + 2), box(x - width / 2, y + gap - 2)]);
  }
  return [0, -14, 14, -24, 24].map((shift) => box(x - width / 2, y - height / 2 + shift));
};
gm.addNames = (map, labels) => {
  const pane = map.createPane("gm-names");
  pane.style.zIndex = 390;
  pane.style.pointerEvents = "none";
  pane.setAttribute("aria-hidden", "true");
  const order = { country: 1, admin1: 0, city: 2 };
  const sorted = [...labels].sort((a, b) => order[a.kind] - order[b.kind] || b.rank - a.rank);
  const update = () => {
    const zoom = map.getZoom(), view = map.getBounds().pad(0.2), taken = [], nodes = [], origin = map.getPixelOrigin(), radius = gm.markRadius();
    const coversMark = ([left, top, right, bottom]) => gm.findMarks(left + origin.x - radius, top + origin.y - radius,
      right + origin.x + radius, bottom + origin.y + radius).length > 0;
    sorted.forEach((label) => {
      if (!gm.isLabelled(label, zoom) || !view.contains([label.lat, label.lon])) return;
      const isTown = label.kind === "city", { size } = gm.labelKinds[label.kind];
      const text = label[`name_${gm.lang}`] || label.name_en;
      const width = gm.measureText(label.kind === "country" ? text.toUpperCase() : text, size, 600) * (label.kind === "country" ? 1.12 : 1) + 4;
      const at = map.latLngToLayerPoint([label.lat, label.lon]);
      const found = gm.offerBoxes(at, width, size + 3, isTown).find((box) => !gm.overlaps(box, taken) && !coversMark(box));
      if (!found) return;
      taken.push(found);
      if (isTown) {
        const dot = gm.make("i", { class: "gm-dot" });
        L.DomUtil.setPosition(dot, at);
        nodes.push(dot);
      }
      const name = gm.make("span", { class: `gm-name gm-name-${label.kind}`, text });
      L.DomUtil.setPosition(name, L.point(found[0] + 2, found[1]).round());
      nodes.push(name);
    });
    pane.replaceChildren(...nodes);
  };
  map.on("zoomstart", () => pane.replaceChildren());
  map.on("moveend", update);
  gm.drawNames = update;
};

// Incidents on the map: one Leaflet layer a type. What a user adds to a type's layer hides and shows with it.
"use strict";
gm.layers = {};
gm.drawn = {};
gm.layer = (code) => {
  if (!gm.layers[code]) {
    gm.drawn[code] = L.layerGroup();
    gm.layers[code] = L.featureGroup([gm.drawn[code]]);
  }
  return gm.layers[code];
};
// As in the states file: only facts count, and history is no part of them.
gm.isRefuted = (p) => p.status === "denied" || p.verification === "rejected";
gm.isFact = (p) => !gm.isRefuted(p) && !p.background;
gm.isDrawn = (p, showHistory) => gm.isFact(p) || (showHistory && !gm.isRefuted(p));
// How an incident can be shown: point, near, area, vague (in an area without a shape), or none. A total is no point.
gm.findKind = (feature) => {
  const p = feature.properties;
  if (["admin1", "admin2", "region"].includes(p.geo_precision)) {
    if (gm.findArea(feature)) return "area";
    return p.lon !== null && feature.geometry && p.record_kind === "event" ? "vague" : "none";
  }
  if (p.lon === null || p.lat === null || p.record_kind !== "event") return "none";
  return p.geo_precision === "near" ? "near" : ["exact", "settlement"].includes(p.geo_precision) ? "point" : "none";
};
gm.markRadius = () => (gm.map.getZoom() < 5 ? 6.5 : gm.map.getZoom() < 7 ? 8 : 10);
// Incidents at one place stand side by side around it, the first at the place itself.
gm.spread = (marks) => {
  const step = 2 * gm.markRadius() + 1;
  gm.groupBy(marks, (mark) => `${mark._latlng.lat},${mark._latlng.lng}`).forEach((here) => {
    let ring = 0, first = 0;
    here.forEach((mark, n) => {
      if (n >= first + Math.max(1, 6 * ring)) { first = n; ring += 1; }
      const turn = (2 * Math.PI * (n - first)) / Math.max(1, Math.min(6 * ring, here.length - first)) - Math.PI / 2;
      mark.setOffset([ring * step * Math.cos(turn), ring * step * Math.sin(turn)]);
    });
  });
  gm.squares = null;
};
// The marks by squares of the world at this zoom, laid out when first asked for: neither a pointer nor a name asks all of them.
gm.findMarks = (left, top, right, bottom) => {
  const square = (at) => Math.floor(at / 32), key = (column, row) => column * 2 ** 24 + row, found = [];
  gm.squares = gm.squares || gm.groupBy([...gm.marks].map(([id, mark]) => ({ id, mark, at: gm.map.project(mark._latlng).add(mark._offset) })),
    ({ at }) => key(square(at.x), square(at.y)));
  for (let column = square(left); column <= square(right); column += 1) {
    for (let row = square(top); row <= square(bottom); row += 1) {
      (gm.squares.get(key(column, row)) || []).forEach((one) => {
        if (one.mark._map && one.at.x > left && one.at.x < right && one.at.y > top && one.at.y < bottom) found.push(one);
      });
    }
  }
  return found;
};
gm.drawIncidents = (shown) => {
  Object.values(gm.drawn).forEach((group) => group.clearLayers());
  gm.fields = [];
  gm.range = null;
  gm.drawStates(shown);
  gm.drawAreas(shown);
  gm.marks = new Map();
  const radius = gm.markRadius();
  shown.forEach((p) => {
    const kind = gm.findKind(gm.features.get(p.incident_id)), type = gm.types[p.event_type];
    if (kind === "near" && p.radius_m) gm.drawCircle(p, gm.drawn[p.event_type]);
    if (!["point", "near", "vague"].includes(kind)) return;
    gm.marks.set(p.incident_id, new gm.Mark([p.lat, p.lon], { renderer: gm.canvas, pane: "gm-points", radius, kind, color: type.color,
      symbol: type.symbol, faded: p.background, chosen: p.incident_id === gm.selected }));
  });
  gm.spread([...gm.marks.values()]);
  gm.marks.forEach((mark, id) => mark.addTo(gm.drawn[gm.features.get(id).properties.event_type]));
};
gm.switchLayers = () => Object.entries(gm.layers).forEach(([code, layer]) => {
  const on = !gm.state.types || gm.state.types.includes(code);
  if (on !== gm.map.hasLayer(layer)) gm.map[on ? "addLayer" : "removeLayer"](layer);
});
gm.resizeMarks = () => {
  const radius = gm.markRadius();
  gm.marks.forEach((mark) => mark.setRadius(radius));
  gm.spread([...gm.marks.values()]);
  gm.marks.forEach((mark) => { if (mark._map) { mark._project(); mark.redraw(); } });
};
gm.choose = (id) => {
  [gm.selected, id].forEach((one) => {
    const mark = gm.marks.get(one);
    if (!mark) return;
    mark.options.chosen = one === id;
    if (mark._map) mark.redraw();
  });
  gm.selected = id;
};
gm.findFields = (latlng) => {
  const { lng, lat } = latlng;
  const fields = gm.fields.filter((f) => lng >= f.bounds[0] && lng <= f.bounds[2] && lat >= f.bounds[1] && lat <= f.bounds[3] && gm.contains(f.geometry, lng, lat));
  return { latlng, fields, ids: [...new Set(fields.flatMap((f) => f.ids))] };
};
// What lies under a point of the map: the nearest of the marks there, else the areas.
gm.findHits = (latlng) => {
  const { x, y } = gm.map.project(latlng), reach = gm.markRadius() + (L.Browser.mobile ? 8 : 2);
  let nearest = null, least = reach;
  gm.findMarks(x - reach, y - reach, x + reach, y + reach).forEach(({ id, at }) => {
    const distance = at.distanceTo([x, y]);
    if (distance <= least) { nearest = id; least = distance; }
  });
  return nearest === null ? gm.findFields(latlng) : { latlng, fields: [], ids: [nearest] };
};
gm.nameHits = (hits) => {
  if (hits.fields.length === 0) return hits.ids.map((id) => gm.describe(gm.features.get(id).properties));
  return hits.fields.map((f) => `${f.name}: ${gm.typeLabel(f.code)}${f.count === undefined ? "" : `, ${f.count === null ? gm.t("number") : gm.formatNumber(f.count)}`}`);
};
gm.listenToMap = (map) => {
  const tip = L.tooltip({ className: "gm-tip", direction: "top", offset: [0, -8], opacity: 1 });
  map.on("click", (event) => gm.open(gm.findHits(event.latlng)));
  map.on("zoomend", gm.resizeMarks);
  map.on("mousemove", (event) => {
    const hits = gm.findHits(event.latlng);
    map.getContainer().classList.toggle("gm-pointing", hits.ids.length > 0);
    if (!hits.ids.length) { map.closeTooltip(tip); return; }
    tip.setContent(gm.make("div", {}, gm.nameHits(hits).slice(0, 6).map((text) => gm.make("div", {}, [gm.bidi(text)]))));
    map.openTooltip(tip, event.latlng);
  });
  map.getContainer().addEventListener("mouseleave", () => map.closeTooltip(tip));
};

// Areas: states coloured by how many, others striped in the colour of their type, circles around what is only near a place.
"use strict";
gm.addAreaPane = (map) => {
  const pane = map.createPane("gm-areas");
  pane.style.zIndex = 350;
  pane.style.pointerEvents = "none";
  gm.areaRenderer = L.svg({ pane: "gm-areas", padding: 0.5 }).addTo(map);
};
gm.isDark = () => matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
// More is further from the ground: darker on a light one, lighter on a dark one.
gm.rampColor = (step) => gm.meta.ramp[gm.isDark() ? gm.meta.ramp.length - 1 - step : step];
gm.unknownColor = () => gm.meta.ramp[Math.max(0, gm.meta.ramp.length - 2)];
gm.stateKey = (p) => p.admin1_iso || (p.admin1_code ? `${p.country_code}-${p.admin1_code}` : null);
// The rule of the states file: the larger of the largest total for the whole state and the sum of its places.
gm.combine = (incidents) => {
  const known = incidents.filter((p) => p.n_events_best !== null);
  const wholes = known.filter((p) => p.geo_precision === "admin1").map((p) => p.n_events_best);
  const places = known.filter((p) => p.geo_precision !== "admin1").map((p) => p.n_events_best);
  if (!known.length) return null;
  return Math.max(wholes.length ? Math.max(...wholes) : 0, places.reduce((a, b) => a + b, 0));
};
gm.findClass = (count) => Math.max(0, gm.meta.breaks.filter((least) => count >= least).length - 1);
gm.addPattern = (id, build) => {
  const svg = gm.areaRenderer._container;
  const defs = svg.querySelector("defs") || svg.insertBefore(gm.svg("defs", {}), svg.firstChild);
  defs.querySelector(`[id="${id}"]`)?.remove();
  defs.append(build(id));
  return `url(#${id})`;
};
gm.hatchUnknown = () => gm.addPattern("gm-unknown", (id) => gm.svg("pattern", { id, width: 7, height: 7, patternUnits: "userSpaceOnUse",
  patternTransform: "rotate(-45)" }, [
  gm.svg("rect", { width: 7, height: 7, fill: gm.unknownColor(), "fill-opacity": 0.12 }),
  gm.svg("rect", { width: 2, height: 7, fill: gm.unknownColor(), "fill-opacity": 0.8 })]));
// Types that tell of one area stand side by side in it: each has its own stripe.
gm.stripe = (type, number, total) => gm.addPattern(`gm-stripe-${number}`, (id) => {
  const period = Math.max(14, 11 * total);
  return gm.svg("pattern", { id, width: period, height: period, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [
    gm.svg("rect", { x: 11 * number, width: 2.1, height: period, fill: type.color, "fill-opacity": 0.9 })]);
});
gm.drawShape = (geometry, style, group) => {
  L.geoJSON(geometry, { renderer: gm.areaRenderer, pane: "gm-areas", interactive: false, style }).addTo(group);
};
gm.drawStates = (shown) => {
  const code = gm.meta.choropleth, byState = new Map(), counts = [];
  gm.counts = new Map();
  if (!code) return;
  shown.filter((p) => p.event_type === code && gm.stateKey(p)).forEach((p) => {
    byState.set(gm.stateKey(p), [...(byState.get(gm.stateKey(p)) || []), p]);
  });
  const unknown = gm.hatchUnknown();
  gm.states.features.forEach((state) => {
    const here = byState.get(gm.stateKey(state.properties));
    if (!here || !state.geometry) return;
    const count = gm.combine(here);
    gm.counts.set(gm.stateKey(state.properties), count);
    if (count) counts.push(count);
    const fill = count === null ? unknown : count ? gm.rampColor(gm.findClass(count)) : "none";
    gm.drawShape(state.geometry, { color: gm.color("outline"), weight: 1, fillColor: fill, fillOpacity: count === null ? 1 : 0.85 }, gm.drawn[code]);
    const wholes = here.filter((p) => p.geo_precision === "admin1");
    gm.fields.push({ geometry: state.geometry, bounds: gm.findBounds([state.geometry]), ids: (wholes.length ? wholes : here).map((p) => p.incident_id),
      name: state.properties.admin1_name, code, count });
  });
  gm.range = counts.length ? [Math.min(...counts), Math.max(...counts)] : null;
};
gm.findArea = (feature) => {
  if (feature.geometry && feature.geometry.type !== "Point") return feature.geometry;
  const state = feature.properties.geo_precision === "admin1" && gm.statesByKey.get(gm.stateKey(feature.properties));
  return state ? state.geometry : null;
};
gm.drawAreas = (shown) => {
  const areas = new Map(), codes = [];
  shown.forEach((p) => {
    const feature = gm.features.get(p.incident_id);
    if (gm.findKind(feature) !== "area" || (p.event_type === gm.meta.choropleth && p.geo_precision === "admin1")) return;
    const geometry = gm.findArea(feature), key = `${p.event_type} ${p.place_id || gm.stateKey(p) || p.incident_id} ${p.geo_precision}`;
    if (areas.has(key)) { areas.get(key).ids.push(p.incident_id); return; }
    if (!codes.includes(p.event_type)) codes.push(p.event_type);
    areas.set(key, { geometry, bounds: gm.findBounds([geometry]), ids: [p.incident_id], name: p.place_name || p.admin1_name, code: p.event_type, faded: p.background });
  });
  const fills = new Map(codes.map((code, n) => [code, gm.stripe(gm.types[code], n, codes.length)]));
  areas.forEach((area) => {
    gm.drawShape(area.geometry, { color: gm.types[area.code].color, weight: 1.6, opacity: area.faded ? 0.5 : 1,
      fillColor: fills.get(area.code), fillOpacity: area.faded ? 0.45 : 1 }, gm.drawn[area.code]);
    gm.fields.push(area);
  });
};
gm.drawCircle = (p, group) => L.circle([p.lat, p.lon], { radius: p.radius_m, color: gm.types[p.event_type].color, weight: 1.4, dashArray: "5 4",
  fillOpacity: 0.1, renderer: gm.areaRenderer, pane: "gm-areas", interactive: false }).addTo(group);
// Even-odd rule over all rings: holes are outside.
gm.contains = (geometry, lon, lat) => {
  let inside = false;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  polygons.forEach((rings) => rings.forEach((ring) => {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [x1, y1] = ring[i], [x2, y2] = ring[j];
      if ((y1 > lat) !== (y2 > lat) && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }));
  return inside;
};

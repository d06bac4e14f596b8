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
// By country and code, as in the states file: several states may share an ISO code, and sources differ in it.
gm.stateKey = (p) => (p.country_code && p.admin1_code ? `${p.country_code}-${p.admin1_code}` : null);
// What the states file counts of the type that colours the states.
gm.isCounted = (p) => p.event_type === gm.meta.choropleth && gm.isFact(p) && gm.statesByKey.has(gm.stateKey(p));
// The rule of the states file: the larger of the largest total for the whole state and the sum of its places.
gm.combine = (incidents) => {
  const known = incidents.filter((p) => p.n_events_best !== null);
  if (!known.length) return null;
  let whole = 0, places = 0;
  known.forEach((p) => {
    if (p.geo_precision === "admin1") whole = Math.max(whole, p.n_events_best);
    else places += p.n_events_best;
  });
  return Math.max(whole, places);
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
  const code = gm.meta.choropleth, byState = gm.groupBy(shown.filter(gm.isCounted), gm.stateKey);
  const unknown = byState.size ? gm.hatchUnknown() : null;
  gm.counts = new Map();
  byState.forEach((here, key) => {
    const { geometry, properties } = gm.statesByKey.get(key), count = gm.combine(here);
    gm.counts.set(key, count);
    const fill = count === null ? unknown : count ? gm.rampColor(gm.findClass(count)) : "none";
    gm.drawShape(geometry, { color: gm.color("outline"), weight: 1, fillColor: fill, fillOpacity: count === null ? 1 : 0.85 }, gm.drawn[code]);
    gm.fields.push({ geometry, bounds: gm.findBounds([geometry]), ids: here.map((p) => p.incident_id), name: properties.admin1_name, code, count });
  });
  const counts = [...gm.counts.values()].filter(Boolean);
  gm.range = counts.length ? [Math.min(...counts), Math.max(...counts)] : null;
};
gm.findArea = (feature) => {
  if (feature.geometry && feature.geometry.type !== "Point") return feature.geometry;
  const state = feature.properties.geo_precision === "admin1" && gm.statesByKey.get(gm.stateKey(feature.properties));
  return state ? state.geometry : null;
};
gm.areaName = (p) => ({ admin1: p.admin1_name, admin2: p.admin2_name }[p.geo_precision] || p.place_name || gm.placeName(p));
gm.drawAreas = (shown) => {
  const areas = shown.filter((p) => gm.findKind(gm.features.get(p.incident_id)) === "area" && !(p.geo_precision === "admin1" && gm.isCounted(p)));
  const byType = gm.groupBy(areas, (p) => p.event_type);
  [...byType].forEach(([code, ofType], n) => {
    const { color } = gm.types[code], fillColor = gm.stripe(gm.types[code], n, byType.size);
    // Incidents of one area share its shape.
    gm.groupBy(ofType, (p) => gm.findArea(gm.features.get(p.incident_id))).forEach((here, geometry) => {
      const faded = here.every((p) => p.background);
      gm.drawShape(geometry, { color, weight: 1.6, opacity: faded ? 0.5 : 1, fillColor, fillOpacity: faded ? 0.45 : 1 }, gm.drawn[code]);
      gm.fields.push({ geometry, bounds: gm.findBounds([geometry]), ids: here.map((p) => p.incident_id), name: gm.areaName(here[0]), code });
    });
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

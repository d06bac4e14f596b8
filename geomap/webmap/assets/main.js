// Puts the page together, and offers what embedders and tests call: window.geomap.
"use strict";
gm.update = () => {
  const shown = gm.visibleNumbers().map((n) => gm.incidents.features[n].properties), before = gm.shown;
  gm.shown = new Set(shown.map((p) => p.incident_id));
  const drawn = shown.filter((p) => gm.isDrawn(p, gm.controls.history.checked));
  gm.switchLayers();
  gm.drawIncidents(drawn);
  gm.setControls();
  gm.translate();
  gm.drawLegend(drawn);
  gm.drawList(shown);
  gm.drawNames();
  gm.live.textContent = gm.t("count")(gm.formatNumber(shown.length), gm.formatNumber(gm.incidents.features.length));
  gm.refillCard(before);
  gm.writeHash();
  return shown.length;
};
gm.download = () => {
  const blob = new Blob([gm.api.toGeoJSON()], { type: "application/geo+json" });
  const link = gm.make("a", { href: URL.createObjectURL(blob), download: `${gm.meta.name}.geojson` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
gm.api = {
  count: () => gm.incidents.features.length,
  visible: () => gm.visibleNumbers().map((n) => gm.incidents.features[n].properties.incident_id),
  filter: (wanted = {}) => {
    gm.state = { ...gm.state, ...gm.checkFilter(wanted) };
    if (wanted.text !== undefined) gm.showText();
    return gm.update();
  },
  reset: () => { gm.state = gm.noFilter(); gm.controls.text.value = ""; return gm.update(); },
  toGeoJSON: () => gm.formatCollection(gm.incidents, gm.visibleNumbers()),
  select: (id) => gm.select(id),
};
// While a reader types, the field is theirs: it is only set where it says something else.
gm.showText = () => { if (gm.controls.text.value !== gm.state.text) gm.controls.text.value = gm.state.text; };
// Moves that the page makes by itself, as when its size changes, are no view that a reader chose.
gm.quietly = (move) => { gm.quiet = true; move(); gm.quiet = false; };
gm.resize = () => gm.quietly(() => gm.map.invalidateSize({ animate: false }));
gm.fit = () => {
  // Leaflet ends a zoom that has begun, wherever the view was set meanwhile.
  if (gm.map._animatingZoom) { gm.map.once("moveend", gm.fit); return; }
  gm.moved = false;
  gm.quietly(gm.showAll);
};
gm.showAll = () => {
  const drawn = gm.incidents.features.filter((f) => gm.isDrawn(f.properties, false) && gm.findKind(f) !== "none");
  const bounds = gm.findBounds(drawn.map((f) => gm.findArea(f) || { coordinates: [f.properties.lon, f.properties.lat] }));
  if (bounds) {
    const [west, south, east, north] = bounds;
    gm.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 9, animate: false });
    return;
  }
  // Nothing is placed: the country that the incidents tell of, else the middle of the basemap.
  const names = new Set(gm.incidents.features.map((f) => f.properties.country_name));
  const found = gm.basemap.labels.find((label) => label.kind === "country" && (names.has(label.name_en) || names.has(label.name_es)));
  gm.map.setView(found ? [found.lat, found.lon] : [23.5, -102], found ? 5 : 4, { animate: false });
};
gm.prepare = (map, [files, evidence, basemap]) => {
  [gm.incidents, gm.states] = gm.readFiles(files);
  gm.evidence = new Map(Object.entries(evidence));
  gm.basemap = basemap;
  gm.features = new Map(gm.incidents.features.map((f) => [f.properties.incident_id, f]));
  gm.statesByKey = new Map(gm.states.features.filter((f) => f.geometry).map((f) => [gm.stateKey(f.properties), f]));
  gm.types = Object.fromEntries(gm.meta.types.map((t) => [t.code, t]));
  gm.marks = new Map();
  gm.fields = [];
  gm.shown = new Set();
  gm.meta.types.forEach((type) => gm.layer(type.code));
  gm.card = document.getElementById("gm-card");
  gm.addAreaPane(map);
  const pane = map.createPane("gm-points");
  pane.style.zIndex = 420;
  pane.style.pointerEvents = "none";
  gm.canvas = new gm.Canvas({ pane: "gm-points", padding: 0.3 });
  gm.buildPanel(document.getElementById("gm-panel"));
  gm.buildMapControls(map.getContainer().parentElement);
};
gm.watch = (map) => {
  map.on("moveend", () => { gm.moved = gm.moved || !gm.quiet; gm.writeHash(); });
  gm.listenToMap(map);
  // In a field the key is the field's own: it empties a search and closes a choice.
  const isField = (target) => target instanceof Element && target.matches("[type=search], [type=date], select");
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !gm.card.hidden && !isField(event.target)) gm.closeCard(); });
  const repaint = () => { gm.colors.clear(); gm.drawBasemap(); gm.update(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  matchMedia("print").addEventListener("change", repaint);
  window.addEventListener("hashchange", gm.followHash);
  new ResizeObserver(gm.resize).observe(map.getContainer());
  // Layers that a user added may ask to be named.
  if (Object.values(map._layers).some((layer) => layer.getAttribution && layer.getAttribution())) {
    L.control.attribution({ prefix: false }).addTo(map);
  }
};
gm.start = async (map) => {
  gm.map = map;
  gm.state = gm.noFilter();
  const asked = gm.readHash(), first = [map.getZoom(), map.getCenter()];
  gm.chosenLanguage = asked.language;
  gm.pickLanguage(asked.language || gm.meta.language);
  const complain = (word) => { document.getElementById("gm-panel").append(gm.make("p", { class: "gm-empty", role: "alert", text: gm.t(word) })); };
  if (!("DecompressionStream" in window)) { complain("unsupported"); return; }
  try {
    gm.prepare(map, await Promise.all(["gm-files", "gm-evidence", "gm-basemap"].map(gm.decode)));
  } catch (error) {
    complain("broken");
    throw error;
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, inertia: false });
  map._zoomAnimated = map._zoomAnimated && map.options.zoomAnimation;
  const container = map.getContainer();
  container.setAttribute("role", "region");
  if (matchMedia("(max-width: 640px)").matches) gm.togglePanel();
  // Who added to the map may have set its view; that holds.
  const isSet = map.getZoom() !== first[0] || !map.getCenter().equals(first[1]);
  gm.resize();
  if (!isSet) gm.fit();
  gm.addBasemap(map, gm.basemap);
  gm.addNames(map, gm.basemap.labels);
  gm.watch(map);
  gm.showAddress(asked);
  window.geomap = gm.api;
  document.documentElement.dataset.geomap = "ready";
};

// The offline basemap: land, lakes and borders on canvas, below everything else.
"use strict";
// The coast without the straight cuts along the box inside which the finer data hold.
gm.findCoast = (geometry, [west, south, east, north]) => {
  const isCut = (a, b) => [[0, west], [0, east], [1, south], [1, north]].some(([axis, edge]) => Math.abs(a[axis] - edge) < 1e-3 && Math.abs(b[axis] - edge) < 1e-3);
  const lines = [];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  polygons.flat().forEach((ring) => {
    let line = [ring[0]];
    for (let i = 1; i < ring.length; i += 1) {
      if (isCut(ring[i - 1], ring[i])) { lines.push(line); line = []; }
      line.push(ring[i]);
    }
    lines.push(line);
  });
  return { type: "MultiLineString", coordinates: lines.filter((line) => line.length > 1) };
};
gm.addBasemap = (map, data) => {
  // Leaflet's canvas passes on but some of the pointer's moves; below it the map itself takes all.
  [["gm-base", 150], ["gm-lines", 380]].forEach(([name, level]) => Object.assign(map.createPane(name).style, { zIndex: level, pointerEvents: "none" }));
  const land = L.canvas({ pane: "gm-base", padding: 0.4 }), lines = L.canvas({ pane: "gm-lines", padding: 0.4 });
  const group = L.layerGroup().addTo(map);
  const [west, south, east, north] = data.box || [0, 0, 0, 0];
  const draw = () => {
    group.clearLayers();
    const add = (geometry, style, renderer) => {
      if (geometry) L.geoJSON(geometry, { style, renderer, pane: renderer.options.pane, interactive: false }).addTo(group);
    };
    const fill = (name) => ({ stroke: false, fill: true, fillColor: gm.color(name), fillOpacity: 1 });
    const border = (name, weight) => ({ color: gm.color(name), weight, fill: false, opacity: 1 });
    add(data.land110, fill("land"), land);
    // Inside the box the finer coast holds: the coarse one is painted over first.
    if (data.box) L.rectangle([[south, west], [north, east]], { ...fill("sea"), renderer: land, pane: "gm-base", interactive: false }).addTo(group);
    add(data.land, fill("land"), land);
    if (data.land && data.box) add(gm.findCoast(data.land, data.box), border("coast", 0.9), land);
    add(data.lakes, fill("sea"), land);
    add(data.borders110, border("border", 0.7), land);
    add(data.admin1_borders, border("line1", 0.8), lines);
    add(data.borders, border("border", 1.2), lines);
  };
  draw();
  gm.drawBasemap = draw;
};

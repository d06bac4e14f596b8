// The embedded data: decoded once, kept as the lines of the GeoJSON file so that a download is its very bytes.
"use strict";
gm.decode = async (id) => {
  const element = document.getElementById(id);
  const text = atob(element.textContent.trim());
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};
// A line is a text, or what stands before and after a shape that several lines share.
gm.readCollection = (lines, shapes, geometries) => {
  const texts = lines.map((line) => (typeof line === "string" ? line : line[0] + shapes[line[1]] + line[2]));
  const rows = [], features = [];
  lines.slice(1, -2).forEach((line, n) => {
    const cut = (text) => (text.endsWith(",") ? text.slice(0, -1) : text);
    if (!line.length) return;
    rows.push(cut(texts[n + 1]));
    const feature = JSON.parse(typeof line === "string" ? cut(line) : `${line[0]}null${cut(line[2])}`);
    if (typeof line !== "string") feature.geometry = geometries[line[1]];
    features.push(feature);
  });
  const { attribution } = JSON.parse(`${texts[0]}]}`);
  return { text: texts.join("\n"), rows, features, attribution };
};
gm.readFiles = (packed) => {
  const geometries = packed.shapes.map((text) => JSON.parse(text));
  return packed.files.map((lines) => gm.readCollection(lines, packed.shapes, geometries));
};
gm.eachPosition = (geometry, visit) => {
  if (!geometry) return;
  const walk = (value) => (typeof value[0] === "number" ? visit(value) : value.forEach(walk));
  walk(geometry.coordinates);
};
gm.findBounds = (geometries) => {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity;
  geometries.forEach((geometry) => gm.eachPosition(geometry, ([lon, lat]) => {
    west = Math.min(west, lon); east = Math.max(east, lon); south = Math.min(south, lat); north = Math.max(north, lat);
  }));
  return west === Infinity ? null : [west, south, east, north];
};
gm.groupBy = (items, findKey) => {
  const groups = new Map();
  items.forEach((item) => {
    const key = findKey(item), group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  });
  return groups;
};
// What `geomap convert` writes for a part of the incidents: the same lines, with the box of what is left.
gm.formatCollection = (collection, numbers) => {
  if (numbers.length === collection.rows.length) return collection.text;
  const bounds = gm.findBounds(new Set(numbers.map((n) => collection.features[n].geometry)));
  const box = bounds ? `"bbox":[${bounds.join(",")}],` : "";
  const head = `{"type":"FeatureCollection",${box}"attribution":${JSON.stringify(collection.attribution)},"features":[\n`;
  return `${head}${numbers.map((n) => collection.rows[n]).join(",\n")}\n]}\n`;
};

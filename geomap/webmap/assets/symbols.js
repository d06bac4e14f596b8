// How an incident looks: a shape and colour for its type, an outline for its precision. The same paths on canvas and in lists.
"use strict";
gm.shapes = {
  circle: "M8 1.6a6.4 6.4 0 1 0 0 12.8a6.4 6.4 0 1 0 0-12.8z",
  square: "M2.3 2.3h11.4v11.4h-11.4z",
  triangle: "M8 1.2l7.1 12.6h-14.2z",
  drop: "M8 14.8l-7.1-12.6h14.2z",
  diamond: "M8 .6l7.4 7.4l-7.4 7.4l-7.4-7.4z",
  cross: "M5.3 1.2h5.4v4.1h4.1v5.4h-4.1v4.1h-5.4v-4.1h-4.1v-5.4h4.1z",
  star: "M8 .4l2.3 5.1l5.5.6l-4.1 3.7l1.2 5.5l-4.9-2.9l-4.9 2.9l1.2-5.5l-4.1-3.7l5.5-.6z",
  hexagon: "M4.2 1.4h7.6l3.8 6.6l-3.8 6.6h-7.6l-3.8-6.6z",
};
gm.paths = new Map();
gm.findPath = (symbol) => {
  if (!gm.paths.has(symbol)) gm.paths.set(symbol, new Path2D(gm.shapes[symbol] || gm.shapes.circle));
  return gm.paths.get(symbol);
};
// kind: point (filled), near (dashed edge), vague (hollow: somewhere in an area), area (a striped field)
gm.drawSymbol = (type, kind, size = 18) => {
  const base = { viewBox: "-1 -1 18 18", width: size, height: size, "aria-hidden": "true", focusable: "false" };
  if (kind === "area") {
    return gm.svg("svg", base, [
      gm.svg("rect", { x: 0, y: 1.5, width: 16, height: 13, rx: 2, fill: "var(--surface)", stroke: type.color, "stroke-width": 1.4 }),
      gm.svg("path", { d: "M1 10L8 2.2M2.5 14L13 2.2M8.5 14L15.4 6.4", stroke: type.color, "stroke-width": 2.2 })]);
  }
  const hollow = kind === "vague" || kind === "none";
  return gm.svg("svg", base, [gm.svg("path", {
    d: gm.shapes[type.symbol] || gm.shapes.circle, fill: hollow ? "none" : type.color,
    stroke: hollow ? type.color : "var(--edge)", "stroke-width": hollow ? 2 : 1, "stroke-linejoin": "round",
    ...(kind === "near" ? { "stroke-dasharray": "2.4 1.8", "stroke-width": 1.6 } : {}),
    ...(kind === "vague" ? { "stroke-dasharray": "3 2" } : {}),
  })]);
};
gm.Canvas = L.Canvas.extend({
  _updateMark(mark) {
    if (!this._drawing || mark._empty()) return;
    const context = this._ctx, { kind, color, symbol, faded, chosen } = mark.options, size = mark._radius / 8;
    const path = gm.findPath(symbol), hollow = kind === "vague";
    context.save();
    context.translate(mark._point.x - mark._radius, mark._point.y - mark._radius);
    context.scale(size, size);
    context.lineJoin = "round";
    context.globalAlpha = faded ? 0.55 : 1;
    context.lineWidth = chosen ? 7 : 4;
    context.strokeStyle = chosen ? gm.color("accent") : gm.color("halo");
    context.stroke(path);
    if (!hollow) { context.fillStyle = color; context.fill(path); }
    context.lineWidth = hollow ? 2.4 : 1.1;
    context.strokeStyle = hollow ? color : gm.color("edge");
    if (kind === "near" || hollow) context.setLineDash(hollow ? [3, 2] : [2.4, 1.8]);
    context.stroke(path);
    context.restore();
  },
});
// A point that keeps its place when others stand at the same one: only its drawing is moved, by pixels.
gm.Mark = L.CircleMarker.extend({
  options: { interactive: false, stroke: false, fill: true },
  setOffset(offset) { this._offset = L.point(offset); return this; },
  _project() {
    this._point = this._map.latLngToLayerPoint(this._latlng).add(this._offset || [0, 0]);
    this._updateBounds();
  },
  _updateBounds() {
    const reach = L.point(this._radius + 5, this._radius + 5);
    this._pxBounds = L.bounds(this._point.subtract(reach), this._point.add(reach));
  },
  _updatePath() { this._renderer._updateMark(this); },
});

// Elements made by calls, text set as text: nothing of a report or table is ever read as markup.
"use strict";
gm.make = (tag, options = {}, children = []) => {
  const element = document.createElement(tag);
  Object.entries(options).forEach(([key, value]) => {
    if (value === null || value === undefined) return;
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  });
  children.filter(Boolean).forEach((child) => element.append(child));
  return element;
};
// Direction overrides are shown as what they are and can't turn the text around them.
gm.bidi = (text) => gm.make("bdi", { text: String(text) });
gm.link = (url, text) => {
  let address = null;
  try { address = new URL(url); } catch { return gm.bidi(text); }
  if (!["http:", "https:"].includes(address.protocol)) return gm.bidi(text);
  return gm.make("a", { href: address.href, rel: "noopener noreferrer", target: "_blank" }, [gm.bidi(text)]);
};
gm.svg = (tag, attributes, children = []) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  children.forEach((child) => element.append(child));
  return element;
};
// The colours of the page's style, read once for each drawing: to ask after every change is slow.
gm.colors = new Map();
gm.color = (name) => {
  if (!gm.colors.has(name)) gm.colors.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return gm.colors.get(name);
};

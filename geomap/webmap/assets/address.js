// The address after # keeps the view, the filters, the language and the open card.
"use strict";
gm.known = location.hash; // as it was last written or followed
gm.readHash = () => {
  const found = new URLSearchParams(location.hash.slice(1));
  const list = (key) => (found.has(key) ? found.get(key).split(",").filter(Boolean) : null);
  const day = (key) => (gm.isDay(found.get(key)) ? found.get(key) : null);
  const statuses = (list("statuses") || []).filter((status) => gm.statuses.includes(status));
  const view = (found.get("view") || "").split("/").map(Number);
  const fine = view.length === 3 && view.every(Number.isFinite) && Math.abs(view[1]) <= 90 && Math.abs(view[2]) <= 360;
  return {
    filter: { types: list("types"), statuses: statuses.length ? statuses : null, text: gm.joinLines(found.get("text") || ""), from: day("from"), to: day("to") },
    view: fine ? view : null,
    language: Object.hasOwn(gm.words, found.get("lang")) ? found.get("lang") : null,
    history: found.get("history") === "1",
    selected: found.get("id"),
  };
};
gm.writeHash = () => {
  const out = new URLSearchParams(), f = gm.state;
  if (f.types) out.set("types", f.types.join(","));
  if (f.statuses) out.set("statuses", f.statuses.join(","));
  ["text", "from", "to"].forEach((key) => { if (f[key]) out.set(key, f[key]); });
  if (gm.controls.history.checked) out.set("history", "1");
  if (gm.chosenLanguage) out.set("lang", gm.chosenLanguage);
  if (gm.selected) out.set("id", gm.selected);
  if (gm.moved) {
    const at = gm.map.getCenter();
    out.set("view", `${gm.map.getZoom()}/${at.lat.toFixed(3)}/${at.lng.toFixed(3)}`);
  }
  const hash = `#${out.toString()}`;
  if (hash === location.hash || (hash === "#" && !location.hash)) return;
  // A reader has just gone to another address, which is yet to be followed: it must not be lost.
  if (location.hash !== gm.known) return;
  // A page inside another page's frame has no address of its own to write to.
  try { history.replaceState(null, "", hash === "#" ? location.pathname + location.search : hash); } catch { return; }
  gm.known = location.hash;
};
gm.showAddress = (asked) => {
  gm.state = asked.filter;
  gm.controls.history.checked = asked.history;
  gm.controls.text.value = gm.state.text;
  if (asked.view) gm.map.setView([asked.view[1], asked.view[2]], asked.view[0], { animate: false });
  gm.update();
  if (!gm.select(asked.selected) && !gm.card.hidden) gm.closeCard();
};
gm.followHash = () => {
  if (location.hash === gm.known) return;
  gm.known = location.hash;
  const asked = gm.readHash();
  if (asked.language) { gm.chosenLanguage = asked.language; gm.pickLanguage(asked.language); }
  gm.showAddress(asked);
};

// The list of all incidents that the filters leave, also those that the map can't show.
"use strict";
gm.page = 300;
gm.makeEntry = (p) => {
  const words = [gm.formatDate(p.date_start, p.time_precision)];
  if (p.record_kind === "aggregate") words.push(`${gm.t("total")}: ${gm.formatCount(p, "n_events") || gm.t("number")}`);
  const killed = gm.formatCount(p, "killed");
  if (killed !== null) words.push(`${gm.t("counts").killed}: ${killed}`);
  const tags = gm.listTags(p).map(([text, kind]) => gm.make("span", { class: `gm-tag gm-tag-${kind}`, text }));
  return gm.make("li", {}, [gm.make("button", { type: "button", class: `gm-item gm-item-${p.status}`, "data-id": p.incident_id, onclick: () => gm.select(p.incident_id) }, [
    gm.drawSymbol(gm.types[p.event_type], gm.findKind(gm.features.get(p.incident_id)), 16),
    gm.make("span", { class: "gm-item-text" }, [gm.make("strong", { text: gm.typeLabel(p.event_type) }), " ", ...tags, gm.make("br"), gm.bidi(gm.placeName(p)),
      gm.make("small", { text: words.join(" · ") })])])]);
};
gm.makeSection = (key, incidents) => {
  if (!incidents.length) return [];
  const list = gm.make("ul", {}, incidents.slice(0, gm.page).map((p) => gm.makeEntry(p)));
  const rest = incidents.slice(gm.page);
  const more = rest.length ? gm.make("button", { type: "button", text: gm.t("showAll")(gm.formatNumber(incidents.length)), onclick: (event) => {
    list.append(...rest.map((p) => gm.makeEntry(p)));
    list.children[gm.page].firstChild.focus();
    event.target.remove();
  } }) : null;
  return [gm.make("h3", { text: `${gm.t(key)} (${gm.formatNumber(incidents.length)})` }), list, more].filter(Boolean);
};
gm.drawList = (shown) => {
  // Newest first; those without a date come last.
  const sorted = [...shown].sort((a, b) => (b.date_start || "").localeCompare(a.date_start || ""));
  const isPlaced = (p) => gm.findKind(gm.features.get(p.incident_id)) !== "none";
  const facts = sorted.filter(gm.isFact), refuted = sorted.filter(gm.isRefuted);
  const sections = [...gm.makeSection("placed", facts.filter(isPlaced)), ...gm.makeSection("unplaced", facts.filter((p) => !isPlaced(p))),
    ...gm.makeSection("past", sorted.filter((p) => p.background && !gm.isRefuted(p))), ...gm.makeSection("refuted", refuted)];
  const note = (key) => gm.make("p", { class: "gm-empty", text: gm.t(key) });
  if (!shown.length) sections.unshift(note(gm.incidents.features.length ? "none" : "empty"));
  else if (!shown.some(isPlaced)) sections.unshift(note("nowhere"));
  gm.listBox.replaceChildren(...sections);
};

// The card: one incident in full, or what lies at one place of the map.
"use strict";
gm.markEvidence = (piece) => {
  const quote = gm.make("blockquote", { dir: "auto" });
  const points = Array.from(piece.text);  // offsets count code points
  let at = 0;
  [...piece.marks].sort((a, b) => a[0] - b[0] || b[1] - a[1]).forEach(([start, end]) => {
    if (start < at) return;
    quote.append(points.slice(at, start).join(""), gm.make("mark", { text: points.slice(start, end).join("") }));
    at = end;
  });
  quote.append(points.slice(at).join(""));
  return quote;
};
gm.listSources = (p) => gm.make("ul", {}, p.sources.map((s) => gm.make("li", {}, [
  gm.link(s.url || "", s.publisher || s.doc_id), s.published ? `, ${gm.formatDate(s.published, "day")}` : ""])));
gm.listActors = (p) => gm.make("ul", {}, p.actors.map((a) => gm.make("li", {}, [gm.bidi(a.name), Object.hasOwn(gm.t("roles"), a.role) ? ` (${gm.t("roles")[a.role]})` : ""])));
gm.fillCard = (p) => {
  const rows = [];
  const row = (key, ...values) => rows.push(gm.make("dt", { text: gm.t(key) }), gm.make("dd", {}, values));
  row("when", gm.bidi(gm.formatWhen(p)));
  const place = gm.placeName(p), precision = gm.formatPrecision(p);
  row("where", gm.bidi(place), precision === place ? null : gm.make("span", { class: "gm-precision", text: precision }));
  row("how", gm.make("ul", { class: "gm-counts" }, gm.listCounts(p).map(({ words, value }) => gm.make("li", { class: value === null ? "gm-unknown" : null,
    text: `${words}: ${value === null ? gm.t("notReported") : value}` }))));
  row("status", gm.make("span", { class: `gm-status-${p.status}`, text: gm.t(p.status) }));
  const pieces = gm.evidence.get(p.incident_id) || [];
  if (pieces.length) row("evidence", ...pieces.map(gm.markEvidence));
  row("sources", gm.listSources(p));
  row("sure", gm.formatConfidence(p.confidence));
  const whole = p.part_of && gm.features.get(p.part_of);
  if (whole) row("partOf", gm.make("button", { type: "button", class: "gm-textlink", onclick: () => gm.select(p.part_of) }, [gm.bidi(gm.describe(whole.properties))]));
  if (p.actors.length) row("actors", gm.listActors(p));
  if (p.note) row("note", gm.bidi(p.note));
  const tags = gm.listTags(p).map(([text, kind]) => gm.make("span", { class: `gm-tag gm-tag-${kind}`, text }));
  gm.showCard([gm.drawSymbol(gm.types[p.event_type], gm.findKind(gm.features.get(p.incident_id)), 20), gm.make("span", { text: gm.typeLabel(p.event_type) }), ...tags],
    [gm.make("dl", {}, rows)]);
};
gm.fillPile = () => {
  const hits = gm.findFields(gm.pile), number = gm.formatNumber(hits.ids.length);
  const known = hits.fields.filter((f) => f.count !== undefined);
  const facts = known.map((f) => gm.make("p", { class: "gm-fact" }, [gm.bidi(`${gm.typeLabel(f.code)}: ${f.count === null ? gm.t("number") : gm.formatNumber(f.count)}`)]));
  const items = hits.ids.map((id) => gm.makeEntry(gm.features.get(id).properties));
  gm.showCard([gm.bidi(hits.fields[0].name)], [...facts, gm.make("p", { class: "gm-here", text: gm.t("here")(number) }), gm.make("ul", { class: "gm-pile" }, items)]);
};
gm.showCard = (heading, body) => {
  const close = gm.make("button", { type: "button", class: "gm-close", "aria-label": gm.t("close"), text: "×", onclick: () => gm.closeCard() });
  const back = gm.pile && gm.selected ? gm.make("button", { type: "button", class: "gm-back", text: `‹ ${gm.t("back")}`, onclick: () => gm.showPile(gm.pile) }) : null;
  gm.card.replaceChildren(...[back, gm.make("h2", { id: "gm-card-title", tabindex: "-1" }, heading), close, ...body].filter(Boolean));
  gm.card.hidden = false;
  document.documentElement.dataset.card = "open";
  gm.resize();
};
gm.focusCard = () => {
  const from = document.activeElement || document.body;
  if (!gm.card.contains(from)) gm.opener = { element: from, id: from.dataset.id };
  gm.card.scrollTop = 0;
  gm.card.querySelector("h2").focus({ preventScroll: true });
};
// Shows what a click on the map has hit.
gm.open = (hits) => {
  if (!hits.ids.length) { if (!gm.card.hidden) gm.closeCard(); return; }
  if (hits.ids.length > 1) { gm.showPile(hits.latlng); return; }
  gm.pile = null;
  gm.select(hits.ids[0]);
};
// Lists what lies at a place; from each of them there is a way back to the list.
gm.showPile = (latlng) => {
  gm.pile = latlng;
  gm.choose(null);
  gm.fillPile();
  gm.writeHash();
  gm.focusCard();
};
gm.select = (id) => {
  const feature = gm.features.get(id);
  if (!feature) return false;
  if (gm.pile && !gm.findFields(gm.pile).ids.includes(id)) gm.pile = null;
  gm.choose(id);
  gm.fillCard(feature.properties);
  gm.focusCard();
  gm.showPlace(feature);
  gm.writeHash();
  return true;
};
// Moves the map only where the place would be out of sight or under the card.
gm.showPlace = (feature) => {
  const p = feature.properties;
  if (gm.findKind(feature) === "none" || p.lon === null) return;
  const box = gm.card.getBoundingClientRect(), at = gm.map.latLngToContainerPoint([p.lat, p.lon]), size = gm.map.getSize();
  const frame = gm.map.getContainer().getBoundingClientRect();
  const x = at.x + frame.left, y = at.y + frame.top;
  const covered = x > box.left - 16 && x < box.right + 16 && y > box.top - 16 && y < box.bottom + 16;
  if (!covered && at.x > 16 && at.y > 16 && at.x < size.x - 16 && at.y < size.y - 16) return;
  const wide = box.width < size.x * 0.75;
  const free = wide ? L.point((box.left - frame.left) / 2, size.y / 2) : L.point(size.x / 2, Math.max(40, (box.top - frame.top) / 2));
  gm.map.panBy(at.subtract(free), { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
};
// After a change of filters or language; what the filters take away takes its card along.
gm.refillCard = (before) => {
  if (gm.card.hidden) return;
  if (gm.pile && !gm.findFields(gm.pile).ids.length) gm.pile = null;
  if (gm.selected ? before.has(gm.selected) && !gm.shown.has(gm.selected) : !gm.pile) { gm.closeCard(); return; }
  const isFocused = gm.card.contains(document.activeElement);
  if (gm.selected) gm.fillCard(gm.features.get(gm.selected).properties);
  else gm.fillPile();
  if (isFocused) gm.card.querySelector("h2").focus({ preventScroll: true });
};
gm.closeCard = () => {
  const isLeft = gm.card.contains(document.activeElement) || document.activeElement === document.body;
  gm.card.hidden = true;
  delete document.documentElement.dataset.card;
  gm.resize();
  gm.pile = null;
  gm.choose(null);
  gm.writeHash();
  if (isLeft) gm.returnFocus();
};
// To where the card was opened from; the list may have been written anew since.
gm.returnFocus = () => {
  const { element, id } = gm.opener, entries = [...gm.listBox.querySelectorAll("[data-id]")];
  const entry = element.isConnected && element !== document.body ? element : entries.find((e) => id !== undefined && e.dataset.id === id);
  (entry || gm.map.getContainer()).focus();
};

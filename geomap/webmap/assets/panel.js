// The panel: switches, filters, the download, and the list.
"use strict";
gm.button = (word, run, options = {}) => gm.make("button", { type: "button", "data-word": word, onclick: run, ...options });
gm.field = (key, input) => gm.make("label", { class: "gm-field" }, [gm.make("span", { "data-word": key }), input]);
gm.makeSwitch = (code) => {
  const box = gm.make("input", { type: "checkbox", id: `gm-type-${code}`, onchange: () => gm.readControls() });
  gm.switches.set(code, box);
  const count = gm.make("span", { class: "gm-number", "aria-hidden": "true" });
  gm.numbers.set(code, count);
  return gm.make("label", { class: "gm-switch" }, [box, gm.drawSymbol(gm.types[code], "point", 18), gm.make("span", { "data-type-label": code }), count]);
};
gm.makeTypes = () => {
  gm.switches = new Map();
  gm.numbers = new Map();
  const set = (types) => () => gm.api.filter({ types });
  return gm.make("fieldset", {}, [gm.make("legend", { "data-word": "types" }), ...Object.keys(gm.types).map(gm.makeSwitch),
    gm.make("div", { class: "gm-both" }, [gm.button("all", set(null)), gm.button("noType", set([]))])]);
};
gm.makeControls = () => {
  let waiting = null;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(gm.readControls, 120); };
  gm.controls = {
    text: gm.make("input", { type: "search", id: "gm-text", autocomplete: "off", oninput: later, onchange: () => { clearTimeout(waiting); gm.readControls(); } }),
    status: gm.make("select", { id: "gm-status", onchange: () => gm.readControls() },
      ["", ...gm.statuses].map((s) => gm.make("option", { value: s, "data-word": s || "anyStatus" }))),
    from: gm.make("input", { type: "date", id: "gm-from", onchange: () => gm.readControls() }),
    to: gm.make("input", { type: "date", id: "gm-to", onchange: () => gm.readControls() }),
    history: gm.make("input", { type: "checkbox", id: "gm-history", onchange: () => gm.update() }),
    language: gm.make("select", { id: "gm-language", onchange: (e) => gm.setLanguage(e.target.value) },
      [gm.make("option", { value: "en", text: "English", lang: "en" }), gm.make("option", { value: "es", text: "Español", lang: "es" })]),
  };
};
gm.makeHead = () => {
  const language = gm.make("label", { class: "gm-language" }, [gm.make("span", { "data-word": "language", class: "gm-hidden" }), gm.controls.language]);
  gm.toggle = gm.make("button", { type: "button", class: "gm-toggle", "aria-expanded": "true", "aria-controls": "gm-body", onclick: () => gm.togglePanel() });
  return gm.make("header", {}, [gm.make("h1", {}, [gm.bidi(gm.meta.title)]), gm.make("div", { class: "gm-top" }, [gm.toggle, language])]);
};
gm.buildPanel = (root) => {
  gm.root = root;
  gm.makeControls();
  const c = gm.controls, isPast = gm.incidents.features.some((f) => f.properties.background);
  gm.live = gm.make("p", { role: "status", class: "gm-live" });
  gm.listBox = gm.make("div", { class: "gm-list" });
  const more = gm.make("details", { class: "gm-more" }, [gm.make("summary", { "data-word": "more" }),
    gm.make("div", { class: "gm-fields" }, [gm.field("status", c.status), gm.field("from", c.from), gm.field("to", c.to)]), gm.make("p", { class: "gm-hint", "data-word": "undated" })]);
  gm.details = more;
  const parts = [gm.make("p", { class: "gm-summary", id: "gm-summary" }), gm.live, gm.field("search", c.text),
    gm.incidents.features.length ? gm.makeTypes() : (gm.switches = new Map(), gm.numbers = new Map(), null),
    isPast ? gm.make("label", { class: "gm-switch" }, [c.history, gm.make("span", { "data-word": "showHistory" })]) : null, more,
    gm.make("div", { class: "gm-buttons" }, [gm.button("download", () => gm.download(), { class: "gm-primary" }), gm.button("reset", () => gm.api.reset())]),
    gm.make("h2", { "data-word": "list" }), gm.listBox, gm.make("p", { class: "gm-attribution" }, [gm.bidi(gm.meta.attribution.join(" · "))])];
  root.replaceChildren(gm.makeHead(), gm.make("div", { id: "gm-body", class: "gm-body" }, parts));
};
gm.buildMapControls = (box) => {
  const icon = (d) => gm.svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, [gm.svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 2 })]);
  const tool = (word, d, run) => gm.make("button", { type: "button", "data-label": word, onclick: run }, [icon(d)]);
  const zoom = (step) => () => gm.map.setZoom(Math.round(gm.map.getZoom()) + step);
  gm.legend = gm.make("div", { class: "gm-legend" });
  gm.legendBox = gm.make("details", { class: "gm-legend-box" }, [gm.make("summary", { "data-word": "legend" }), gm.legend]);
  gm.legendBox.open = !matchMedia("(max-width: 640px)").matches;
  box.append(gm.make("div", { class: "gm-tools" }, [tool("zoomIn", "M8 2v12M2 8h12", zoom(1)), tool("zoomOut", "M2 8h12", zoom(-1)),
    tool("fit", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", () => gm.fit())]), gm.legendBox);
};
gm.togglePanel = () => {
  const closed = gm.root.classList.toggle("gm-closed");
  gm.toggle.setAttribute("aria-expanded", String(!closed));
  gm.toggle.textContent = gm.t(closed ? "expand" : "collapse");
};
gm.setLanguage = (lang) => { gm.chosenLanguage = lang; gm.pickLanguage(lang); gm.update(); };
gm.translate = () => {
  gm.root.setAttribute("aria-label", gm.t("panel"));
  gm.controls.language.value = gm.lang;
  document.querySelectorAll("[data-word]").forEach((e) => { e.textContent = gm.t(e.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((e) => { e.setAttribute("aria-label", gm.t(e.dataset.label)); e.title = gm.t(e.dataset.label); });
  document.querySelectorAll("[data-type-label]").forEach((e) => { e.textContent = gm.typeLabel(e.dataset.typeLabel); });
  gm.toggle.textContent = gm.t(gm.root.classList.contains("gm-closed") ? "expand" : "collapse");
  gm.map.getContainer().setAttribute("aria-label", gm.t("map"));
  document.getElementById("gm-summary").textContent = gm.meta.summary[gm.lang];
};
gm.readControls = () => {
  const codes = [...gm.switches.keys()], on = codes.filter((code) => gm.switches.get(code).checked), c = gm.controls;
  gm.api.filter({ types: on.length === codes.length ? null : on, statuses: c.status.value ? c.status.value.split(",").filter(Boolean) : null,
    text: c.text.value, from: c.from.value || null, to: c.to.value || null });
};
// A choice of several, or of none, has no entry of its own: it is shown by one that comes and goes with it.
gm.showStatuses = (statuses) => {
  const { status } = gm.controls, value = statuses ? statuses.join(",") || "," : "";
  status.querySelector("[data-several]")?.remove();
  if (![...status.options].some((option) => option.value === value)) {
    const words = statuses.map((s) => (gm.statuses.includes(s) ? gm.t(s) : s));
    status.append(gm.make("option", { value, "data-several": "", text: words.join(", ") || gm.t("noType") }));
  }
  status.value = value;
};
gm.setControls = () => {
  const f = gm.state, c = gm.controls;
  gm.switches.forEach((box, code) => { box.checked = !f.types || f.types.includes(code); });
  if (document.activeElement !== c.text) c.text.value = f.text;
  gm.showStatuses(f.statuses);
  c.from.value = f.from || "";
  c.to.value = f.to || "";
  if (f.statuses || f.from || f.to) gm.details.open = true;
  const others = { ...f, types: null }, counts = new Map();
  gm.incidents.features.forEach(({ properties: p }) => { if (gm.fits(p, others)) counts.set(p.event_type, (counts.get(p.event_type) || 0) + 1); });
  gm.numbers.forEach((element, code) => { element.textContent = gm.formatNumber(counts.get(code) || 0); });
};

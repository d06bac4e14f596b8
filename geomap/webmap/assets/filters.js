// What is shown: filters by type, status, text and time.
"use strict";
gm.noFilter = () => ({ types: null, statuses: null, text: "", from: null, to: null });
gm.statuses = ["reported", "active", "cleared", "denied"];
gm.fold = (text) => String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
gm.searched = new Map();
gm.searchText = (p) => {
  if (!gm.searched.has(p.incident_id)) {
    const type = gm.types[p.event_type];
    const words = [p.place_name, p.place_text, p.admin2_name, p.admin1_name, p.country_name, type.label_en, type.label_es, p.note,
      ...p.place_alternates, ...p.sources.flatMap((s) => [s.publisher, s.doc_id]), ...p.actors.map((a) => a.name),
      ...(gm.evidence.get(p.incident_id) || []).map((e) => e.text)];
    gm.searched.set(p.incident_id, gm.fold(words.filter(Boolean).join("\n")));
  }
  return gm.searched.get(p.incident_id);
};
// First and last day of an incident as text that sorts; an empty text where no date is known.
gm.findDays = (p) => {
  // Of a month or a year only these digits are known; they sort before all of its days.
  const digits = { year: 4, month: 7 }[p.time_precision] || 10;
  const first = (p.date_start || p.date_end || "").slice(0, digits);
  let last = (p.date_end || p.date_start || "").slice(0, digits);
  if (!p.date_end && p.time_precision === "week" && last.length === 10) {
    last = new Date(Date.parse(`${last}T00:00:00Z`) + 6 * 864e5).toISOString().slice(0, 10);
  }
  return [first, first && last.padEnd(10, "-99")];
};
// A search field has but one line.
gm.joinLines = (text) => text.replace(/[\r\n]+/g, " ");
gm.fits = (p, f) => {
  if (f.types && !f.types.includes(p.event_type)) return false;
  if (f.statuses && !f.statuses.includes(p.status)) return false;
  if (f.from || f.to) {
    // An incident without a date fits every time: leaving it out would hide what may belong there.
    const [first, last] = gm.findDays(p);
    if (first && ((f.from && last < f.from) || (f.to && first > f.to))) return false;
  }
  if (!f.text) return true;
  const text = gm.searchText(p);
  return gm.fold(f.text).split(/\s+/).every((word) => text.includes(word));
};
gm.visibleNumbers = () => gm.incidents.features.map((_, n) => n).filter((n) => gm.fits(gm.incidents.features[n].properties, gm.state));
// A day that a date field can show: none is the 45th.
gm.isDay = (value) => {
  const field = gm.make("input", { type: "date" });
  field.value = value;
  return /^\d{4}-/.test(value) && field.value === value;
};
// Checks what an embedder asks for; a filter that means nothing must not silently show everything.
gm.checkFilter = (wanted) => {
  const list = (value) => value === null || (Array.isArray(value) && value.every((item) => typeof item === "string"));
  const day = (value) => value === null || gm.isDay(value);
  const checks = { types: list, statuses: list, text: (value) => typeof value === "string", from: day, to: day };
  const out = {};
  Object.entries(wanted).forEach(([key, value]) => {
    const clean = value === undefined || value === "" ? gm.noFilter()[key] : value;
    if (!Object.hasOwn(checks, key)) throw new TypeError(`geomap.filter: found "${key}"; expected ${Object.keys(checks).join(", ")}`);
    if (!checks[key](clean)) throw new TypeError(`geomap.filter: found ${key} ${JSON.stringify(value)}; expected ${
      key === "types" || key === "statuses" ? "a list of texts or null" : key === "text" ? "a text" : "a date such as 2026-02-22, or null"}`);
    out[key] = key === "text" ? gm.joinLines(clean) : clean;
  });
  return out;
};

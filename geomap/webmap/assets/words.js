// One incident in words: what, when, where and how precise, how many, how sure.
"use strict";
gm.typeLabel = (code) => {
  const type = gm.types[code];
  return type ? type[`label_${gm.lang}`] || type.label_en : code;
};
// Countries are named in the reader's language where the basemap knows them; smaller places keep the gazetteer's name.
gm.localName = (name) => {
  gm.countries = gm.countries || new Map(gm.basemap.labels.filter((label) => label.kind === "country").map((label) => [label.name_en, label]));
  const known = gm.countries.get(name);
  return known ? known[`name_${gm.lang}`] || name : name;
};
gm.placeName = (p) => {
  const isCountry = p.geo_precision === "country", name = p.place_name || p.place_text;
  const parts = [isCountry ? gm.localName(name) : name, p.admin2_name, p.admin1_name, gm.localName(p.country_name)].filter(Boolean);
  return [...new Set(parts)].join(", ") || gm.t("unknownPlace");
};
gm.describe = (p) => `${gm.typeLabel(p.event_type)}, ${gm.placeName(p)}, ${gm.formatDate(p.date_start, p.time_precision)}`;
// A figure with its bounds; null where the report gives none, which is not 0.
gm.formatCount = (p, name) => {
  if (p[`${name}_best`] === undefined) return p[name] === null || p[name] === undefined ? null : gm.formatNumber(p[name]);
  const [low, best, high] = ["low", "best", "high"].map((bound) => p[`${name}_${bound}`]);
  const number = gm.formatNumber;
  if (low === null && best === null && high === null) return null;
  if (low !== null && high !== null) {
    if (low === high) return number(low);
    return best === null ? `${number(low)}–${number(high)}` : `${number(best)} (${number(low)}–${number(high)})`;
  }
  if (low !== null) return best !== null && best > low ? `${number(best)} (${gm.t("atLeast")(number(low))})` : gm.t("atLeast")(number(low));
  if (high !== null) return best !== null && best < high ? `${number(best)} (${gm.t("upTo")(number(high))})` : gm.t("upTo")(number(high));
  // Of a report's figure both bounds are left open where it is told as "about"; a table's figure stands as it is.
  return p.spans.some((span) => span.field === `${name}_best`) ? gm.t("about")(number(best)) : number(best);
};
gm.formatWhen = (p) => {
  const start = gm.formatDate(p.date_start, p.time_precision);
  const ends = p.date_end && gm.formatDate(p.date_end, p.time_precision) !== start;
  const end = ends ? ` – ${gm.formatDate(p.date_end, p.time_precision)}` : "";
  return `${start}${end}${p.as_of ? ` (${gm.t("asOf")} ${gm.formatDate(p.as_of)})` : ""}`;
};
gm.formatPrecision = (p) => {
  if (!p.geo_precision) return gm.t("unknownPlace");
  const words = gm.t("precision")[p.geo_precision];
  return p.geo_precision === "near" && p.radius_m ? `${words}, ${gm.t("within")(gm.formatNumber(Math.round(p.radius_m / 100) / 10))}` : words;
};
gm.formatConfidence = (value) => `${gm.t(value >= 0.75 ? "high" : value >= 0.5 ? "medium" : "low")} (${gm.formatNumber(Math.round(value * 100))} %)`;
// The figures that a card lists: those that are told, and as "not reported" those that a reader would look for.
gm.listCounts = (p) => {
  const asked = new Set(["killed", "injured"]);
  const own = { vehicle_burning: "vehicles", deployment: "troops", weapons_seizure: "weapons", arrest: "arrested" }[p.event_type];
  if (own) asked.add(own);
  if (p.record_kind === "aggregate" || p.n_events_best === null) asked.add("n_events");
  return Object.entries(gm.t("counts")).map(([name, words]) => ({ name, words, value: gm.formatCount(p, name) }))
    .filter(({ name, value }) => (name === "n_events" && p.record_kind === "event" && value === gm.formatNumber(1) ? false : value !== null || asked.has(name)));
};
gm.listTags = (p) => [
  p.status === "reported" ? null : [gm.t(p.status), p.status],
  p.background ? [gm.t("history"), "history"] : null,
  p.verification === "unverified" ? null : [gm.t(p.verification), p.verification],
].filter(Boolean);

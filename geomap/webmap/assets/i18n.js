// Words of the page in English and Spanish. No text of a report passes through here.
"use strict";
gm.words = {
  en: {
    types: "Event types", search: "Place, text or source", status: "Status", from: "From", to: "To",
    anyStatus: "any", reset: "Reset filters", download: "Download GeoJSON", list: "Incidents", legend: "Legend",
    all: "All", noType: "None", more: "Status and time", close: "Close", back: "Back", language: "Language",
    showHistory: "Show history on the map", history: "history", rejected: "rejected in review", reviewed: "reviewed",
    unplaced: "Not placed on the map", placed: "On the map", past: "History", refuted: "Denied or rejected", none: "No incident fits the filters.",
    empty: "No incident was found in the reports.", nowhere: "No incident in the list has a place that the map can show.",
    count: (n, all) => `${n} of ${all} ${all === "1" ? "incident" : "incidents"}`, showAll: (n) => `Show all ${n}`, here: (n) => `${n} ${n === "1" ? "incident" : "incidents"} here`,
    panel: "Filters and list", map: "Map of incidents", when: "When", where: "Where", how: "How many",
    sure: "Confidence", evidence: "From the report", sources: "Sources", note: "Note", actors: "Actors",
    notReported: "not reported", unknownDate: "date not known", unknownPlace: "place not known", partOf: "Part of a total",
    total: "total", atLeast: (n) => `at least ${n}`, upTo: (n) => `up to ${n}`, about: (n) => `about ${n}`,
    number: "number not known", undated: "Incidents without a date stay in the list.", within: (km) => `within ${km} km`,
    reported: "reported", active: "active", cleared: "cleared", denied: "denied", asOf: "as of",
    high: "high", medium: "medium", low: "low", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Show all incidents",
    expand: "Filters and list", collapse: "Hide filters and list",
    unsupported: "This browser is too old to open the map: it lacks DecompressionStream.",
    broken: "The data of this map could not be read.",
    areaSymbol: "somewhere in this area", nearSymbol: "near this place, within the circle",
    crowd: "several at one place, side by side", noData: "none reported",
    precision: { exact: "exact location", settlement: "somewhere in this town", near: "near this place", admin2: "somewhere in this municipality",
      admin1: "somewhere in this state", region: "somewhere in this region", country: "somewhere in this country" },
    counts: { n_events: "occurrences", n_areas: "areas hit", n_active: "still active", n_cleared: "cleared", killed: "killed",
      injured: "injured", arrested: "arrested", vehicles: "vehicles", troops: "troops", weapons: "weapons" },
    roles: { perpetrator: "perpetrator", target: "target", authority: "authority", victim: "victim" },
  },
  es: {
    types: "Tipos de evento", search: "Lugar, texto o fuente", status: "Estado", from: "Desde", to: "Hasta",
    anyStatus: "cualquiera", reset: "Quitar filtros", download: "Descargar GeoJSON", list: "Incidentes", legend: "Leyenda",
    all: "Todos", noType: "Ninguno", more: "Estado y tiempo", close: "Cerrar", back: "Volver", language: "Idioma",
    showHistory: "Mostrar antecedentes en el mapa", history: "antecedente", rejected: "rechazado en revisión", reviewed: "revisado",
    unplaced: "Sin lugar en el mapa", placed: "En el mapa", past: "Antecedentes", refuted: "Desmentidos o rechazados", none: "Ningún incidente cumple los filtros.",
    empty: "No se encontró ningún incidente en los reportes.", nowhere: "Ningún incidente de la lista tiene un lugar que el mapa pueda mostrar.",
    count: (n, all) => `${n} de ${all} ${all === "1" ? "incidente" : "incidentes"}`, showAll: (n) => `Mostrar los ${n}`, here: (n) => `${n} ${n === "1" ? "incidente" : "incidentes"} aquí`,
    panel: "Filtros y lista", map: "Mapa de incidentes", when: "Cuándo", where: "Dónde", how: "Cuántos",
    sure: "Confianza", evidence: "Del reporte", sources: "Fuentes", note: "Nota", actors: "Actores",
    notReported: "no reportado", unknownDate: "fecha desconocida", unknownPlace: "lugar desconocido", partOf: "Parte de un total",
    total: "total", atLeast: (n) => `al menos ${n}`, upTo: (n) => `hasta ${n}`, about: (n) => `alrededor de ${n}`,
    number: "número desconocido", undated: "Los incidentes sin fecha siguen en la lista.", within: (km) => `a menos de ${km} km`,
    reported: "reportado", active: "activo", cleared: "liberado", denied: "desmentido", asOf: "al",
    high: "alta", medium: "media", low: "baja", zoomIn: "Acercar", zoomOut: "Alejar", fit: "Ver todos los incidentes",
    expand: "Filtros y lista", collapse: "Ocultar filtros y lista",
    unsupported: "Este navegador es demasiado antiguo para abrir el mapa: le falta DecompressionStream.",
    broken: "No se pudieron leer los datos de este mapa.",
    areaSymbol: "en algún lugar de esta área", nearSymbol: "cerca de este lugar, dentro del círculo",
    crowd: "varios en un lugar, lado a lado", noData: "ninguno reportado",
    precision: { exact: "lugar exacto", settlement: "en algún punto de esta localidad", near: "cerca de este lugar", admin2: "en algún lugar de este municipio",
      admin1: "en algún lugar de este estado", region: "en algún lugar de esta región", country: "en algún lugar de este país" },
    counts: { n_events: "hechos", n_areas: "áreas afectadas", n_active: "aún activos", n_cleared: "liberados", killed: "muertos",
      injured: "heridos", arrested: "detenidos", vehicles: "vehículos", troops: "elementos", weapons: "armas" },
    roles: { perpetrator: "agresor", target: "blanco", authority: "autoridad", victim: "víctima" },
  },
};
gm.lang = "en";
gm.t = (key) => gm.words[gm.lang][key];
gm.pickLanguage = (wanted) => {
  const asked = wanted || (navigator.language || "en").slice(0, 2);
  gm.lang = Object.hasOwn(gm.words, asked) ? asked : "en";
  document.documentElement.lang = gm.lang;
};
gm.locale = () => (gm.lang === "es" ? "es-MX" : "en-GB");
gm.formatNumber = (n) => new Intl.NumberFormat(gm.lang === "es" ? "es-MX" : "en").format(n);
// A date is told as finely as it is known; a time keeps the offset that the report gives it.
gm.formatDate = (iso, precision) => {
  if (!iso) return gm.t("unknownDate");
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  const fields = { timeZone: "UTC", year: "numeric" };
  if (month && precision !== "year") fields.month = "long";
  if (day && fields.month && precision !== "month") fields.day = "numeric";
  const at = new Date(Date.UTC(year, (month || 1) - 1, day || 1));
  if (Number.isNaN(at.getTime())) return iso;
  const text = new Intl.DateTimeFormat(gm.locale(), fields).format(at);
  const time = fields.day && precision !== "day" ? /T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)?$/.exec(iso) : null;
  if (!time) return text;
  const zone = time[2] === "Z" ? " UTC" : time[2] ? ` (UTC${time[2].replace("-", "\u2212")})` : "";
  return `${text}, ${time[1]}${zone}`;
};

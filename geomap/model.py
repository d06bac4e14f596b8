"""
The records that pass from stage to stage: all frozen, none with behaviour of its own.

Offsets count Unicode code points of ``Report.text``. Coordinates are degrees in WGS84, longitude
first. A value that is not known is ``None``, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A stretch of a report's text and the part that it plays.

    ``role`` is ``headline``, ``story``, or one of the furniture: ``byline``, ``caption``, ``links``,
    ``sources``. Only headline and story tell of incidents.
    """

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read: its text unchanged, and what is known about it."""

    doc_id: str
    text: str
    title: str | None = None
    lang: str = "en"
    published: str | None = None
    """ISO 8601 date, or date and time with offset; None where no date is known."""
    url: str | None = None
    publisher: str | None = None
    sha256: str | None = None
    """Of the bytes that the report was read from."""
    timezone: str = "America/Mexico_City"
    country: str | None = None
    """ISO 3166-1 alpha-2 code of where its places most likely lie, if the user says so."""
    admin1: str | None = None
    """Name or code of the first division where its places most likely lie, if the user says so."""
    passages: tuple[Passage, ...] = ()
    """In order of the text, without overlap, leaving out only blank space."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer."""

    place_id: str
    """``geonames:3516074``, ``inegi:14086``, or the like."""
    name: str
    lon: float
    lat: float
    feature_code: str
    population: int
    country_code: str
    country_name: str | None = None
    admin1_code: str | None = None
    """INEGI's two digits in Mexico, elsewhere the GeoNames code."""
    admin1_iso: str | None = None
    admin1_name: str | None = None
    admin2_code: str | None = None
    """INEGI's five digits in Mexico."""
    admin2_name: str | None = None
    geo_precision: str = "settlement"
    """How finely the place is known: settlement, admin2, admin1, region or country."""
    alternates: tuple[str, ...] = ()
    """Its other names, as written."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place offered for a mention."""

    place: Place
    score: float
    """In powers of ten of people, with what the context adds."""
    reason: str = ""
    """In words, why it is offered."""
    confidence: float | None = None
    """How likely it is meant, 0 to 1, where a search tells."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym with its offsets in one report."""

    start: int
    end: int
    text: str
    kind: str = "place"
    """place, government, organisation, person, demonym, language or facility."""
    literal: bool = True
    """Whether the location itself is meant."""


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A mention and the place chosen for it, if any."""

    mention: Mention
    place: Place | None
    confidence: float
    """0 to 1; 0 where no place was chosen."""
    alternatives: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part in an incident, named as written."""

    name: str
    role: str
    """perpetrator, target, authority, victim or other."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report or table that tells of an incident."""

    doc_id: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """
    Where in a report's text one field of an incident comes from.

    ``field`` is the incident's field (``event_type``, ``place_text``, ``killed_best``, ``date_start``,
    …) or ``evidence`` for the whole sentence.
    """

    doc_id: str
    field: str
    start: int
    end: int
    exact: str | None = None
    """The text itself; left out of exports unless quotes are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One event, or one total over an area or a period; ``schema.FIELDS`` gives each field's meaning."""

    incident_id: str
    doc_id: str
    record_kind: str = "event"
    part_of: str | None = None
    background: bool = False
    event_type: str
    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    plover_code: str | None = None
    status: str = "reported"
    date_start: str | None = None
    date_end: str | None = None
    time_precision: str | None = None
    as_of: str | None = None
    place_text: str | None = None
    place_name: str | None = None
    place_id: str | None = None
    place_alternates: tuple[str, ...] = ()
    feature_code: str | None = None
    admin2_name: str | None = None
    admin2_code: str | None = None
    admin1_name: str | None = None
    admin1_code: str | None = None
    admin1_iso: str | None = None
    country_name: str | None = None
    country_code: str | None = None
    lon: float | None = None
    lat: float | None = None
    geo_precision: str | None = None
    radius_m: float | None = None
    n_events_low: int | None = None
    n_events_best: int | None = None
    n_events_high: int | None = None
    n_areas: int | None = None
    n_active: int | None = None
    n_cleared: int | None = None
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_best: int | None = None
    injured_high: int | None = None
    arrested_low: int | None = None
    arrested_best: int | None = None
    arrested_high: int | None = None
    vehicles_low: int | None = None
    vehicles_best: int | None = None
    vehicles_high: int | None = None
    troops_low: int | None = None
    troops_best: int | None = None
    troops_high: int | None = None
    weapons_low: int | None = None
    weapons_best: int | None = None
    weapons_high: int | None = None
    actors: tuple[Actor, ...] = ()
    confidence: float = 0.5
    verification: str = "unverified"
    sources: tuple[Source, ...] = ()
    spans: tuple[Span, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was set aside: which one, what was found, what was expected."""

    record: str
    """``file.jsonl:3``, ``table.csv row 7`` or the like."""
    reason: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader made of its input: reports or incidents, and the records it set aside."""

    reports: tuple[Report, ...] = ()
    incidents: tuple[Incident, ...] = ()
    rejects: tuple[Reject, ...] = field(default=())
    notices: tuple[str, ...] = ()
    """What a user should know of the input: a guessed encoding, columns that were passed over."""

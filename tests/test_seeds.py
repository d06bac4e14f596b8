"""The seed reports: read whole, dated, sourced; and the count by state says what it is meant to say."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from geomap.model import ReadResult
from geomap.reports.read import list_inputs, read_reports
from geomap.tables.read import read_tables

UNDATED = {"raid-explained.txt"}
STATES = {
    "Aguascalientes": "01",
    "Baja California": "02",
    "Chiapas": "07",
    "Colima": "06",
    "Estado de México": "15",
    "Guanajuato": "11",
    "Guerrero": "12",
    "Hidalgo": "13",
    "Jalisco": "14",
    "Michoacán": "16",
    "Nayarit": "18",
    "Nuevo León": "19",
    "Oaxaca": "20",
    "Puebla": "21",
    "Quintana Roo": "23",
    "Sinaloa": "25",
    "Tabasco": "27",
    "Tamaulipas": "28",
    "Veracruz": "30",
    "Zacatecas": "32",
}


@pytest.fixture(scope="module")
def read(seeds: Path) -> ReadResult:
    return read_reports(list_inputs([seeds]), stdin=io.BytesIO())


def test_every_seed_is_read_and_nothing_set_aside(read: ReadResult) -> None:
    assert len(read.reports) >= 8
    assert read.rejects == ()
    assert read.notices == ()
    assert {r.lang for r in read.reports} == {"en", "es"}


def test_every_seed_is_dated_and_says_where_its_facts_come_from(read: ReadResult) -> None:
    for report in read.reports:
        if report.doc_id in UNDATED:
            assert (report.published, report.url, report.publisher) == (None, None, None)
        else:
            assert re.match(r"2026-02-2\d|2025-04-2\d", report.published or ""), report.doc_id
            assert re.match(r"https://[\w.]+/\S+$", report.url or ""), report.doc_id
            assert re.match(r"geomap seeds \((?:facts|hechos): \S+", report.publisher or ""), report.doc_id


def test_every_seed_is_listed_with_its_facts(seeds: Path) -> None:
    listed = set(re.findall(r"^\| `([^`]+)` \|", (seeds / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {p.name for p in seeds.iterdir()} - {"README.md"}


def test_furniture_of_the_seeds_is_no_story(read: ReadResult) -> None:
    told = " ".join(
        r.text[p.start : p.end] for r in read.reports for p in r.passages if p.role in ("headline", "story")
    )
    for furniture in ("Lee también", "See also", "Share this", "Qatar", "Ginebra", "Turquía", "Anadolu", "Sonora"):
        assert furniture not in told
    for fact in ("Tapalpa", "Puerto Vallarta", "Apatzingán", "Zacatecas", "252", "Tamaulipas and Michoacán"):
        assert fact in told


def test_the_languages_of_the_seeds_are_found_from_their_text(read: ReadResult) -> None:
    found = {r.doc_id: r.lang for r in read.reports}
    assert found["2026-02-22-boletin-nocturno.txt"] == "es"
    assert found["2026-02-23-balance-bloqueos.html"] == "es"
    assert found["raid-explained.txt"] == "en"
    assert found["2025-04-24-bajio-brief.txt"] == "en"


def test_the_count_by_state_names_the_twenty_states_and_the_one_figure_known(seeds: Path) -> None:
    with (seeds / "roadblocks_by_state.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    states = [row for row in rows if row["geo_precision"] == "admin1"]
    assert {row["admin1_name"]: row["admin1_code"] for row in states} == STATES
    assert {row["admin1_name"]: row["n_events_best"] for row in states if row["n_events_best"]} == {"Jalisco": "65"}
    (country,) = (row for row in rows if row["geo_precision"] == "country")
    assert [country[c] for c in ("n_events_best", "n_areas", "n_active", "n_cleared")] == ["252", "20", "23", "229"]
    assert {row["part_of"] for row in states} == {country["incident_id"]}


def test_the_count_by_state_is_read_as_incidents_with_unknown_figures_null(seeds: Path) -> None:
    result = read_tables(list_inputs([seeds / "roadblocks_by_state.csv"]))
    assert result.rejects == ()
    assert len(result.incidents) == len(STATES) + 1
    assert {i.event_type for i in result.incidents} == {"roadblock"}
    known = {i.admin1_name: i.n_events_best for i in result.incidents if i.n_events_best is not None}
    assert known == {"Jalisco": 65, None: 252}
    assert all(i.lon is None and i.lat is None and i.sources[0].url for i in result.incidents)

"""What online geocoders answered is kept; which of them there are; and the command that asks them."""

from __future__ import annotations

import csv
import json
import sqlite3
import time
from pathlib import Path

import pandas as pd
import pytest
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from geopy.location import Location
from pytest_socket import SocketBlockedError

import geomap
from geomap.cli.app import run_command
from geomap.errors import InputError
from geomap.online.adapter import BoundedAdapter
from geomap.online.answers import Answer, read_answer
from geomap.online.cache import AnswerCache, find_cache_file
from geomap.online.services import open_service
from geomap.online.start import announce, summarise
from tests.asking import IN_TAPALPA, RANCH, Opener, fill
from tests.nominatim_server import FakeNominatim, Reply, place


def test_answers_are_kept_also_that_nothing_is_known_until_they_are_old(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    names = ["Rancho Inventado", "Xyzzyqwert"]
    first = fill(open_fake(), names)
    rows = open_fake()
    assert fill(rows, names) == first
    assert fill(open_fake(), ["RANCHO   INVENTADO"])[0] == first[0]
    assert len(fake.asked) == 2
    assert summarise(rows) == "nominatim: 1 of 2 names found, 2 answers from the cache"
    for days, asked in ((29, 2), (31, 3), (91, 5)):
        later = time.time() + days * 86_400
        rows = open_fake()
        rows.asker.cache.close()
        rows.asker.cache = AnswerCache(tmp_path / "cache.sqlite", now=lambda later=later: later)
        assert fill(rows, names) == first
        assert len(fake.asked) == asked


def test_answers_of_another_server_are_not_taken(fake: FakeNominatim, open_fake: Opener, tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "cache.sqlite")
    answer = Answer(*IN_TAPALPA, "Elsewhere", "Elsewhere", None, "settlement", classed=True)
    cache.keep(("nominatim", "example.org", RANCH), answer)
    cache.keep(("photon", fake.domain, RANCH), answer)
    assert cache.find(("nominatim", "example.org", RANCH)) == (True, answer)
    cache.close()
    assert fill(open_fake(), ["Rancho Inventado"])[0]["place_id"] == "inegi:14"
    assert fake.asked == [RANCH]


@pytest.mark.parametrize(
    "content",
    [b"no database at all, but long enough to look like something\n" * 50, b"SQLite format 3\0" + b"\xff" * 4_000],
)
def test_a_broken_cache_is_set_aside_with_one_line(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(content)
    rows = open_fake()
    fill(rows, ["Rancho Inventado"])
    (notice,) = rows.asker.cache.notices
    assert "cache.sqlite.broken" in notice
    assert (tmp_path / "cache.sqlite.broken").read_bytes() == content
    assert AnswerCache(path).find(("nominatim", fake.domain, RANCH)) == (True, None)


def test_a_table_of_another_form_or_version_is_begun_anew(
    open_fake: Opener, tmp_path: Path, fake: FakeNominatim
) -> None:
    path = tmp_path / "cache.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE answers (something TEXT)")
    db.close()
    rows = open_fake()
    fill(rows, ["Rancho Inventado"])
    assert rows.asker.cache.notices == []
    assert AnswerCache(path).find(("nominatim", fake.domain, RANCH)) == (True, None)


@pytest.mark.parametrize("text", ["", "{}", "[1]", "{", '{"lon": "a"}', json.dumps({"lon": 999, "lat": 0})])
def test_a_kept_answer_that_is_none_is_asked_again(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path, text: str
) -> None:
    rows = open_fake()
    with sqlite3.connect(tmp_path / "cache.sqlite") as db:
        db.execute(
            "INSERT INTO answers VALUES ('nominatim', ?, ?, ?, ?)", (fake.domain, RANCH.casefold(), time.time(), text)
        )
    db.close()
    fill(rows, ["Rancho Inventado"])
    assert fake.asked == [RANCH]


def test_a_cache_that_breaks_or_is_locked_meanwhile_stops_nothing(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    rows = open_fake(tmp_path / "a" / "cache.sqlite")
    rows.asker.cache._db.execute("DROP TABLE answers")
    fill(rows, ["Rancho Inventado", "Xyzzyqwert"])
    assert len(fake.asked) == 2
    assert len(rows.asker.cache.notices) == 1


def test_a_cache_that_can_not_be_made_is_told_and_done_without(
    fake: FakeNominatim, open_fake: Opener, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    rows = open_fake(tmp_path / "file" / "cache.sqlite")
    fill(rows, ["Rancho Inventado", "Rancho Inventado"])
    (notice,) = rows.asker.cache.notices
    assert "answers are not kept" in notice
    assert fake.asked == [RANCH]


def test_the_cache_lies_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_cache_file() == tmp_path / "geomap" / "online.sqlite"
    assert not (tmp_path / "geomap").exists()


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("nowhere", {}, "expected one of"),
        ("nominatim", {"api_key": "s3cret"}, "takes contact, domain"),
        ("nominatim", {"adapter_factory": "s3cret"}, "takes contact, domain"),
        ("nominatim", {"scheme": "s3cret"}, "can't be set up with the options scheme"),
        ("nominatim", {"user_agent": "my_app/1"}, "can't be set up"),
        ("nominatim", {"timeout": "s3cret"}, "'timeout' is no number"),
        ("nominatim", {"timeout": "nan"}, "'timeout' is no number"),
        ("nominatim", {"timeout": "-1"}, "'timeout' is no number"),
        ("nominatim", {"contact": "s3cret\r\nX: 1"}, "control character"),
        ("nominatim", {"contact": "señor"}, "not ASCII"),
        ("nominatim", {"domain": ""}, "is empty"),
        ("opencage", {}, "needs the option api_key"),
    ],
)
def test_a_wrong_geocoder_or_option_is_told_without_what_may_be_a_key(
    name: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(InputError, match=told) as caught:
        open_service(name, options, program="geomap/1")
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_any_geocoder_of_geopys_may_be_named() -> None:
    service = open_service("ArcGIS", {"contact": "me@example.org"}, program="geomap/1")
    assert (service.name, service.label, service.domain) == ("arcgis", "ArcGIS", "geocode.arcgis.com")
    assert service.geocoder.headers["User-Agent"] == "geomap/1 (me@example.org)"
    assert open_service("opencage", {"api_key": "k"}, program="geomap/1").geocoder.api_key == "k"
    assert open_service("photon", {}, program="geomap/1").label == "Photon (© OpenStreetMap contributors)"


@pytest.mark.parametrize(
    ("service", "raw", "place_id", "precision", "name"),
    [
        (
            "photon",
            {"properties": {"osm_type": "W", "osm_id": 5, "type": "street", "name": "Calle A", "osm_key": "highway"}},
            "photon:W5",
            "exact",
            "Calle A",
        ),
        (
            "photon",
            {"properties": {"osm_type": "R", "osm_id": 6, "type": "district", "extent": [-104, 20.5, -103, 19.5]}},
            "photon:R6",
            "settlement",
            "Somewhere",
        ),
        ("google", {"place_id": "ChIJ", "types": ["locality", "political"]}, "google:ChIJ", "settlement", "Somewhere"),
        ("mapbox", {"id": "place.1", "place_type": ["place"], "text": "A"}, "mapbox:place.1", "settlement", "A"),
        ("geonames", {"geonameId": 7, "fcode": "PPLA2", "toponymName": "B"}, "geonames:7", "settlement", "B"),
        ("geonames", {"geonameId": 8, "fcode": "ADM1", "name": "C"}, "geonames:8", "admin1", "C"),
        ("herev7", {"id": "here:x", "resultType": "houseNumber", "title": "D 1"}, "herev7:here:x", "exact", "D 1"),
        (
            "tomtom",
            {"id": "t", "type": "Geography", "entityType": "Municipality"},
            "tomtom:t",
            "settlement",
            "Somewhere",
        ),
        ("arcgis", {"address": "E", "score": 100}, None, None, "Somewhere"),
        ("yandex", ["not", "a", "mapping"], None, None, "Somewhere"),
    ],
)
def test_what_other_services_answer_is_read_too(
    service: str, raw: object, place_id: str | None, precision: str | None, name: str
) -> None:
    answer = read_answer(service, Location("Somewhere, Jalisco", (19.95, -103.77), raw))
    assert answer is not None
    assert (answer.place_id, answer.name, answer.classed) == (place_id, name, precision is not None)
    assert answer.geo_precision == (precision or "settlement")
    assert (answer.lon, answer.lat) == (-103.77, 19.95)


def test_an_answer_without_a_point_knows_nothing(fake: FakeNominatim, open_fake: Opener) -> None:
    fake.always = Reply([{"display_name": "Rancho Inventado"}])
    rows = open_fake()
    assert fill(rows, ["Rancho Inventado"])[0]["place_id"] == "inegi:14"
    assert summarise(rows) == "nominatim: 0 of 1 names found"


def test_the_point_0_0_is_no_answer() -> None:
    assert read_answer("photon", Location("Somewhere", (0.0, 0.0), {})) is None
    assert read_answer("photon", Location("", (1.0, 1.0), {})) is None


def test_the_client_translates_what_goes_wrong(fake: FakeNominatim) -> None:
    client = BoundedAdapter(proxies=None, ssl_context=None)
    url = f"http://{fake.domain}/search?q=a"
    assert client.get_json(url, timeout=5, headers={}) == []
    fake.always = Reply(late_s=30)
    with pytest.raises(GeocoderTimedOut):
        client.get_text(url, timeout=0.1, headers={})
    fake.always = Reply(b"nothing")
    with pytest.raises(GeocoderParseError):
        client.get_json(url, timeout=5, headers={})
    with pytest.raises(GeocoderUnavailable):
        client.get_text("http://127.0.0.1:9/", timeout=5, headers={})
    proxied = BoundedAdapter(proxies={"http": fake.domain}, ssl_context=None)
    assert proxied.get_text("http://nominatim.invalid/search?q=b", timeout=5, headers={}) == "nothing"


TABLE = "town,state\nTapalpa,Jalisco\nRancho Inventado,Jalisco\nXyzzyqwert,Jalisco\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of names, and a cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "towns.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def geocode_command(table: Path, *more: str) -> list[str]:
    """Write the command."""
    output = str(table.with_name("placed.csv"))
    return ["geocode", str(table), "-o", output, "--place", "town", "--admin1", "state", "--country", "MX", *more]


def test_without_online_no_socket_is_opened(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(geocode_command(table)) == 0
    assert capsys.readouterr().err == ""
    assert not (table.parent / "cache").exists()
    geomap.geocode(pd.read_csv(table), place="town", admin1="state", country="MX")
    # What shows that the test would see one: asked to, both open a socket, which is blocked here.
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        run_command(geocode_command(table, "--online", "nominatim"))
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        geomap.geocode(["Xyzzyqwert"], country="MX", online="nominatim")


def test_the_command_says_that_names_are_sent_and_writes_every_row(
    fake: FakeNominatim, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    options = [f"domain={fake.domain}", "scheme=http", "contact=me@example.org"]
    given = [text for option in options for text in ("--online-option", option)]
    assert run_command(geocode_command(table, "--online", "nominatim", *given)) == 0
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("geomap: sends the names that the gazetteer does not know to Nominatim (© OpenStreetMap")
    assert fake.domain in first
    assert last == "geomap: nominatim: 1 of 2 names found"
    assert fake.agents == [f"geomap/{geomap.__version__} (me@example.org)"] * 2
    with table.with_name("placed.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["town"] for row in rows] == ["Tapalpa", "Rancho Inventado", "Xyzzyqwert"]
    assert [row["geomap_place_id"] for row in rows] == ["geonames:3982461", "nominatim:N123", "inegi:14"]
    assert (table.parent / "cache" / "geomap" / "online.sqlite").is_file()
    assert run_command(geocode_command(table, "--online", "nominatim", *given, "--quiet")) == 0
    assert capsys.readouterr().err == ""
    assert len(fake.asked) == 2


def test_the_library_asks_too_and_warns_of_what_got_no_answer(fake: FakeNominatim, table: Path) -> None:
    options = {"domain": fake.domain, "scheme": "http"}
    fake.answer(RANCH, place("Rancho Inventado", *IN_TAPALPA))
    fake.answer("Xyzzyqwert, Jalisco, Mexico", Reply(b"", 403))
    frame = pd.read_csv(table)
    with pytest.warns(UserWarning, match=r"1 of 2 names found, 1 without an answer \(it refuses us"):
        placed = geomap.geocode(
            frame, place="town", admin1="state", country="MX", online="nominatim", online_options=options
        )
    assert placed["geomap_place_id"].tolist() == ["geonames:3982461", "nominatim:N123", "inegi:14"]
    assert placed.geometry.iloc[1].wkt == "POINT (-103.77 19.95)"


@pytest.mark.parametrize(
    "more",
    [
        ["--online-option", "api_key=s3cret"],
        ["--online", "nominatim", "--online-option", "s3cret"],
        ["--online", "nominatim", "--online-option", "domain=a", "--online-option", "domain=s3cret"],
        ["--online", "opencage", "--online-option", "api_key="],
        ["--online", "nowhere", "--online-option", "api_key=s3cret"],
    ],
)
def test_wrong_options_are_one_line_without_the_key(
    table: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    assert run_command(geocode_command(table, *more)) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "s3cret" not in said
    assert not table.with_name("placed.csv").exists()


def test_the_line_at_the_start_names_service_server_and_cache(open_fake: Opener, fake: FakeNominatim) -> None:
    line = announce(open_fake())
    assert fake.domain in line
    assert "cache.sqlite" in line
    assert "one every 1 s at most" in line

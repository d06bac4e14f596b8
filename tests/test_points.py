"""Points of a table joined: the columns that are added, and what is said of odd points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.boundaries.degrees import USABLE, Cell, read_degrees
from geomap.boundaries.divisions import COLUMNS, DivisionTarget
from geomap.boundaries.nearest import measure_km
from geomap.boundaries.points import NOTE, SNAP, PointJoin, add_note, tell_km
from geomap.boundaries.store import Boundaries
from geomap.errors import InputError
from geomap.geometry import distance_km
from geomap.pipeline import Resources

TAPALPA, TOLUCA, PARIS = (-103.7595, 19.9456), (-99.6557, 19.2826), (2.3522, 48.8566)
OFF_COAST, AT_SEA = (-105.30, 20.60), (-108.0, 19.0)


@pytest.fixture(scope="module")
def boundaries(resources: Resources) -> Boundaries:
    """The boundaries that geomap ships."""
    return resources.boundaries


@pytest.fixture
def joiner(boundaries: Boundaries) -> PointJoin:
    """Joins points to the shipped divisions."""
    return PointJoin(DivisionTarget(boundaries))


def join(joiner: PointJoin, *points: tuple[Cell, Cell]) -> list[dict[str, object]]:
    """Join points and give a row each."""
    found = joiner.join(read_degrees([lon for lon, _ in points], [lat for _, lat in points]))
    assert list(found) == list(joiner.columns)
    return [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]


def test_a_point_gets_its_divisions_and_no_note(joiner: PointJoin) -> None:
    (row, abroad) = join(joiner, TAPALPA, PARIS)
    assert row == {
        "geomap_admin1_name": "Jalisco",
        "geomap_admin1_code": "14",
        "geomap_admin1_iso": "MX-JAL",
        "geomap_admin2_name": "Tapalpa",
        "geomap_admin2_code": "14086",
        "geomap_country_code": "MX",
        "geomap_country_name": "Mexico",
        SNAP: None,
        NOTE: None,
    }
    assert abroad["geomap_admin1_iso"] == "FR-IDF"
    assert abroad["geomap_admin2_code"] is None
    assert joiner.tell() == []


def test_a_snapped_point_tells_how_far_its_division_is(joiner: PointJoin, boundaries: Boundaries) -> None:
    near, far = join(joiner, OFF_COAST, AT_SEA)
    assert near["geomap_admin2_name"] == "Puerto Vallarta"
    assert near[SNAP] == pytest.approx(5.8, abs=0.2)
    assert near[NOTE] == "in no polygon; the nearest, Puerto Vallarta, Jalisco, is 5.8 km away"
    assert [far[name] for name in COLUMNS] == [None] * len(COLUMNS)
    assert far[SNAP] is None
    assert str(far[NOTE]).startswith("at sea, about 28")
    assert str(far[NOTE]).endswith("km from Jalisco, Mexico")
    assert joiner.tell("t.csv")[0].startswith("1 row lies in no polygon; the first: t.csv row 2: at sea")
    (strict,) = join(PointJoin(DivisionTarget(boundaries, snap_km=0)), OFF_COAST)
    assert strict["geomap_admin1_code"] is None
    assert str(strict[NOTE]).startswith("in no division, about 6 km from ")


def test_a_point_far_from_all_land_says_so(joiner: PointJoin) -> None:
    assert join(joiner, (-130.0, -40.0))[0][NOTE] == "in no division, over 500 km from any"


@pytest.mark.parametrize(
    ("point", "note"),
    [
        ((None, None), "no coordinates"),
        (("", " "), "no coordinates"),
        (("abc", "19.9"), "found 'abc', '19.9'; expected degrees"),
        (("", "19.9"), "found '', '19.9'; expected degrees"),
        (("nan", "19.9"), "found 'nan', '19.9'; expected degrees"),
        ((200.0, 10.0), "found lon 200.0, lat 10.0; expected -180 to 180 and -90 to 90 degrees"),
        (("inf", "1"), "found lon inf, lat 1.0; expected -180 to 180 and -90 to 90 degrees"),
        ((0, "0.0"), "found 0, 0, which stands for an unknown place; expected coordinates or blank cells"),
    ],
)
def test_a_point_that_is_none_keeps_its_row_and_gets_its_reason(
    joiner: PointJoin, point: tuple[Cell, Cell], note: str
) -> None:
    before, row, after = join(joiner, TAPALPA, point, TOLUCA)
    assert row == dict.fromkeys((*COLUMNS, SNAP)) | {NOTE: note}
    assert (before["geomap_admin2_code"], after["geomap_admin2_code"]) == ("14086", "15106")
    (line,) = joiner.tell("t.csv")
    assert line.startswith("1 row has no usable point and got empty columns (1 ")
    assert line.endswith(f"; the first: t.csv row 2: {note}")


def test_exchanged_coordinates_are_flagged_and_left_as_they_are(joiner: PointJoin) -> None:
    rows = join(joiner, TAPALPA, TAPALPA[::-1], TOLUCA, (20.9, -88.5))
    assert rows[1]["geomap_admin1_code"] is None
    assert str(rows[1][NOTE]).endswith("with lon and lat exchanged it would lie in Tapalpa, Jalisco")
    # In the Antarctic as it stands, and it is left there.
    assert rows[3]["geomap_country_code"] == "AQ"
    assert rows[3][NOTE] == "with lon and lat exchanged it would lie in Dzitás, Yucatán"
    assert [row[NOTE] for row in (rows[0], rows[2])] == [None, None]
    assert any(line.startswith("2 rows seem to have lon and lat exchanged") for line in joiner.tell())


def test_a_country_that_is_named_decides_what_is_exchanged(boundaries: Boundaries) -> None:
    somalia, germany = (48.5, 9.5), (9.5, 48.5)
    target = DivisionTarget(boundaries)
    plain = join(PointJoin(target), somalia, germany)
    assert [row[NOTE] for row in plain] == [None, None]  # no country has most points
    named = join(PointJoin(target, country="de"), somalia, germany)
    assert named[0]["geomap_country_code"] == "SO"
    assert "exchanged it would lie in Baden-W" in str(named[0][NOTE])
    assert named[1][NOTE] is None
    with pytest.raises(InputError, match="found 'Germany'; expected an ISO 3166-1 code"):
        PointJoin(target, country="Germany")


def test_a_table_of_exchanged_points_alone_is_refused_with_that_reason(joiner: PointJoin) -> None:
    join(joiner, TAPALPA[::-1], TOLUCA[::-1])
    with pytest.raises(InputError, match=r"t\.csv row 1: found lon 19.9456, .* exchanged it would lie in Tapalpa"):
        joiner.require_usable("t.csv")


def test_a_table_without_a_usable_point_is_refused_but_not_a_blank_one(
    joiner: PointJoin, boundaries: Boundaries
) -> None:
    join(joiner, (None, None))
    joiner.require_usable("t.csv")
    join(joiner, (200.0, 1.0))
    with pytest.raises(InputError, match=r"t\.csv row 2: found lon 200"):
        joiner.require_usable("t.csv")
    assert PointJoin(DivisionTarget(boundaries)).join(read_degrees([], []))[NOTE].tolist() == []


def test_batches_are_counted_on_and_joined_as_one_table(boundaries: Boundaries) -> None:
    points = [TAPALPA, (None, None), OFF_COAST, (0.0, 0.0), AT_SEA, PARIS]
    whole, parts = (PointJoin(DivisionTarget(boundaries)) for _ in range(2))
    rows = join(whole, *points)
    assert [row for n in range(0, 6, 2) for row in join(parts, *points[n : n + 2])] == rows
    assert parts.tell() == whole.tell()
    assert "row 4: found 0, 0" in whole.tell()[0]
    named = PointJoin(DivisionTarget(boundaries))
    named.join(read_degrees([0.0], [0.0]), numbers=[77])
    assert "row 77: found 0, 0" in named.tell()[0]


def test_an_earlier_note_is_kept(joiner: PointJoin) -> None:
    notes = joiner.join(read_degrees([TAPALPA[0], 0, 0], [TAPALPA[1], 0, 0]), notes=["placed at its state", "a", None])[
        NOTE
    ]
    assert notes[0] == "placed at its state"
    assert notes[1].startswith("a; found 0, 0")
    assert add_note("a; b", "b") == "a; b"
    assert add_note(None, None) is None


NUMBERS = st.one_of(st.none(), st.floats(), st.text(max_size=5), st.floats(-200, 200).map(str))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8))
def test_every_row_comes_out_once_and_says_why_it_has_no_division(
    boundaries: Boundaries, points: list[tuple[Cell, Cell]]
) -> None:
    rows = join(PointJoin(DivisionTarget(boundaries)), *points)
    usable = read_degrees([x for x, _ in points], [y for _, y in points]).states == USABLE
    assert len(rows) == len(points)
    for row, there in zip(rows, usable.tolist(), strict=True):
        if row["geomap_admin1_name"] is None:
            assert row[NOTE]
        else:
            assert there
        assert row[SNAP] is None or 0 < float(str(row[SNAP])) <= 20


@settings(max_examples=100)
@given(st.floats(-179, 178), st.floats(-80, 80), st.floats(-0.15, 0.15), st.floats(-0.15, 0.15))
def test_short_distances_are_those_of_the_ellipsoid(lon: float, lat: float, east: float, north: float) -> None:
    from pyproj import Geod  # noqa: PLC0415 - only this test measures with it

    exact = Geod(ellps="WGS84").inv(lon, lat, lon + east, lat + north)[2] / 1000
    (measured,) = measure_km(*(np.array([v]) for v in (lon, lat, lon + east, lat + north)))
    assert measured == pytest.approx(exact, rel=1e-4, abs=1e-6)
    assert measured == pytest.approx(distance_km(lon, lat, lon + east, lat + north), rel=0.01, abs=1e-6)


def test_distances_are_written_as_finely_as_they_matter() -> None:
    assert [tell_km(km) for km in (0.0134, 0.5, 5.83, 53.2, 1234.0)] == ["13 m", "500 m", "5.8 km", "53 km", "1,234 km"]

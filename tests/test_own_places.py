"""Own places: what is read of a user's files, what they lie in, and which of two namesakes is meant."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from own_files import Opened, dump_row

from geomap.errors import InputError
from geomap.gazetteer.gazetteer import Gazetteer, read_gazetteer
from geomap.gazetteer.geocode import geocode_place
from geomap.gazetteer.search import search_places
from geomap.own_places.guesses import guess_columns
from geomap.own_places.open import open_gazetteer

Open = Callable[..., Opened]
TAPALPA = (-103.76, 19.95)


@pytest.fixture
def opened(tmp_path: Path, small: Path) -> Open:
    """Write own files and open the gazetteer with them."""

    def write_and_open(**files: str | bytes) -> Opened:
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return Opened(small, *paths, cache=tmp_path / "cache")

    return write_and_open


def test_a_dump_is_known_by_its_columns_and_keeps_its_ids(opened: Open) -> None:
    rows = dump_row(90000001, "Xyzzyl", *TAPALPA, alternates="Qwertzul,XYZ,Кверти", admin1="14", population=41)
    found = opened(MX__txt=rows)
    place = found.place("xyzzyl")
    assert (place.place_id, place.lon, place.lat, place.population) == ("geonames:90000001", *TAPALPA, 41)
    assert (place.feature_code, place.geo_precision, place.alternates) == ("PPL", "settlement", ("Qwertzul",))
    assert found.places("Qwertzul") == [place]
    assert found.places("XYZ") == []
    assert found.told == ["MX.txt: 1 place (GeoNames dump)"]


def test_codes_of_a_dump_are_those_of_geonames_also_where_inegi_has_others(opened: Open) -> None:
    # GeoNames' 07 is Coahuila; the point lies in Jalisco, and what the file tells goes before the polygon.
    found = opened(
        MX__txt=dump_row(90000001, "Xyzzyl", *TAPALPA, admin1="07")
        + dump_row(90000002, "Xyzzym", *TAPALPA, admin1="14", admin2="086")
        + dump_row(90000003, "Xyzzyn", *TAPALPA, country="")
        + dump_row(90000004, "Xyzzyo", -97.7, 30.3, country="US", admin1="TX", admin2="453")
    )
    told = found.place("Xyzzyl")
    assert (told.admin1_code, told.admin1_name, told.admin2_code) == ("05", "Coahuila", None)
    assert found.place("Xyzzym").admin2_code == "14086"
    assert (found.place("Xyzzyn").country_code, found.place("Xyzzyn").admin2_code) == ("MX", "14086")
    texan = found.place("Xyzzyo")
    assert (texan.admin1_iso, texan.admin2_name) == ("US-TX", "Travis County")


def test_kinds_that_reports_do_not_go_by_are_left_out_and_counted(opened: Open) -> None:
    kinds = {
        "Xyzzya": "S.RNCH",
        "Xyzzyb": "T.HLL",
        "Xyzzyc": "H.STM",
        "Xyzzyd": "A.ADM1",
        "Xyzzye": "S.SCH",
        "Xyzzyf": "P.",
    }
    rows = "".join(dump_row(90000000 + n, name, *TAPALPA, kind=kind) for n, (name, kind) in enumerate(kinds.items()))
    found = opened(MX__txt=rows)
    precisions = {p.name: (p.feature_code, p.geo_precision) for name in kinds for p in found.places(name)}
    assert precisions == {
        "Xyzzya": ("RNCH", "settlement"),
        "Xyzzyb": ("HLL", "settlement"),
        "Xyzzyc": ("STM", "region"),
        "Xyzzyf": ("PPL", "settlement"),
    }
    assert found.told == ["MX.txt: 4 places (GeoNames dump, 2 of other kinds left out)"]


def test_a_zip_holds_the_dump_beside_its_readme(opened: Open, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "MX.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about this")
        archive.writestr("MX.txt", dump_row(90000001, "Xyzzyl", *TAPALPA))
    assert opened(MX__zip=(tmp_path / "MX.zip").read_bytes()).place("Xyzzyl").place_id == "geonames:90000001"


def test_a_dump_that_has_a_shipped_place_moves_it_and_adds_its_names(opened: Open, small: Path) -> None:
    gazetteer = read_gazetteer(small)
    shipped = geocode_place(gazetteer, "Tapalpa", admin1="Jalisco").place
    assert shipped is not None
    row = dump_row(
        shipped.place_id.removeprefix("geonames:"), "Tapalpa", -103.7, 19.9, alternates="Xyzzyl", population=7000
    )
    found = opened(MX__txt=row)
    assert len(found.gazetteer) == len(gazetteer)
    place = found.place("Xyzzyl")
    assert (place.place_id, place.lon, place.lat, place.population) == (shipped.place_id, -103.7, 19.9, 7000)
    assert (place.admin2_code, place.feature_code) == ("14086", "PPLA2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_spanish_table_is_read_by_its_header(opened: Open, delimiter: str) -> None:
    rows = [
        ["Nombre", "Alias", "Población", "Latitud", "Longitud", "Estado", "Municipio", "País"],
        ["Xyzzyl", "La Qwertzul", "1204", "20.67", "-103.35", "Jalisco", "Tapalpa", "México"],
    ]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    found = opened(ranchos__csv="\ufeff" + text)
    place = found.place("La Qwertzul")
    assert (place.place_id, place.name, place.population) == ("own:ranchos:1", "Xyzzyl", 1204)
    assert (place.lon, place.lat) == (-103.35, 20.67)
    assert (place.admin1_code, place.admin2_code) == ("14", "14086"), "the file's own words go before the polygon"
    guessed = (
        "name from 'Nombre', alternates from 'Alias', lon from 'Longitud', lat from 'Latitud', "
        "population from 'Población', country from 'País', admin1 from 'Estado', admin2 from 'Municipio'"
    )
    assert found.told == [f"ranchos.csv: 1 place ({guessed})"]


def test_inegi_codes_and_ids_of_a_table_are_taken(opened: Open) -> None:
    text = "CVE_ENT,CVE_MUN,NOM_LOC,LON_DECIMAL,LAT_DECIMAL,POBTOT,CVEGEO\n14,86,Xyzzyl,-103.7,19.9,12,140860001\n"
    place = opened(iter__csv=text).place("Xyzzyl")
    assert (place.place_id, place.admin1_code, place.admin2_code) == ("own:iter:140860001", "14", "14086")
    assert opened(osm__csv="id,name,x,y\nnode:7,Xyzzyl,1,1\n").place("Xyzzyl").place_id == "node:7"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (["X", "Y", "TOPONYM", "fcode"], {"name": 2, "lon": 0, "lat": 1, "feature_code": 3}),
        (["LONGITUD", "LON_DECIMAL", "LATITUD", "LAT_DECIMAL", "NOM_LOC"], {"name": 4, "lon": 1, "lat": 3}),
        (["Name ASCII", "lng", "lat", "name"], {"name": 3, "asciiname": 0, "lon": 1, "lat": 2}),
        (["a", "b"], {}),
    ],
)
def test_the_likeliest_column_is_guessed(header: list[str], found: dict[str, int]) -> None:
    assert guess_columns(header) == found


def test_a_table_in_an_old_encoding_or_with_decimal_commas_is_read(opened: Open) -> None:
    found = opened(viejo__csv="nombre;lon;lat\nXyzzylé;-103,76;19,95\n".encode("cp1252"))
    assert (found.place("xyzzyle").lon, found.place("Xyzzylé").name) == (-103.76, "Xyzzylé")
    assert "read as cp1252" in found.told[0]
    assert opened(ancho__csv="name\tx\ty\nXyzzyñ\t-103\t20\n".encode("utf-16")).place("Xyzzyñ").lat == 20


def make_frame() -> gpd.GeoDataFrame:
    """Make a ranch, a neighbourhood and a region, in degrees."""
    shapes = [shapely.Point(TAPALPA), shapely.box(-103.3, 20.6, -103.2, 20.7), shapely.box(-103, 18, -101, 19)]
    names = ["Xyzzya", "Xyzzyb", "Xyzzyc"]
    return gpd.GeoDataFrame({"nombre": names, "cve": [1.0, None, 3.0]}, geometry=shapes, crs="EPSG:4326")


@pytest.mark.parametrize(
    ("suffix", "crs"),
    [(".gpkg", "EPSG:6372"), (".geojson", "EPSG:4326"), (".fgb", "EPSG:32613"), (".parquet", "EPSG:32613")],
)
def test_a_layer_in_any_crs_gives_a_point_in_each_geometry(small: Path, tmp_path: Path, suffix: str, crs: str) -> None:
    path = tmp_path / f"capa{suffix}"
    frame = make_frame().to_crs(crs)
    if suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    found = Opened(small, path, cache=tmp_path / "cache")
    ranch, block, region = (found.place(name) for name in ("Xyzzya", "Xyzzyb", "Xyzzyc"))
    assert (ranch.lon, ranch.lat) == pytest.approx(TAPALPA, abs=1e-4)
    assert shapely.box(-103.31, 20.59, -103.19, 20.71).contains(shapely.Point(block.lon, block.lat))
    assert (ranch.geo_precision, block.geo_precision, region.geo_precision) == ("settlement", "settlement", "region")
    assert ranch.admin2_code == "14086"
    assert {place.place_id for place in (ranch, block, region)} == {"own:capa:1", "own:capa:2", "own:capa:3"}


@pytest.mark.parametrize("parts", [(".shp", ".shx", ".dbf", ".prj"), (".shp", ".shx", ".dbf")])
def test_a_shapefile_is_read_with_its_parts(small: Path, tmp_path: Path, parts: tuple[str, ...]) -> None:
    make_frame()[:1].to_file(tmp_path / "whole.shp")
    for suffix in parts:
        shutil.copy(tmp_path / f"whole{suffix}", tmp_path / f"capa{suffix}")
    found = Opened(small, tmp_path / "capa.shp", cache=tmp_path / "cache")
    assert found.place("Xyzzya").admin2_code == "14086"
    assert ("no CRS: taken as degrees WGS84" in found.told[0]) == (".prj" not in parts)


def test_another_part_of_a_shapefile_makes_another_index(small: Path, tmp_path: Path) -> None:
    make_frame()[:1].to_file(tmp_path / "capa.shp")
    first = Opened(small, tmp_path / "capa.shp", cache=tmp_path / "cache").place("Xyzzya")
    path = tmp_path / "capa.dbf"
    path.write_bytes(path.read_bytes().replace(b"Xyzzya", b"Xyzzyq"))
    assert Opened(small, tmp_path / "capa.shp", cache=tmp_path / "cache").place("Xyzzyq").lon == first.lon


@pytest.mark.parametrize(("suffix", "driver"), [(".xlsx", "XLSX"), (".ods", "ODS")])
def test_a_spreadsheet_is_read(small: Path, tmp_path: Path, suffix: str, driver: str) -> None:
    rows = pd.DataFrame(
        {"Localidad": ["Xyzzyl", None], "Longitud": [-103.76, 1.0], "Latitud": [19.95, 1.0], "CVE_ENT": [14, 1]}
    )
    pyogrio.write_dataframe(rows, tmp_path / f"hoja{suffix}", driver=driver)
    found = Opened(small, tmp_path / f"hoja{suffix}", cache=tmp_path / "cache")
    assert (found.place("Xyzzyl").lon, found.place("Xyzzyl").admin1_code) == (-103.76, "14")
    assert "1 row set aside (1 without a name)" in found.told[1]


def test_a_table_in_parquet_is_read(small: Path, tmp_path: Path) -> None:
    pd.DataFrame({"localidad": ["Xyzzyl"], "x": [-103.76], "y": [19.95], "estado": [14.0]}).to_parquet(
        tmp_path / "a.parquet"
    )
    place = Opened(small, tmp_path / "a.parquet", cache=tmp_path / "cache").place("Xyzzyl")
    assert (place.lon, place.admin1_code) == (-103.76, "14")


def test_the_layer_with_names_is_taken(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    gpd.GeoDataFrame({"width": [1]}, geometry=[shapely.Point(1, 1)], crs="EPSG:4326").to_file(path, layer="first")
    make_frame().to_file(path, layer="second")
    found = Opened(small, path, cache=tmp_path / "cache")
    assert found.place("Xyzzya").admin1_code == "14"
    assert "layer 'second'" in found.told[0]


def test_null_empty_and_broken_geometries_are_set_aside(small: Path, tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (0.1, 0.1), (0.1, 0), (0, 0.1)])
    shapes = [None, shapely.Point(), bow, shapely.Point(500, 20)]
    frame = gpd.GeoDataFrame({"name": ["Xyzzya", "Xyzzyb", "Xyzzyc", "Xyzzyd"]}, geometry=shapes, crs="EPSG:4326")
    frame.to_file(tmp_path / "a.gpkg")
    found = Opened(small, tmp_path / "a.gpkg", cache=tmp_path / "cache")
    assert shapely.make_valid(bow).contains(shapely.Point(found.place("Xyzzyc").lon, found.place("Xyzzyc").lat))
    assert found.told[1] == (
        "a.gpkg: 3 rows set aside (1 with impossible coordinates, 2 without coordinates); "
        "the first: row 4: with impossible coordinates"
    )


def test_bad_rows_are_set_aside_and_counted_and_keep_their_numbers(opened: Open) -> None:
    rows = ["Xyzzya,1,1", ",2,2", "Xyzzyb,,", "", "Xyzzyc,200,1", "Xyzzyd,1", "Xyzzye,x,y", "Xyzzyf,0,0", "—,1,1"]
    found = opened(a__csv="\n".join(["name,lon,lat", *rows, "Xyzzyg,NaN,1", "Xyzzyh,3,3", ""]))
    assert [found.place(f"Xyzzy{c}").place_id for c in "ah"] == ["own:a:1", "own:a:11"]
    assert all(found.places(f"Xyzzy{c}") == [] for c in "bcdefg")
    (_, aside) = found.told
    assert aside.startswith("a.csv: 8 rows set aside (")
    for reason in ("2 without a name", "1 with impossible coordinates", "4 without coordinates", "1 with 2 cells"):
        assert reason in aside


def test_blank_lines_before_the_header_and_many_reasons_are_no_matter(opened: Open) -> None:
    rows = "".join(f"Xyzzy{',1' * n}\n" for n in range(3, 20))
    found = opened(a__csv=f"\n\nname,lon,lat\nXyzzya,1,1\n{rows}")
    assert found.place("Xyzzya").place_id == "own:a:1"
    assert "(1 with 4 cells (expected 3), 1 with 5 cells (expected 3)" in found.told[1]
    assert "11 for other reasons); the first: row 2: with 4 cells" in found.told[1]


def test_bad_rows_of_a_dump_are_set_aside(opened: Open) -> None:
    rows = [
        dump_row(90000001, "Xyzzya", *TAPALPA),
        dump_row("none", "Xyzzyb", *TAPALPA),
        dump_row(90000003, "Xyzzyc", -103, 99),
        "90000004\tXyzzyd\n",
        dump_row(90000005, 'Xyzzye "the" \'one', *TAPALPA, population="many"),
    ]
    found = opened(MX__txt="".join(rows))
    assert found.place("Xyzzye the one").population == 0
    assert found.told[1].startswith("MX.txt: 3 rows set aside (1 with 2 cells (expected 19), ")


def test_hostile_text_stays_text(opened: Open) -> None:
    names = [
        "Xyzzy\u202ea \x1b[31m",
        "=cmd|' /C calc'!A0 Xyzzyb",
        "<script>Xyzzyc</script>",
        "Xyzzyd\x1f\x1eX",
        "x" * 10_000,
    ]
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": n, "id": "a\x1eb"},
                    "geometry": {"type": "Point", "coordinates": [1, 1]},
                }
                for n in names
            ],
        }
    )
    found = opened(h__geojson=text)
    kept = [found.gazetteer.place(len(found.gazetteer) - n) for n in range(4, 0, -1)]
    assert [p.name for p in kept] == ["Xyzzy a [31m", names[1], names[2], "Xyzzyd X"]
    assert {p.place_id for p in kept} == {"own:h:ab"}
    assert "1 with a name of more than 300 characters" in found.told[1]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "", "a.csv: is empty"),
        ("a.csv", "town,east,north\nx,1,2\n", "expected one for name and lon and lat|expected one for lon and lat"),
        ("a.csv", "name,lon,lat\n", r"found no usable place \(no row\)"),
        ("a.csv", "name,lon,lat\nx,y,z\n", r"found no usable place \(1 row set aside"),
        ("a.csv", "a\0b", "looks binary"),
        ("a.csv", 'name,lon,lat\n"x,1,2\n' + "y,1,1\n" * 50_000, "runs over 50,001 lines"),
        ("a.zip", "no zip", "can't be read"),
        ("a.gpkg", "no database", "can't be read"),
        ("a.geojson", "{", "can't be read"),
        ("a.parquet", "PAR1", "can't be read"),
        ("a.docx", "x", "found the suffix '.docx'"),
        ("MX.txt", dump_row(1, "x", 1, 1, kind="A.ADM1"), "no row is of a kind that is kept"),
    ],
)
def test_a_file_that_can_not_be_used_is_told_in_one_line(
    small: Path, tmp_path: Path, name: str, content: str, message: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        open_gazetteer(small, path, cache=tmp_path / "cache")
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert not [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]


def test_a_missing_file_and_a_second_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not found"):
        open_gazetteer(tmp_path / "no.csv")
    with pytest.raises(InputError, match="second folder"):
        open_gazetteer(tmp_path, tmp_path)


def test_an_archive_with_several_tables_is_told(small: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.csv", "name,lon,lat\n")
        archive.writestr("two.csv", "name,lon,lat\n")
    with pytest.raises(InputError, match=r"found one.csv, two.csv; expected one table"):
        open_gazetteer(small, tmp_path / "a.zip", cache=tmp_path / "cache")


def test_of_two_files_of_one_name_the_ids_differ(small: Path, tmp_path: Path) -> None:
    for folder, name in (("a", "Xyzzya"), ("b", "Xyzzyb")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "own.csv").write_text(f"name,lon,lat\n{name},1,1\n")
    found = Opened(small, tmp_path / "a" / "own.csv", tmp_path / "b" / "own.csv", cache=tmp_path / "cache")
    assert [found.place(n).place_id for n in ("Xyzzya", "Xyzzyb")] == ["own:own:1", "own:own-2:1"]


# Which of two namesakes is meant.


def test_an_own_ranch_is_found_where_nothing_else_bears_its_name(opened: Open, gazetteer: Gazetteer) -> None:
    assert gazetteer.find_name("Rancho Xyzzyl") is None
    found = opened(a__csv="name,lon,lat\nRancho Xyzzyl,-103.78,19.96\n").gazetteer
    result = geocode_place(found, "Rancho Xyzzyl", admin1="Jalisco", country="MX")
    assert result.place is not None
    assert (result.place.place_id, result.confidence) == ("own:a:1", 0.97)


def test_an_own_town_wins_over_its_shipped_namesake_near_by(opened: Open) -> None:
    found = opened(a__csv="name,lon,lat\nGuadalajara,-103.4,20.7\n").gazetteer
    first, second = search_places(found, "Guadalajara", limit=2)
    assert first.place.place_id == "own:a:1"
    assert second.place.place_id.startswith("geonames:")
    assert first.score > second.score
    row = geocode_place(found, "Guadalajara", admin1="Jalisco", country="MX")
    assert row.place is not None
    assert (row.place.place_id, row.confidence) == ("own:a:1", 0.97)
    alone = geocode_place(found, "Guadalajara")
    assert alone.place is not None
    assert alone.place.place_id == "own:a:1", "it is as likely as the city that it stands for, and Spain's is not"


@pytest.mark.parametrize("name", ["Cd. Guzmán", "Ciudad Guzmán", "Zapotlán el Grande"])
def test_an_own_town_wins_under_the_other_names_that_it_shares(opened: Open, name: str) -> None:
    found = opened(a__csv="name,alias,lon,lat\nCiudad Guzmán,Zapotlán el Grande,-103.47,19.71\n").gazetteer
    towns = [c.place for c in search_places(found, name) if c.place.geo_precision == "settlement"]
    assert towns[0].place_id == "own:a:1"


def test_an_own_namesake_far_away_competes_by_its_size(opened: Open) -> None:
    small = opened(a__csv="name,lon,lat,population\nGuadalajara,-110.0,30.0,900\n").gazetteer
    assert search_places(small, "Guadalajara")[0].place.place_id.startswith("geonames:")
    large = opened(b__csv="name,lon,lat,population\nGuadalajara,-110.0,30.0,90000000\n").gazetteer
    assert search_places(large, "Guadalajara")[0].place.place_id == "own:b:1"
    asked = geocode_place(small, "Guadalajara", admin1="Sonora").place
    assert asked is not None
    assert asked.place_id == "own:a:1"


def test_a_shipped_namesake_in_the_municipality_that_is_named_is_still_found(opened: Open) -> None:
    found = opened(a__csv="name,lon,lat\nTapalpa,-103.6,19.85\n").gazetteer
    own = search_places(found, "Tapalpa")[0].place
    assert own.place_id == "own:a:1"
    assert own.admin2_code != "14086"
    row = geocode_place(found, "Tapalpa", admin1="Jalisco", admin2="Tapalpa").place
    assert row is not None
    assert row.place_id.startswith("geonames:")


def test_twins_are_found_across_bands_and_up_to_25_km(opened: Open, small: Path) -> None:
    gazetteer = read_gazetteer(small)
    tapalpa = geocode_place(gazetteer, "Tapalpa", admin1="Jalisco").place
    assert tapalpa is not None
    steps = (-0.3, -0.22, -0.1, 0.1, 0.22, 0.3)
    rows = "".join(f"Tapalpa,{tapalpa.lon},{tapalpa.lat + step}\n" for step in steps)
    found = opened(a__csv=f"name,lon,lat\n{rows}").gazetteer
    twins = [found.twin(len(gazetteer) + n) for n in range(len(steps))]
    assert [twin is not None for twin in twins] == [False, True, True, True, True, False]
    assert all(found.place(twin[0]) == tapalpa for twin in twins if twin is not None)
    assert found.twin(0) is None


def test_a_gazetteer_with_own_places_may_be_added_to(opened: Open, tmp_path: Path) -> None:
    opened(a__csv="name,lon,lat\nXyzzya,1,1\nTapalpa,-103.76,19.95\n")
    (folder,) = (tmp_path / "cache").iterdir()
    (tmp_path / "b.csv").write_text("name,lon,lat\nXyzzyb,2,2\nTapalpa,-103.77,19.95\n")
    found = Opened(folder, tmp_path / "b.csv", cache=tmp_path / "other")
    assert [found.place(name).place_id for name in ("Xyzzya", "Xyzzyb")] == ["own:a:1", "own:b:1"]
    first, second, third = (c.place.place_id for c in search_places(found.gazetteer, "Tapalpa", limit=3))
    assert {first, second} == {"own:a:2", "own:b:2"}
    assert third.startswith("geonames:")


def test_what_is_shipped_stays_as_it_was(tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "a.csv").write_text("name,lon,lat\nXyzzyl,1,1\nLondon,-0.1,51.5\n")
    found = Opened(tmp_path / "a.csv", cache=tmp_path / "cache").gazetteer
    assert found.features[: len(gazetteer.features)] == gazetteer.features
    for index in range(0, len(gazetteer), 97):
        assert found.place(index) == gazetteer.place(index)
    for number, (key, _) in enumerate(gazetteer.iterate_keys()):
        if number % 97 == 0 and key != "london":
            mine, theirs = found.find_key(key), gazetteer.find_key(key)
            assert mine is not None
            assert mine == theirs

"""Layers to one HTML file: data in it to the byte, nothing from outside, the same each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import folium
import pytest
from branca.element import CssLink, Element, Figure, Html, JavascriptLink
from folium.plugins import MarkerCluster

from geomap.errors import GeomapError, InputError, OutputError
from geomap.layers import Evidence, MapLayers, TypeLayer
from geomap.webmap.elements import IncidentLayer, PageElement, PlainText, format_json
from geomap.webmap.figure import ASSETS, PageFigure
from geomap.webmap.page import SCRIPTS, build_map, format_map, write_map
from geomap.webmap.payload import pack_data, share_shapes

RING = "[-104.123456,19.5],[-103.123456,19.5],[-103.123456,20.5],[-104.123456,20.5],[-104.123456,19.5]"
SQUARE = f'{{"type":"Polygon","coordinates":[[{RING}]]}}'
POINT = '{"type":"Point","coordinates":[-103.76,19.95]}'


def make_feature(identity: str, geometry: str) -> str:
    name = json.dumps(identity)
    return f'{{"type":"Feature","id":{name},"geometry":{geometry},"properties":{{"incident_id":{name}}}}}'


def make_file(*features: str) -> bytes:
    return ('{"type":"FeatureCollection","attribution":"x","features":[\n' + ",\n".join(features) + "\n]}\n").encode()


INCIDENTS = make_file(
    make_feature("a", SQUARE),
    make_feature('b,"geometry":1', POINT),
    make_feature("c", "null"),
    make_feature("ñ", SQUARE),
)
STATES = make_file(make_feature("MX-JAL", SQUARE))
LAYERS = MapLayers(
    title="A <b>map</b> {{ 7*7 }}",
    types=(
        TypeLayer("raid", "Raid / security operation", "Operativo", "#0072b2", "square"),
        TypeLayer("roadblock", "Roadblock", "Bloqueo", "#b0488a", "square"),
    ),
    choropleth="roadblock",
    breaks=(1,),
    ramp=("#6a2463",),
    summary={"en": "Words", "es": "Palabras"},
    evidence={"a": (Evidence("Siete muertos </script>", ((0, 5),)),)},
)


def make_map(**options: Any) -> folium.Map:  # noqa: ANN401 - options of build_map
    values: dict[str, Any] = {
        "incidents_geojson": INCIDENTS,
        "states_geojson": STATES,
        "basemap": b'{"labels":[]}',
        **options,
    }
    return build_map(LAYERS, **values)


def get_figure(drawn: folium.Map) -> Figure:
    figure = drawn.get_root()
    assert isinstance(figure, Figure)
    return figure


def unpack(page: str, name: str) -> Any:  # noqa: ANN401 - any JSON
    packed = re.search(rf'<script type="application/octet-stream" id="{name}">([^<]*)</script>', page)
    assert packed
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def join_lines(packed: dict[str, Any], number: int) -> bytes:
    lines = [t if isinstance(t, str) else t[0] + packed["shapes"][t[1]] + t[2] for t in packed["files"][number]]
    return "\n".join(lines).encode()


def test_the_page_holds_both_files_to_the_byte_and_each_shape_once() -> None:
    page = format_map(make_map())
    packed = unpack(page, "gm-files")
    assert join_lines(packed, 0) == INCIDENTS
    assert join_lines(packed, 1) == STATES
    assert packed["shapes"] == [SQUARE]


@pytest.mark.parametrize(
    "content", [make_file(), make_file(make_feature("x", POINT)), STATES], ids=["empty", "short", "shared"]
)
def test_any_file_laid_out_by_lines_comes_back(content: bytes) -> None:
    assert join_lines(json.loads(share_shapes(content)), 0) == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"type":"FeatureCollection","features":[]}',
        make_file('{"type":"Feature","id":1,"geometry":{,"properties":{}}'),
    ],
)
def test_a_file_of_another_form_is_refused_with_one_line(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        make_map(incidents_geojson=content)
    assert str(caught.value).startswith("map data: found ")
    assert "; expected " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_map_is_a_folium_map_with_one_named_layer_a_type() -> None:
    drawn = make_map()
    assert isinstance(drawn, folium.Map)
    layers = [c for c in drawn._children.values() if isinstance(c, folium.map.Layer)]
    assert [layer.layer_name for layer in layers] == ["Raid / security operation", "Roadblock"]
    assert all(isinstance(layer, IncidentLayer) for layer in layers)


def test_the_same_map_is_the_same_bytes() -> None:
    first = make_map()
    assert format_map(first) == format_map(make_map()) == format_map(first)


def test_what_is_added_is_numbered_too() -> None:
    pages = []
    for _ in range(2):
        drawn = make_map()
        folium.Marker([20, -103], popup=folium.Popup("by hand"), tooltip="tip").add_to(drawn)
        folium.GeoJson({"type": "Point", "coordinates": [-103, 20]}).add_to(drawn)
        pages.append(format_map(drawn))
    assert pages[0] == pages[1]
    assert "by hand" in pages[0]


def test_every_script_is_allowed_by_its_hash_and_no_other() -> None:
    page = format_map(make_map())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert "http" not in policy[1]
    allowed = re.search(r"script-src ([^;]*)", policy[1])
    assert allowed
    scripts = [
        m[2] for m in re.finditer(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL) if "octet-stream" not in m[1]
    ]
    hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() + "'" for s in scripts}
    assert hashes == set(allowed[1].split())


def test_the_page_loads_nothing() -> None:
    page = format_map(make_map())
    assert re.findall(r"<(?:script|img|link|iframe)[^>]*\s(?:src|href)=", page) == []
    css = " ".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert [u for u in re.findall(r"url\(([^)]*)\)", css) if not u.startswith(("data:", "#"))] == []
    for name in ("jquery", "bootstrap", "awesome", "cdn."):
        assert name not in page.lower()


def test_the_title_is_text_in_which_no_template_runs() -> None:
    page = format_map(make_map())
    assert "<title>A &lt;b&gt;map&lt;/b&gt; {{ 7*7 }}</title>" in page
    assert page.count("<title>") == 1


def test_no_word_of_a_title_stands_for_anything() -> None:
    layers = replace(LAYERS, title="5%MAP% map_0001")
    drawn = build_map(layers, incidents_geojson=INCIDENTS, states_geojson=STATES, basemap=b"{}")
    assert '{"title":"5%MAP% map_0001"' in format_map(drawn)


def test_the_evidence_travels_packed() -> None:
    page = format_map(make_map())
    assert unpack(page, "gm-evidence") == {"a": [{"text": "Siete muertos </script>", "marks": [[0, 5]]}]}
    assert "Siete muertos" not in page


def test_the_language_is_said_before_the_script_runs() -> None:
    assert '<html lang="es">' in format_map(make_map(language="es"))
    assert '<html lang="en">' in format_map(make_map())
    with pytest.raises(InputError, match=r"map: found the language 'fr'; expected one of en, es"):
        make_map(language="fr")


def test_other_maps_keep_folium_as_it_is() -> None:
    make_map()
    assert folium.Map.default_js
    assert "leaflet.js" in folium.Map(tiles=None).get_root().render()


def test_a_lone_half_of_a_character_does_not_break_the_file(tmp_path: Path) -> None:
    layers = MapLayers("t\ud800", (), None, (), (), {"en": "", "es": ""}, {"a": (Evidence("\ud800", ()),)})
    drawn = build_map(layers, incidents_geojson=make_file(), states_geojson=make_file(), basemap=b"{}")
    write_map(drawn, tmp_path / "x" / "map.html")
    assert (tmp_path / "x" / "map.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_map_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="can't be written"):
        write_map(make_map(), tmp_path / "file" / "map.html")


class Raw(Element):
    """What a user's own element may render."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        """Give the text."""
        return self.text


@pytest.mark.parametrize(
    ("element", "found"),
    [
        (folium.TileLayer("OpenStreetMap"), "a TileLayer, which loads tiles; expected no tile layer"),
        (
            folium.WmsTileLayer("https://example.org/wms", "x"),
            "a WmsTileLayer, which loads tiles|loads https://example.org/wms",
        ),
        (
            folium.Marker([20, -103], icon=folium.Icon()),
            "a Icon, which loads Font Awesome and its markers; expected a DivIcon",
        ),
        (
            MarkerCluster(),
            r"'\w+', which loads https://.*; expected none that needs the network, or a link made with download=True",
        ),
        (
            folium.raster_layers.ImageOverlay("https://example.org/a.png", [[0, 0], [1, 1]]),
            "loads https://example.org/a.png",
        ),
        (folium.features.CustomIcon("https://example.org/i.png"), "loads https://example.org/i.png"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Element) else "",
)
def test_an_added_element_that_needs_the_network_is_refused_with_one_line(element: Element, found: str) -> None:
    drawn = make_map()
    element.add_to(drawn)
    with pytest.raises(InputError, match=f"^map: found (an element that )?({found})") as caught:
        format_map(drawn)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '<img alt="" src="https://example.org/x.png">',
        "<link rel=stylesheet href=//example.org/x.css>",
        "<style>a{background:url( 'http://example.org/x.png')}</style>",
        '<style>@import "https://example.org/x.css";</style>',
        "<script>fetch('https://example.org/')</script>",
        "<script>$.getJSON(where)</script>",
        "<script>L.tileLayer.wms(`https://example.org/`)</script>",
        "<svg><image xlink:href='https://example.org/x.png'/></svg>",
    ],
)
@pytest.mark.parametrize("section", ["header", "html", "script"])
def test_text_that_would_load_something_is_refused(text: str, section: str) -> None:
    drawn = make_map()
    getattr(get_figure(drawn), section).add_child(Raw(text))
    with pytest.raises(InputError, match=r"^map: found an element that (loads|calls) "):
        format_map(drawn)


def test_links_and_data_with_addresses_are_no_loads() -> None:
    drawn = make_map()
    data = {
        "type": "Feature",
        "geometry": json.loads(POINT),
        "properties": {"source": "https://example.org/a", "image": "//example.org/b.png"},
    }
    folium.GeoJson(data).add_to(drawn)
    get_figure(drawn).html.add_child(Html('<a href="https://example.org/">more</a>', script=True))
    page = format_map(drawn)
    assert '<a href="https://example.org/">more</a>' in page
    assert "https://example.org/a" in page


def test_links_whose_text_is_at_hand_are_inlined() -> None:
    drawn = make_map()
    script, style = JavascriptLink("https://example.org/a.js"), CssLink("https://example.org/a.css")
    script.code, style.code = b"window.added = '</script>';", b"p{color:red}"
    get_figure(drawn).header.add_child(script, name="a")
    get_figure(drawn).header.add_child(style, name="b")
    page = format_map(drawn)
    assert r"<script>window.added = '<\/script>';</script>" in page
    assert "<style>p{color:red}</style>" in page


def test_what_folium_asks_of_jquery_is_there_only_where_it_is_asked_for() -> None:
    shim = (ASSETS / "query.js").read_text(encoding="utf-8")
    assert shim not in format_map(make_map())
    drawn = make_map()
    folium.Marker([20, -103], popup="x").add_to(drawn)
    assert shim in format_map(drawn)


def test_what_is_removed_is_gone_from_the_next_page() -> None:
    drawn = make_map()
    folium.CircleMarker([20, -103]).add_to(drawn)
    first = format_map(drawn)
    drawn._children.popitem()
    assert "circleMarker" in first.rsplit("gm.start", 1)[1]
    assert format_map(drawn) == format_map(make_map())


def test_a_map_in_another_figure_is_refused() -> None:
    drawn = make_map()
    Figure().add_child(drawn)
    with pytest.raises(GeomapError, match="found a Figure around it"):
        format_map(drawn)


def test_an_element_outside_a_map_says_so() -> None:
    for element in (IncidentLayer("raid", "Raid"), PageElement(body="x")):
        with pytest.raises(InputError, match="found in no map"):
            element.render()


def test_json_in_a_script_cannot_end_it() -> None:
    value = ["</script><!--", "&", "\u2028\u2029", "ñ"]
    text = format_json(value)
    assert json.loads(text) == value
    assert text.isascii()
    assert not set("<>&") & set(text)


def test_packed_data_is_the_same_each_time_and_inert() -> None:
    assert pack_data('a"b', b"x" * 99) == pack_data('a"b', b"x" * 99)
    assert pack_data('a"b', b"").startswith('<script type="application/octet-stream" id="a&quot;b">')


def test_a_figure_needs_no_map() -> None:
    figure = PageFigure("en")
    figure.html.add_child(PlainText("<p>{{ 7*7 }}</p>"))
    assert "<p>{{ 7*7 }}</p>" in figure.render()


def test_the_scripts_are_all_used_and_none_writes_markup() -> None:
    own = {p.name for p in ASSETS.glob("*.js")} - {"query.js"}
    assert own == set(SCRIPTS)
    for name in SCRIPTS:
        text = (ASSETS / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|</script", text
        ), name
        assert text.count("\n") < 400


def test_the_vendored_files_are_those_of_the_readme() -> None:
    folder = ASSETS / "vendor"
    listed = dict(
        re.findall(
            r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {
        "README.md",
        "leaflet.LICENSE.txt",
    }
    assert set(listed) == there
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in listed} == listed


def test_importing_geomap_loads_no_folium() -> None:
    code = "import sys, geomap, geomap.api; print('folium' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our code
    assert ran.stdout == "False\n"

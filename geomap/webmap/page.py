"""Layers and data to a folium map, and the map to one HTML file."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import folium

from geomap.errors import InputError
from geomap.files import write_whole
from geomap.layers import MapLayers
from geomap.webmap.elements import IncidentLayer, PageElement, PlainText, format_json
from geomap.webmap.figure import ASSETS, PageFigure
from geomap.webmap.payload import pack_data, share_shapes

SCRIPTS = (
    "i18n.js",
    "data.js",
    "dom.js",
    "basemap.js",
    "names.js",
    "symbols.js",
    "areas.js",
    "layers.js",
    "words.js",
    "card.js",
    "filters.js",
    "address.js",
    "panel.js",
    "list.js",
    "legend.js",
    "main.js",
)
START = (23.5, -102.0)
"""Latitude and longitude (folium's order) of an empty map: the middle of Mexico."""
LANGUAGES = ("en", "es")
MARKER_IMAGES = {"iconUrl": "marker-icon.png", "iconRetinaUrl": "marker-icon-2x.png", "shadowUrl": "marker-shadow.png"}
_IMAGE = re.compile(r"url\(images/([\w.-]+)\)")
# Unicode's explicit directions and the controls: in a window's title nothing could keep them apart.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NOSCRIPT = (
    '<noscript><p class="gm-noscript">This map needs JavaScript; it asks for nothing from the network. '
    '<span lang="es">Este mapa necesita JavaScript; no pide nada a la red.</span></p></noscript>'
)


def build_map(
    layers: MapLayers,
    *,
    incidents_geojson: bytes,
    states_geojson: bytes,
    basemap: bytes,
    attribution: Sequence[str] = (),
    language: str | None = None,
    name: str = "incidents",
) -> folium.Map:
    """
    Draw layers on a folium map.

    Parameters
    ----------
    layers
        Of ``layers.build_layers``.
    incidents_geojson, states_geojson
        The files that stand beside the page, WGS84, a feature a line: the page draws from them, and its
        download is made of their lines.
    basemap
        ``data/basemap/basemap.json``.
    attribution
        What the licences of the data ask the page to say.
    language
        ``en`` or ``es``; None leaves it to the reader's browser.
    name
        Of the download, without suffix.

    Returns
    -------
    map
        With one named layer an event type (``IncidentLayer``). A notebook shows it, and ``save`` writes
        it, without a request to anywhere; more can be added to it and to its layers.

    Raises
    ------
    InputError
        If a GeoJSON file is not laid out a feature a line, or the language is not known.
    """
    if language is not None and language not in LANGUAGES:
        message = f"map: found the language {language!r}; expected one of {', '.join(LANGUAGES)}"
        raise InputError(message)
    drawn = folium.Map(
        location=START, zoom_start=5, tiles=None, zoom_control=False, attribution_control=False,
        min_zoom=2, max_zoom=14, zoom_snap=0.25, zoom_delta=0.5, wheel_px_per_zoom_level=100,
        track_resize=False,  # the page's script does
    )  # fmt: skip
    # Set on this map, not on the class: folium's own addresses must not leak in, nor ours into other maps.
    drawn.default_js, drawn.default_css = [], []
    figure = PageFigure(language or "en")
    figure.add_child(drawn)
    title = " ".join(_UNSEEN.sub(" ", layers.title).split())
    figure.header.add_child(PlainText(f"<title>{html.escape(title)}</title>\n"), name="geomap_title")
    figure.header.add_child(PlainText(_inline_assets()), name="geomap_assets")
    figure.html.add_child(PlainText(f'{_NOSCRIPT}<div class="gm-page"><main class="gm-map-box">'), name="geomap_open")
    for layer in layers.types:
        drawn.add_child(IncidentLayer(layer.code, layer.label_en))
    body = (
        '<section id="gm-card" class="gm-card" aria-labelledby="gm-card-title" hidden></section></main>'
        '<aside id="gm-panel" class="gm-panel" aria-label="geomap"></aside></div>\n'
        + pack_data("gm-files", share_shapes(incidents_geojson, states_geojson))
        + pack_data("gm-evidence", _format_evidence(layers))
        + pack_data("gm-basemap", basemap)
    )
    meta = _describe_map(layers, attribution=attribution, language=language, name=name)
    script = f"gm.meta = {format_json(meta)};\ngm.start({drawn.get_name()});\n"
    drawn.add_child(PageElement(body=body, script=script))
    return drawn


def _describe_map(layers: MapLayers, *, attribution: Sequence[str], language: str | None, name: str) -> dict[str, Any]:
    """Give what the page's script needs to know apart from the data."""
    return {
        "title": layers.title,
        "name": name,
        "language": language,
        "types": [asdict(t) for t in layers.types],
        "choropleth": layers.choropleth,
        "breaks": layers.breaks,
        "ramp": layers.ramp,
        "summary": dict(layers.summary),
        "attribution": list(attribution),
    }


def _format_evidence(layers: MapLayers) -> bytes:
    evidence = {
        incident: [{"text": piece.text, "marks": piece.marks} for piece in pieces]
        for incident, pieces in layers.evidence.items()
    }
    return json.dumps(evidence, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _inline_assets() -> str:
    """Give Leaflet and the page's own styles and scripts as inline elements."""
    styles = [_IMAGE.sub(lambda m: f"url({_inline_image(m[1])})", _read("vendor/leaflet.css")), _read("page.css")]
    # Leaflet looks for its marker's images beside its own file, and there is none.
    images = {option: _inline_image(image) for option, image in MARKER_IMAGES.items()}
    icon = (
        f"delete L.Icon.Default.prototype._getIconUrl;\nL.Icon.Default.mergeOptions({format_json(images)});\n"
        "window.gm = {};\n"
    )
    scripts = [_read("vendor/leaflet.js"), icon + "".join(_read(name) for name in SCRIPTS)]
    return "".join(f"<style>{text}</style>\n" for text in styles) + "".join(
        f"<script>{text}</script>\n" for text in scripts
    )


def _inline_image(name: str) -> str:
    content = (ASSETS / "vendor" / "images" / name).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def format_map(drawn: folium.Map) -> str:
    """
    Lay a map out as one HTML file.

    Parameters
    ----------
    drawn
        Of ``build_map``, perhaps with more added by the user.

    Returns
    -------
    page
        With a Content-Security-Policy that allows its own scripts and no request to anywhere; the same
        text each time.

    Raises
    ------
    InputError
        If something that was added would be loaded from the network, or the map is not of ``build_map``.
    """
    figure = drawn.get_root()
    if not isinstance(figure, PageFigure):
        message = f"map: found a {type(figure).__name__} around it; expected a map of build_map in its own figure"
        raise InputError(message)
    return figure.render()


def write_map(drawn: folium.Map, path: Path) -> None:
    """
    Write a map as one HTML file.

    Parameters
    ----------
    drawn
        Of ``build_map``, perhaps with more added by the user.
    path
        The file; missing folders above it are made.

    Raises
    ------
    InputError
        If something that was added would be loaded from the network.
    OutputError
        If the file can't be written.
    """
    write_whole(path, format_map(drawn).encode("utf-8", "replace"))

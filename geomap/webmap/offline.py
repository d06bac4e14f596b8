"""What a user adds to a map must stand in the page: it is inlined where it is at hand, else refused with one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

import folium
from branca.element import CssLink, Element, JavascriptLink

from geomap.errors import InputError

_ADDRESS = r"[\"'`]?\s*((?:https?:)?//[^\"'`\s)>]+)"
_LOADS = tuple(
    re.compile(pattern + _ADDRESS, re.IGNORECASE)
    for pattern in (
        r"<(?:script|img|iframe|audio|video|source|embed|input|image)\b[^>]*?\s(?:src|href|xlink:href)\s*=\s*",
        r"<(?:link|object)\b[^>]*?\s(?:href|data)\s*=\s*",
        r"\burl\(\s*",
        r"@import\s+",
        r"\bL\.(?:tileLayer|imageOverlay|videoOverlay)(?:\.\w+)*\(\s*",
        r"\b(?:iconUrl|shadowUrl|iconRetinaUrl)[\"']?\s*:\s*",
        r"\b(?:fetch|\$\.(?:ajax|get|getJSON|getScript)|XMLHttpRequest|importScripts|import)\([^)]*?",
    )
)
_CALLS = re.compile(r"\$\.(?:ajax|get|getJSON|getScript)\b|\bnew XMLHttpRequest\b")
_KNOWN: tuple[tuple[type[Element], str, str], ...] = (
    (folium.TileLayer, "tiles", "no tile layer: the page has its own basemap"),
    (folium.Icon, "Font Awesome and its markers", "a DivIcon, a CircleMarker, or a Marker without an icon"),
)


def check_elements(elements: Iterable[Element]) -> None:
    """
    Check that no element of a map is of a kind that needs the network.

    Parameters
    ----------
    elements
        All elements of the map.

    Raises
    ------
    InputError
        Names the first one that does.
    """
    for element in elements:
        for kind, what, expected in _KNOWN:
            # A CustomIcon is an Icon in name only: it has an image of its own.
            if isinstance(element, kind) and not isinstance(element, folium.CustomIcon):
                message = f"map: found a {type(element).__name__}, which loads {what}; expected {expected}"
                raise InputError(message)


def check_text(text: str) -> None:
    """
    Check that what an added element rendered asks for nothing.

    Parameters
    ----------
    text
        HTML, CSS or script. Links that a reader may follow, and addresses in data, are no loads.

    Raises
    ------
    InputError
        Names the address.
    """
    for pattern in _LOADS:
        found = pattern.search(text)
        if found:
            message = f"map: found an element that loads {found[1][:200]}; expected none that needs the network"
            raise InputError(message)
    call = _CALLS.search(text)
    if call:
        message = f"map: found an element that calls {call[0]}; expected none that needs the network"
        raise InputError(message)


def inline_link(name: str, link: JavascriptLink | CssLink) -> str:
    """
    Give a linked script or style as an inline element.

    Parameters
    ----------
    name
        The name that it was added under.
    link
        With its text at hand (``download=True``).

    Returns
    -------
    text
        A script or style element.

    Raises
    ------
    InputError
        If its text would have to be loaded from the network.
    """
    if link.code is None:
        message = (
            f"map: found '{name}', which loads {link.url[:200]}; "
            "expected none that needs the network, or a link made with download=True"
        )
        raise InputError(message)
    code = link.code.decode("utf-8", "replace") if isinstance(link.code, bytes) else str(link.code)
    tag = "script" if isinstance(link, JavascriptLink) else "style"
    # Inside a script or style element this is the only text that ends it; in both the escape means the same.
    return f"<{tag}>" + re.sub(rf"</(?={tag})", r"<\\/", code, flags=re.IGNORECASE) + f"</{tag}>\n"

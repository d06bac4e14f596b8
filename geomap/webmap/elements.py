"""
folium elements that add their text unchanged.

folium's own wrap rendered text in an ``Element``, which is compiled as a template a second time: text
of a report would run as code. Nothing of a report, table or title may pass through a stock class.
"""

from __future__ import annotations

import json
from typing import Any

import folium
from branca.element import Element, Figure

from geomap.errors import InputError


class PlainText(Element):
    """Text that is rendered as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        """Give the text."""
        return self.text


class PageElement(Element):
    """
    A part of the page that goes where it is told to.

    Parameters
    ----------
    body, script
        Text for each section of the figure.
    """

    def __init__(self, *, body: str = "", script: str = "") -> None:
        super().__init__()
        self._name = "PageElement"
        self.sections = {"html": body, "script": script}

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        """Add each text to its section of the figure."""
        figure = find_figure(self)
        for section, text in self.sections.items():
            if text:
                getattr(figure, section).add_child(PlainText(text), name=f"{self.get_name()}_{section}")
        return ""


class IncidentLayer(folium.map.Layer):
    """
    The layer of one event type, named by its label; the page's script fills it.

    What a user adds to it is hidden and shown with it.

    Parameters
    ----------
    code
        The event type.
    label
        Its name in words.
    """

    def __init__(self, code: str, label: str) -> None:
        super().__init__(name=label, overlay=True, control=False)
        self._name = "IncidentLayer"
        self.code = code

    def render(self, **_kwargs: Any) -> str:  # noqa: ANN401 - branca passes what it likes
        """Add the layer to the map."""
        name = self.get_name()
        owner = self._parent.get_name() if self._parent else "null"
        text = f"var {name} = gm.layer({format_json(self.code)}); {name}.addTo({owner});\n"
        find_figure(self).script.add_child(PlainText(text), name=name)
        for child in self._children.values():
            child.render()
        return ""


def find_figure(element: Element) -> Figure:
    """
    Find the figure that an element belongs to.

    Parameters
    ----------
    element
        A part of a map.

    Returns
    -------
    figure
        The root of its tree.

    Raises
    ------
    InputError
        If it has been added to nothing.
    """
    figure = element.get_root()
    if not isinstance(figure, Figure):
        message = f"{type(element).__name__}: found in no map; expected that it is added to one before it is rendered"
        raise InputError(message)
    return figure


def format_json(value: object) -> str:
    """
    Write JSON that can stand in a script.

    Parameters
    ----------
    value
        Plain JSON values.

    Returns
    -------
    text
        ASCII without ``<``, ``>`` and ``&``, so that nothing in it ends the script.
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

"""The notebook in docs/ runs from top to bottom, without the network, and shows what it says."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest
from pytest_socket import disable_socket

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebook.ipynb"


def read_cells() -> list[dict[str, Any]]:
    """Read the cells of the notebook."""
    cells: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return cells


def run_cell(source: str, namespace: dict[str, Any]) -> object:
    """Run a cell as a notebook does, and give the value that it would show."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, NOTEBOOK.name, "exec"), namespace)  # noqa: S102 - the notebook is ours
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), namespace) if last else None  # noqa: S307


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """What each cell shows, by its id, and what is left in the namespace."""
    namespace: dict[str, Any] = {}
    values: dict[str, Any] = {}
    disable_socket(allow_unix_socket=True)  # the fixture that all tests share comes after this one
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(NOTEBOOK.parent)
        for cell in read_cells():
            if cell["cell_type"] == "code":
                values[cell["id"]] = run_cell("".join(cell["source"]), namespace)
    return values | {"namespace": namespace}


def test_the_notebook_is_kept_without_outputs() -> None:
    code = [cell for cell in read_cells() if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert len({cell["id"] for cell in read_cells()}) == len(read_cells())


def test_reports_become_a_frame_and_a_map(shown: dict[str, Any]) -> None:
    count, rejects = shown["read"]
    assert count > 0
    assert rejects == ()
    incidents, events = shown["namespace"]["incidents"], shown["namespace"]["events"]
    assert len(incidents) > len(events) > 0
    assert shown["reconcile"]["reports"].max() > 1
    assert isinstance(shown["map"], folium.Map)
    assert "<iframe" in shown["map"]._repr_html_()
    assert shown["states"]["roadblock_incidents"].iloc[0] > 0
    assert "event_type" in [field for field, _ in shown["why"]]


def test_a_table_is_geocoded_and_points_are_joined(shown: dict[str, Any]) -> None:
    placed = shown["geocode"].set_index("town")
    assert placed["geomap_admin2_code"]["Tapalpa"] == "14086"
    assert placed["geomap_geo_precision"]["Nowhereville"] == "admin1"
    assert "Nowhereville" in placed["geomap_note"]["Nowhereville"]
    assert isinstance(shown["join"], gpd.GeoDataFrame)
    assert shown["join"]["geomap_admin2_name"].tolist() == ["Tapalpa", "Uruapan"]


def test_every_cell_that_shows_a_frame_shows_it_as_a_table(shown: dict[str, Any]) -> None:
    for name in ("extract", "reconcile", "states", "geocode", "join"):
        assert "<table" in shown[name]._repr_html_()

"""What all tests share: the shipped data, opened once, and no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from pytest_socket import disable_socket

from geomap.gazetteer.index import Gazetteer
from geomap.pipeline import Resources

# How long one example takes says more about the machine than about the code.
settings.register_profile("geomap", deadline=None)
settings.load_profile("geomap")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest) -> None:
    """No test may reach the network; a browser is driven through a socket of its own on this machine."""
    if request.node.get_closest_marker("page") is None:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The data that geomap ships."""
    return Resources()


@pytest.fixture(scope="session")
def gazetteer(resources: Resources) -> Gazetteer:
    """The gazetteer that geomap ships."""
    return resources.gazetteer


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed reports."""
    return ROOT / "seeds"

"""What all tests share: the shipped data, opened once, and no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from own_files import write_small_gazetteer
from pytest_socket import disable_socket

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.pipeline import Resources
from tests.asking import clock, fake, open_fake  # noqa: F401 - fixtures

# How long one example takes says more about the machine than about the code.
settings.register_profile("geomap", deadline=None)
settings.load_profile("geomap")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest) -> None:
    """No test may reach the network; a browser is driven through a socket of its own on this machine."""
    if request.node.get_closest_marker("page") is None:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's own cache out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The data that geomap ships."""
    return Resources()


@pytest.fixture(scope="session")
def gazetteer(resources: Resources) -> Gazetteer:
    """The gazetteer that geomap ships."""
    return resources.gazetteer


@pytest.fixture(scope="session")
def small(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a gazetteer that is quick to add places to."""
    folder = tmp_path_factory.mktemp("small")
    write_small_gazetteer(folder, gazetteer)
    return folder


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seed reports."""
    return ROOT / "seeds"

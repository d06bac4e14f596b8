"""Files of own places, as small as they can be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.writing import COLUMNS, IndexWriter
from geomap.model import Place
from geomap.own_places.open import open_gazetteer

LARGE = 100_000


def dump_row(
    geonameid: int | str,
    name: str,
    lon: float | str,
    lat: float | str,
    *,
    alternates: str = "",
    kind: str = "P.PPL",
    country: str = "MX",
    admin1: str = "",
    admin2: str = "",
    population: int | str = 0,
) -> str:
    """Give a line of GeoNames' 19 columns."""
    feature_class, _, code = kind.partition(".")
    cells = [geonameid, name, name, alternates, lat, lon, feature_class, code, country, "", admin1, admin2, "", ""]
    return "\t".join(map(str, [*cells, population, "", "", "America/Mexico_City", "2026-01-01"])) + "\n"


def write_small_gazetteer(folder: Path, whole: Gazetteer) -> None:
    """Write all divisions of a gazetteer, and of its towns those of Mexico and the largest: what is quick to add to."""
    cities = range(whole.first["city"], len(whole))
    chosen = [i for i in cities if whole.place(i).country_code == "MX" or whole.population(i) > LARGE]
    kept = np.array([*range(whole.first["city"]), *chosen])
    renumbered = np.full(len(whole), -1)
    renumbered[kept] = np.arange(len(kept))
    writer = IndexWriter(folder)
    columns = {name: np.array(whole.section(name))[kept] for name in COLUMNS}
    text, texts = whole.section("text"), whole.section("texts")
    writer.add_places(columns, pa.array([bytes(texts[text[i] : text[i + 1]]).decode() for i in kept.tolist()]))
    named = [
        (key, kind, renumbered[place])
        for key, number in whole.iterate_keys()
        for place, kind in whole.record(number).entries
        if renumbered[place] >= 0
    ]
    keys, kinds, places = zip(*named, strict=True)
    writer.add_names(keys, np.array(kinds), np.array(places))
    writer.finish({"features": whole.features, "first": whole.first})


class Opened:
    """A gazetteer with own places, and what was told of them."""

    def __init__(self, *paths: Path, cache: Path) -> None:
        self.told: list[str] = []
        self.gazetteer = open_gazetteer(*paths, cache=cache, tell=self.told.append)

    def places(self, name: str) -> list[Place]:
        """Give all places that bear a name."""
        record = self.gazetteer.find_name(name)
        return [self.gazetteer.place(index) for index, _ in record.entries] if record else []

    def place(self, name: str) -> Place:
        """Give the one place that bears a name."""
        (place,) = self.places(name)
        return place

"""The tables of event types and their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from incident_places import EVENT_TYPES

from geomap.errors import DataError, InputError
from geomap.event_types import read_event_types
from geomap.files import find_data
from geomap.schema import EVENT_TYPES as CODES

HEADER = "event_type,lang,sense,count,object,strength,detail,pattern,notes\n"


def write_table(folder: Path, rows: str) -> Path:
    path = folder / "types.csv"
    path.write_text(rows, encoding="utf-8")
    return path


def test_every_type_of_the_schema_has_labels_in_both_languages() -> None:
    assert tuple(EVENT_TYPES.types) == CODES
    assert all(t.label_en and t.label_es for t in EVENT_TYPES.types.values())


def test_every_type_has_words_in_both_languages() -> None:
    for code, event_type in EVENT_TYPES.types.items():
        assert {t.lang for t in event_type.triggers} >= {"en", "es"}, code


def test_a_raid_with_shots_is_a_clash_to_acled_and_else_is_not() -> None:
    assert EVENT_TYPES.find_crosswalk("raid").acled_event_type == "Strategic developments"
    assert EVENT_TYPES.find_crosswalk("raid", frozenset({"shots"})).acled_sub_event_type == "Armed clash"


def test_a_detail_without_a_line_changes_nothing() -> None:
    assert EVENT_TYPES.find_crosswalk("arrest", frozenset({"shots"})) == EVENT_TYPES.find_crosswalk("arrest")


def test_a_users_table_adds_words(tmp_path: Path) -> None:
    path = write_table(tmp_path, HEADER + "looting,en,verb,n_events,,strong,,pilfer|make off with,\n")
    types = read_event_types(path)
    assert [t.pattern for t in types.types["looting"].triggers][-2:] == ["pilfer", "make off with"]
    assert len(types.triggers) == len(EVENT_TYPES.triggers) + 2


def test_columns_that_a_user_leaves_out_take_their_usual_values(tmp_path: Path) -> None:
    types = read_event_types(write_table(tmp_path, "event_type,lang,sense,pattern\narrest,es,verb,pescar\n"))
    assert types.triggers[-1].strength == "strong"
    assert types.triggers[-1].objects == frozenset()


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (HEADER + "theft,en,noun,,,strong,,heist,\n", "event_type 'theft'"),
        (HEADER + "raid,fr,noun,,,strong,,raid,\n", "lang 'fr'"),
        (HEADER + "raid,en,adverb,,,strong,,raid,\n", "sense 'adverb'"),
        (HEADER + "raid,en,noun,,,huge,,raid,\n", "strength 'huge'"),
        (HEADER + "raid,en,noun,cows,,strong,,raid,\n", "count 'cows'"),
        (HEADER + "raid,en,noun,,,strong,, - ,\n", "no pattern"),
        ("event_type,pattern\nraid,raid\n", "no column lang, sense"),
        (HEADER, "no rows"),
    ],
)
def test_a_bad_row_is_named_with_what_was_found(tmp_path: Path, rows: str, found: str) -> None:
    with pytest.raises(InputError, match=r"types\.csv") as caught:
        read_event_types(write_table(tmp_path, rows))
    assert found in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_table_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_event_types(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(InputError, match="not UTF-8"):
        read_event_types(tmp_path / "binary.csv")


def test_broken_shipped_tables_are_a_data_error(tmp_path: Path) -> None:
    for path in find_data("event_types").glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    codes = (tmp_path / "event_types.csv").read_text(encoding="utf-8")
    (tmp_path / "event_types.csv").write_text(codes.replace("\nriot,", "\nrevolt,"), encoding="utf-8")
    with pytest.raises(DataError, match="codes differ"):
        read_event_types(folder=tmp_path)
    (tmp_path / "cues.csv").write_text("cue,lang\nplan,en\n", encoding="utf-8")
    with pytest.raises(DataError, match="no cue or pattern"):
        read_event_types(folder=tmp_path)

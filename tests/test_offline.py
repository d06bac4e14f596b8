"""No command touches the network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

from geomap.cli.app import run_command


def test_sockets_are_blocked_here() -> None:
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        socket.socket()


@pytest.mark.parametrize(
    "arguments",
    [
        ["map", "REPORT", "-o", "x.html"],
        ["extract", "REPORT", "-o", "x.jsonl"],
        ["reconcile", "REPORT", "-o", "x.geojson"],
        ["toponyms", "REPORT", "-o", "m.jsonl"],
        ["geocode", "TABLE", "-o", "g.csv", "--place", "town"],
        ["join", "TABLE", "-o", "j.csv"],
        ["places", "Tapalpa"],
        ["schema"],
    ],
    ids=lambda a: a[0],
)
def test_every_command_works_with_sockets_blocked(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.txt").write_text("Two men were killed in Uruapan, Michoacán, on 3 May 2024.", encoding="utf-8")
    (tmp_path / "table.csv").write_text("town,lon,lat\nUruapan,-102.06,19.41\n", encoding="utf-8")
    files = {"REPORT": "report.txt", "TABLE": "table.csv"}
    assert run_command([files.get(a, a) for a in arguments]) == 0

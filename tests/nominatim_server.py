"""A server on this machine that answers as Nominatim does, and in all the ways that servers fail."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    """What the server does with one request."""

    body: object = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    late_s: float = 0.0
    drip: bool = False
    reset: bool = False


def place(name: str, lon: float, lat: float, **more: object) -> dict[str, Any]:
    """Make a place as Nominatim's JSON has it: numbers as text, a class, a rank, a box."""
    box = [str(lat - 0.005), str(lat + 0.005), str(lon - 0.005), str(lon + 0.005)]
    made = {
        "place_id": 1001,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node",
        "osm_id": 123,
        "lat": str(lat),
        "lon": str(lon),
        "class": "place",
        "type": "hamlet",
        "place_rank": 20,
        "importance": 0.2,
        "addresstype": "hamlet",
        "name": name,
        "display_name": f"{name}, Jalisco, México",
        "boundingbox": box,
    }
    return made | more


class FakeNominatim:
    """Replies by query, and what was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.always: Reply | None = None
        self.asked: list[str] = []
        self.agents: list[str | None] = []
        self.domain = ""
        self.done = threading.Event()

    def answer(self, query: str, *replies: Reply | dict[str, Any]) -> None:
        """Say what is answered to a query: one reply after the other, the last again and again."""
        self.replies[query] = [r if isinstance(r, Reply) else Reply([r]) for r in replies]

    def next_reply(self, query: str) -> Reply:
        """Take the next reply to a query; nothing is known of others."""
        if self.always is not None:
            return self.always
        replies = self.replies.get(query, [Reply()])
        return replies.pop(0) if len(replies) > 1 else replies[0]


def make_handler(fake: FakeNominatim) -> type[BaseHTTPRequestHandler]:
    """Make the class that answers for a fake."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
            fake.asked.append(query)
            fake.agents.append(self.headers.get("User-Agent"))
            reply = fake.next_reply(query)
            if reply.reset:
                # A lingering close of 0 s: the client sees "connection reset by peer".
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            fake.done.wait(reply.late_s)
            body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if reply.drip:
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if fake.done.wait(0.05):
                            break
                else:
                    self.wfile.write(body)
            except OSError:
                pass  # the client has gone, as it should

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serve(fake: FakeNominatim) -> Iterator[FakeNominatim]:
    """Serve a fake on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), make_handler(fake))
    server.daemon_threads = True
    fake.domain = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.done.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""
The HTTP client that geopy's geocoders are given here: it always comes to an end.

geopy's own client waits for as long as a server sends a byte now and then, reads without a limit, and, with
``requests``, asks again by itself, which would be more than one request a second.
"""

from __future__ import annotations

import http.client
import json
import queue
import ssl
import threading
import time
from collections.abc import Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

_MOST_BYTES = 2_000_000
"""Of an answer; Nominatim's are below 2,000 a place."""
_FIRST_ERROR = 300

_Page = tuple[int, Mapping[str, str], bytes]


class _NoRedirect(HTTPRedirectHandler):
    """Names and keys go to the server that the user names, and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> None:
        """Make an error of it."""


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc] # geopy has no types
    """
    A client for geopy that gives up at the timeout, whatever the server does, and reads no endless answer.

    Parameters
    ----------
    proxies, ssl_context
        As geopy gives them.
    """

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: ssl.SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        named = proxies and {scheme: url if "://" in url else f"http://{url}" for scheme, url in proxies.items()}
        handlers = (ProxyHandler(named), HTTPSHandler(context=ssl_context), _NoRedirect())  # type: ignore[arg-type] # a mapping will do
        self._open = build_opener(*handlers).open

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
        """Get what JSON an address holds; geopy's errors tell why not."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            message = "the answer is no JSON"
            raise GeocoderParseError(message) from error

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        """Get the text of an address; geopy's errors tell why not."""
        # Neither the look-up of a host's name nor a server that drips can be stopped from within their thread.
        box: queue.SimpleQueue[_Page | BaseException] = queue.SimpleQueue()
        threading.Thread(target=self._fetch, args=(url, timeout, headers, box), daemon=True).start()
        try:
            found = box.get(timeout=timeout)
        except queue.Empty:
            message = "no answer in time"
            raise GeocoderTimedOut(message) from None
        if isinstance(found, BaseException):
            raise _translate_error(found) from found
        status, told, body = found
        if status >= _FIRST_ERROR:
            message = f"status {status}"
            raise AdapterHTTPError(message, status_code=status, headers=told, text=None)
        return _decode_body(body)

    def _fetch(
        self,
        url: str,
        timeout: float | None,
        headers: Mapping[str, str],
        box: queue.SimpleQueue[_Page | BaseException],
    ) -> None:
        try:
            try:
                page = self._open(Request(url, headers=dict(headers)), timeout=timeout)  # noqa: S310 - geopy allows http and https only
            except HTTPError as error:
                page = error
            with page:
                box.put((page.status, _read_headers(page.headers), page.read(_MOST_BYTES + 1)))
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            box.put(error)


def _read_headers(headers: Message) -> dict[str, str]:
    """Keep what geopy looks at, in seconds, and only where it can be read: geopy would print the rest."""
    value = (headers.get("retry-after") or "").strip()
    if value.isdecimal():
        return {"retry-after": value[:9]}
    try:
        seconds = parsedate_to_datetime(value).timestamp() - time.time()
    except (TypeError, ValueError, OverflowError):
        return {}
    return {"retry-after": str(max(0, round(seconds)))}


def _translate_error(error: BaseException) -> BaseException:
    """Give geopy's error for one of the connection."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return GeocoderTimedOut("no answer in time")  # type: ignore[no-any-return] # geopy has no types
    if isinstance(error, OSError | http.client.HTTPException):
        return GeocoderUnavailable("no connection")  # type: ignore[no-any-return] # as above
    if isinstance(error, ValueError):
        return GeocoderServiceError("the request can't be written")  # type: ignore[no-any-return] # as above
    return error


def _decode_body(body: bytes) -> str:
    if len(body) > _MOST_BYTES:
        message = f"the answer has more than {_MOST_BYTES} bytes"
        raise GeocoderParseError(message)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "the answer is no UTF-8"
        raise GeocoderParseError(message) from error

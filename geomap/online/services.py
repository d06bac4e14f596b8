"""The online geocoders that geopy knows, by name, with the options that a user gives."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geopy.exc import ConfigurationError, GeocoderNotFound
from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service
from geopy.location import Location

from geomap.errors import InputError
from geomap.online.adapter import BoundedAdapter

TIMEOUT_S = 10.0
"""geopy's one second is less than public servers take on a bad day."""
_OSM = " (© OpenStreetMap contributors)"
_FROM_OSM = ("nominatim", "openmapquest", "photon", "pickpoint")
_NOT_OFFERED = ("self", "adapter_factory", "ssl_context")
_CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Service:
    """An online geocoder, ready to be asked."""

    name: str
    """As geopy knows it."""
    label: str
    """Its name, and whose data it answers with, for attribution."""
    domain: str
    """The server, where it can be chosen; else empty."""
    geocoder: Any
    """Of geopy."""

    def geocode(self, query: str) -> Location | None:
        """Ask for the likeliest place of a name; geopy's errors tell why there is no answer."""
        return self.geocoder.geocode(query, exactly_one=True)


def open_service(name: str, options: Mapping[str, str], *, program: str) -> Service:
    """
    Set a geocoder of geopy's up. Nothing is sent yet.

    Parameters
    ----------
    name
        Such as ``nominatim``, ``photon`` or ``arcgis``.
    options
        Of geopy's class, such as ``domain``, ``scheme``, ``user_agent``, ``api_key`` or ``timeout`` (seconds;
        10 by default); and ``contact``, an address or page that the User-Agent then names.
    program
        Name and version of the program, the User-Agent unless the options have another.

    Returns
    -------
    service
        Ready to be asked.

    Raises
    ------
    InputError
        If there is no such geocoder or option, or one is missing. Values of options, which may be keys, are
        not told.
    """
    try:
        kind = get_geocoder_for_service(name)
    except GeocoderNotFound as error:
        message = f"online: found '{name}'; expected one of {', '.join(sorted(SERVICE_TO_GEOCODER))}"
        raise InputError(message) from error
    name = name.lower()
    parameters = {k: p for k, p in inspect.signature(kind.__init__).parameters.items() if k not in _NOT_OFFERED}
    arguments = _read_options(name, options, [*parameters], program)
    needed = [k for k, p in parameters.items() if p.default is p.empty and k not in arguments]
    if needed:
        message = f"online: {name} needs the option {' and '.join(needed)}"
        raise InputError(message)
    try:
        geocoder = kind(**arguments, adapter_factory=BoundedAdapter)
    except (ConfigurationError, TypeError, ValueError) as error:
        # The message of the error may quote a key.
        message = f"online: {name} can't be set up with the options {', '.join(sorted(options)) or 'that it has'}"
        raise InputError(message) from error
    label = kind.__name__ + (_OSM if name in _FROM_OSM else "")
    return Service(name, label, str(getattr(geocoder, "domain", None) or ""), geocoder)


def _read_options(name: str, options: Mapping[str, str], known: list[str], program: str) -> dict[str, Any]:
    """Check the options and give what geopy's class takes."""
    for key, value in options.items():
        if key not in known and key != _CONTACT:
            message = f"online: found the option '{key}'; {name} takes {', '.join(sorted([*known, _CONTACT]))}"
            raise InputError(message)
        if not value.isprintable() or not value.strip():
            message = f"online: the option '{key}' is empty or holds a control character; expected text of one line"
            raise InputError(message)
    given: dict[str, Any] = {key: value for key, value in options.items() if key != _CONTACT}
    contact = options.get(_CONTACT)
    given.setdefault("user_agent", f"{program} ({contact})" if contact else program)
    if not given["user_agent"].isascii():
        message = "online: the user agent holds a letter that is not ASCII; a header has none"
        raise InputError(message)
    try:
        given["timeout"] = float(given.get("timeout", TIMEOUT_S))
    except ValueError:
        given["timeout"] = 0.0
    if not 0 < given["timeout"] < float("inf"):
        message = "online: the option 'timeout' is no number; expected seconds, more than 0"
        raise InputError(message)
    return given

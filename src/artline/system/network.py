"""The address by which other devices on the network reach this machine."""

from __future__ import annotations

import ipaddress
import socket

_ANYWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses kept for documentation (RFC 5737, RFC 3849): routed like any other, never reached."""
_ANY_PORT = 9
"""Nothing is sent to it."""


def network_address(family: socket.AddressFamily = socket.AF_INET) -> str | None:
    """This machine's address on the network, or None where it has none but its own.

    It is the one from which this machine would send to the internet; without a way there, the
    first one to which the machine's own name leads.
    """
    with socket.socket(family, socket.SOCK_DGRAM) as plug:
        try:
            plug.connect((_ANYWHERE[family], _ANY_PORT))  # chooses a route, and sends nothing
            found = [plug.getsockname()[0]]
        except OSError:
            found = _addresses_of_name(family)
    return next((address for address in found if not _own(address)), None)


def _addresses_of_name(family: socket.AddressFamily) -> list[str]:
    try:
        return [str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, family)]
    except (OSError, UnicodeError):
        return []


def _own(address: str) -> bool:
    """Whether only this machine can ask for it."""
    plain = ipaddress.ip_address(address.partition("%")[0])
    return plain.is_loopback or plain.is_unspecified

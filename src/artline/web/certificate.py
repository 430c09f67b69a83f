"""A certificate for HTTPS: the user's own, checked before the server starts."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from artline.errors import SettingError, shown
from artline.system.refusals import reason

ANOTHERS_KEY = "KEY_VALUES_MISMATCH"
"""What OpenSSL calls a key that does not belong to the certificate."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server shows of itself, checked when it is made.

    Attributes:
        file: the certificate, and those between it and its authority, as PEM.
        key: its private key as PEM; None where it is in `file` too.
        authority: the certificate, as PEM, of the authority that this machine made for itself,
            for phones to trust; None where `file` is the user's own.

    Raises:
        SettingError: a file that cannot be read, is no PEM, has a password, or is another's key.
    """

    file: Path
    key: Path | None = None
    authority: bytes | None = None

    def __post_init__(self) -> None:
        for name, path in (("certificate", self.file), ("key", self.key)):
            if path is not None:
                _check_readable(name, path)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            context.load_cert_chain(self.file, self.key, password=_no_password)
        except (ssl.SSLError, ValueError) as fault:
            key = self.file if self.key is None else self.key
            if getattr(fault, "reason", None) == ANOTHERS_KEY:
                raise SettingError(
                    f"key: {shown(key)} is not the key of {shown(self.file)}; give the key with "
                    "which that certificate was asked for"
                ) from None
            raise SettingError(
                f"certificate: {shown(self.file)} and {shown(key)} are no certificate and its key; "
                "give both as PEM, the key without a password"
            ) from None


def _check_readable(name: str, path: Path) -> None:
    try:
        path.open("rb").close()
    except (OSError, ValueError) as fault:
        raise SettingError(
            f"{name}: {shown(path)} cannot be read ({reason(fault)}); name a file in PEM"
        ) from None


def _no_password() -> str:
    """Without this, OpenSSL would ask the terminal for one."""
    raise ValueError("a password is needed")

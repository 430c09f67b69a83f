"""The QR code of `artline serve --lan`."""

from __future__ import annotations

import pytest

from artline.cli.qr import qr_code
from made_qr import read_qr

ADDRESS = "https://192.168.100.200:65535/?token=T4tJ0y2kq8mJx3mGxVnYSw"
"""As long as they get."""


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "ascii", "latin-1", None, "no-such"])
def test_a_camera_reads_the_address(encoding: str | None) -> None:
    """Protects who points a phone at a terminal: also at one without block characters."""
    code = qr_code(ADDRESS, encoding)
    code.encode(encoding if encoding in ("utf-8", "cp437") else "ascii")
    assert read_qr(code) == ADDRESS


def test_it_fits_into_a_terminal() -> None:
    """24 lines of 80 characters, the address above and a line for what comes after."""
    lines = qr_code(ADDRESS, "utf-8").splitlines()
    assert len(lines) <= 20 and max(map(len, lines)) <= 80

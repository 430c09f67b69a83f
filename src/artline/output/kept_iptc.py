"""IPTC's older block (IIM 4.2) of a photo: what of it may travel, as the names that XMP gives it.

The pairs of data sets and properties: IPTC Photo Metadata Standard, IIM and XMP side by side.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_MARKER = 0x1C
"""First byte of every data set."""

_LONG_LENGTH = 0x8000
"""From here on a length is that of another length: of pictures, which are not kept."""

_NAMES = {
    5: "dc:title",  # Object Name
    80: "dc:creator",  # By-line
    105: "photoshop:Headline",
    110: "photoshop:Credit",
    116: "dc:rights",  # Copyright Notice
    120: "dc:description",  # Caption/Abstract
}
"""Data set of record 2 → the property of XMP that means the same."""

_SEVERAL = "dc:creator"
"""The only one of them that may be given several times."""

_DATE = 55
"""Date Created, as eight digits. Its time of day (60) is left out: it says the time zone."""


def kept_iptc(block: bytes) -> dict[str, tuple[str, ...]]:
    """Rights, creator, date and description of an IPTC block, by the names of XMP's properties.

    Args:
        block: data sets as stored (resource 0x0404 of a JPEG, tag 33723 of a TIFF).
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, value in _data_sets(block):
        text = _text(value)
        if number == _DATE and re.fullmatch(r"\d{8}", text):
            found["photoshop:DateCreated"] = (f"{text[:4]}-{text[4:6]}-{text[6:]}",)
        name = _NAMES.get(number)
        if name and text and (name not in found or name == _SEVERAL):
            found[name] = (*found.get(name, ()), text)
    return found


def _data_sets(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and value of each data set of record 2, as far as the block can be read."""
    at = 0
    while at + 5 <= len(block) and block[at] == _MARKER:
        record, number, length = struct.unpack_from(">BBH", block, at + 1)
        if length >= _LONG_LENGTH or at + 5 + length > len(block):
            return
        if record == 2:
            yield number, block[at + 5 : at + 5 + length]
        at += 5 + length


def _text(value: bytes) -> str:
    """UTF-8 where it is; or else Latin-1. Control characters, which XML has not, become spaces."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return re.sub(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+", " ", text).strip()

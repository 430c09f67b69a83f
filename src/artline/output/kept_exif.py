"""EXIF that may travel with a drawing: a list of what is kept; all else is left behind.

Numbers and meanings: Exif 2.32 (CIPA DC-008-2019), tables 4 to 8; the XP tags are Windows
Explorer's.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Exif

LARGEST_EXIF = 60_000
"""Bytes of texts in all that are kept: a JPEG holds one block of 65,533 bytes."""

_COPYRIGHT = 33432

_TEXTS = (
    _COPYRIGHT,
    315,  # Artist
    271,  # Make
    272,  # Model
    270,  # ImageDescription
)
"""Tags of IFD 0 that hold text, the dearest first."""

_WINDOWS_TEXTS = (
    40093,  # XPAuthor
    40091,  # XPTitle
    40095,  # XPSubject
    40092,  # XPComment
)
"""Tags of IFD 0 that hold UTF-16, little-endian, as bytes."""

_DATE = 306
"""DateTime, in IFD 0."""

_EXIF_DIRECTORY = 34665

_INNER_DATES = (36867, 36868)
"""DateTimeOriginal and DateTimeDigitized, in the EXIF directory.

Their time zones (36880 to 36882) are left behind: they tell where on earth the photo was taken.
"""

_DATE_FORM = re.compile(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d")


def kept_exif(raw: bytes) -> bytes:
    """Rights, creator, dates, description and camera of an EXIF block, and nothing else of it.

    Args:
        raw: EXIF as a file stores it, with or without the leading "Exif" and two zero bytes.

    Returns:
        A new block without orientation, which means upright; b"" where nothing is kept, or the
        block is damaged.
    """
    if not raw:
        return b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of each damaged entry it skips
            return _kept(loaded(raw if raw.startswith(b"Exif\0\0") else b"Exif\0\0" + raw))
    except Exception:  # a damaged block fails in any way; it is dropped, not met
        return b""


def loaded(block: bytes) -> Exif:
    """A block to add to; its texts stay the bytes they were, where Pillow would write "?"."""
    from PIL import Image

    exif = Image.Exif()
    exif.load(block)
    for tag, value in list(exif.items()):
        if isinstance(value, str):
            exif[tag] = value.encode("latin-1", "replace")  # as which Pillow read it
    return exif


def _kept(found: Exif) -> bytes:
    from PIL import Image

    kept, room = Image.Exif(), LARGEST_EXIF
    texts = {tag: _text(found.get(tag), tag) for tag in _TEXTS}
    texts |= {tag: _windows_text(found.get(tag)) for tag in _WINDOWS_TEXTS}
    for tag, text in texts.items():
        if text and len(text) <= room:
            kept[tag] = text
            room -= len(text)
    if date := _date(found.get(_DATE)):
        kept[_DATE] = date
    directory = found.get_ifd(_EXIF_DIRECTORY)
    if inner := {tag: date for tag in _INNER_DATES if (date := _date(directory.get(tag)))}:
        kept[_EXIF_DIRECTORY] = inner
    return kept.tobytes() if len(kept) else b""


def _text(value: Any, tag: int) -> bytes:
    """Up to the first zero byte, behind which anything could hide; photographer 0 editor."""
    if not isinstance(value, bytes):
        return b""
    parts = [part.strip() for part in value.split(b"\0")]
    return b"\0".join(parts[:2]).rstrip(b"\0") if tag == _COPYRIGHT else parts[0]


def _windows_text(value: Any) -> bytes:
    if not isinstance(value, bytes):
        return b""
    text = value.decode("utf-16-le", "ignore").partition("\0")[0].strip()
    return f"{text}\0".encode("utf-16-le") if text else b""


def _date(value: Any) -> str:
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    found = _DATE_FORM.match(text) if isinstance(text, str) else None
    return found.group() if found else ""

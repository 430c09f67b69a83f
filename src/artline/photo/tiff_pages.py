"""Which page of a TIFF is the photo, and what its tags say of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from artline.photo.exif import plausible_dpi

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

NEW_SUBFILE_TYPE, SUBFILE_TYPE = 254, 255
ORIENTATION, EXTRA_SAMPLES, RESOLUTION_UNIT = 274, 338, 296
INK_SET, SAMPLE_FORMAT, SUBSAMPLING = 332, 339, 530
XMP, PROFILE, DNG_VERSION = 700, 34675, 50706
RESOLUTIONS = (282, 283)
"""Tags of TIFF 6.0, of its technical notes, and of DNG."""

_REDUCED, _MASK = 1, 4
"""Bits of NewSubfileType: a smaller copy of another page, and a transparency mask."""

_OLD_REDUCED = 2
"""Value of SubfileType for a smaller copy."""

_RAW_SCHEMES = (32767, 34713, 65535)
"""Compressions of camera raw files: Sony, Nikon, Pentax."""

_CENTIMETRE = 3
"""Value of ResolutionUnit."""

_MOST_PAGES = 10_000
"""Pages after which no more are counted."""

PASSED_OVER = "TIFF: the first page is a small copy or a mask; passed over it"

# Whatever it has to say of a damaged file is said in our errors.
logging.getLogger("tifffile").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The page of a TIFF that is the photo.

    Attributes:
        page: the page.
        at: its number from 0, or None where it hangs below another page.
        count: how many pages there are, small copies and masks left out.
    """

    page: TiffPage
    at: int | None
    count: int


def opened(stream: BinaryIO) -> TiffFile:
    """The file, its first directory read."""
    from tifffile import TiffFile

    return TiffFile(stream)


def chosen(file: TiffFile) -> Chosen:
    """The first page that is neither a small copy nor a mask; the first of all if every one is."""
    first, count = None, 0
    for at, page in enumerate(islice(file.pages, _MOST_PAGES)):
        if not _is_aside(page):
            count += 1
            first = first or Chosen(_full(page), at, 0)
    if first is None:
        below = (page for page in file.pages.first.pages or () if not _is_aside(page))
        inner = next(below, None)
        first = Chosen(_full(inner or file.pages.first), None if inner else 0, 0)
    return Chosen(first.page, first.at, max(count, 1))


def is_raw(file: TiffFile) -> bool:
    """Whether it is a camera's raw file, such as DNG, and its pages small copies."""
    first = file.pages.first
    return DNG_VERSION in first.tags or int(first.compression) in _RAW_SCHEMES


def number(page: Any, tag: int, default: int = 0) -> int:
    """The value of a tag that holds one whole number, of whatever type."""
    value = page.tags.valueof(tag, default)
    if isinstance(value, bytes):
        return value[0] if len(value) == 1 else default
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 else default
    return int(value) if isinstance(value, int) else default


def orientation(page: Any) -> int:
    """The turn that the page's tag asks for, 1..8; 1 where it is absent or absurd."""
    turn = number(page, ORIENTATION, 1)
    return turn if turn in range(1, 9) else 1


def numbers(page: Any, tag: int) -> tuple[int, ...] | None:
    """The values of a tag that holds whole numbers; None where it is absent."""
    value = page.tags.valueof(tag)
    if value is None:
        return None
    return tuple(int(each) for each in value) if hasattr(value, "__iter__") else (int(value),)


def info(page: Any) -> dict[str, Any]:
    """Profile, XMP and resolution by Pillow's names."""
    said: dict[str, Any] = {}
    for tag, name in ((PROFILE, "icc_profile"), (XMP, "xmp")):
        value = page.tags.valueof(tag)
        if isinstance(value, (bytes, str)):
            said[name] = (
                value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
            )
    per_inch = 2.54 if number(page, RESOLUTION_UNIT, 2) == _CENTIMETRE else 1.0
    try:
        pair = [above / below for above, below in (page.tags.valueof(t) for t in RESOLUTIONS)]
    except (TypeError, ValueError, ArithmeticError):
        return said
    if (dpi := plausible_dpi(pair, per_inch)) is not None:
        said["dpi"] = dpi
    return said


def _is_aside(page: Any) -> bool:
    """A page that shows another one: smaller, or as its mask."""
    kind = number(page, NEW_SUBFILE_TYPE)
    return bool(kind & (_REDUCED | _MASK)) or number(page, SUBFILE_TYPE) == _OLD_REDUCED


def _full(page: Any) -> Any:
    """The page with all of its tags, where tifffile keeps a lean copy."""
    return page.aspage() if hasattr(page, "aspage") else page

"""What kind of file this is, told from its first bytes alone.

The name's suffix is never trusted for what can be read; it only helps to know camera raw files,
which are TIFF inside.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

HEAD = 4096
"""Bytes from the start of a file that `kind_of` wants to see."""

RAW = "RAW"
"""DNG, NEF, ARW and other raw formats: some are told only once their tags are read."""

READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "HEIF", "JXL", RAW)
"""Kinds of file that are read; HEIF, JPEG XL and camera raw files each with an extra."""

RAW_SUFFIXES = frozenset(
    (
        *(".3fr", ".arw", ".cr2", ".cr3", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".kdc"),
        *(".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl"),
        *(".sr2", ".srf", ".srw", ".x3f"),
    )
)
"""Suffixes of camera raw files, in lower case."""

SUFFIXES = RAW_SUFFIXES | frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".avif"),
        *(".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif", ".hif", ".jxl"),
    )
)
"""Suffixes of every file that is read, in lower case."""


class Unreadable(NamedTuple):
    """A known kind that is not read here, and what to do about it."""

    kind: str
    remedy: str


_CONVERT = "convert it to JPEG or PNG"
_EXPORT = "export it as PNG"

# Offset, bytes, kind, remedy. The values are those of the formats' own specifications, as
# collected in the `file` command's database of magic numbers.
_FOREIGN: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "PDF document", "export the page as PNG"),
    (0, b"%!PS", "PostScript document", _EXPORT),
    (0, b"\xc5\xd0\xd3\xc6", "PostScript document", _EXPORT),
    (0, b"8BPS", "Photoshop document", _EXPORT),
    (0, b"gimp xcf", "GIMP document", _EXPORT),
    (0, b"\x00\x00\x01\x00", "Windows icon", _EXPORT),
    (0, b"\x00\x00\x02\x00", "Windows cursor", _EXPORT),
    (0, b"icns", "macOS icon", _EXPORT),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000 picture", _CONVERT),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000 picture", _CONVERT),
    (0, b"II\xbc", "JPEG XR picture", _CONVERT),
    (0, b"v/1\x01", "OpenEXR picture", _CONVERT),
    (0, b"#?RADIANCE", "Radiance HDR picture", _CONVERT),
    (0, b"DDS ", "DirectDraw texture", _CONVERT),
    (0, b"qoif", "QOI picture", _CONVERT),
    (0, b"P1\n", "PBM picture", _CONVERT),
    (0, b"P2\n", "PGM picture", _CONVERT),
    (0, b"P3\n", "PPM picture", _CONVERT),
    (0, b"P4\n", "PBM picture", _CONVERT),
    (0, b"P5\n", "PGM picture", _CONVERT),
    (0, b"P6\n", "PPM picture", _CONVERT),
    (0, b"AT&TFORM", "DjVu document", "export the page as PNG"),
    (4, b"ftyp", "video", "save one frame as JPEG or PNG"),
    (0, b"\x1a\x45\xdf\xa3", "video", "save one frame as JPEG or PNG"),
    (8, b"AVI ", "video", "save one frame as JPEG or PNG"),
    (0, b"PK\x03\x04", "ZIP archive", "unpack it first"),
    (0, b"\x1f\x8b", "gzip archive", "unpack it first"),
    (0, b"7z\xbc\xaf", "7-Zip archive", "unpack it first"),
)

_RAW_MARKS: tuple[tuple[int, bytes], ...] = (
    (0, b"FUJIFILMCCD-RAW"),
    (0, b"FOVb"),
    (0, b"\x00MRM"),
    (0, b"IIRO"),
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"IIU\x00"),
    (8, b"CR\x02\x00"),
    (4, b"ftypcrx "),
)
"""Offset and bytes of raw files that are no plain TIFF."""

_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_MARKS: dict[str, tuple[bytes, ...]] = {
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "TIFF": _TIFF,
    "JXL": (b"\xff\x0a", b"\x00\x00\x00\x0cJXL \r\n\x87\n"),
    "GIF": (b"GIF87a", b"GIF89a"),
    "BMP": (b"BM",),
}
"""Kind → its first bytes."""
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))


def kind_of(head: bytes, name: str = "") -> str | Unreadable | None:
    """The kind of a file.

    Args:
        head: its first `HEAD` bytes, or all of a shorter file.
        name: its name, if it has one.

    Returns:
        One of `READABLE`; or a known kind that is not read; or None for no picture at all.
    """
    if head.startswith(_TIFF) and PurePath(name).suffix.lower() in RAW_SUFFIXES:
        return RAW
    if any(head.startswith(mark, offset) for offset, mark in _RAW_MARKS):
        return RAW
    if head[4:8] == b"ftyp" and (kind := _heif_or_avif(head)):
        return kind
    for offset, magic, label, remedy in _FOREIGN:
        if head.startswith(magic, offset):
            return Unreadable(label, remedy)
    return _readable(head) or _svg(head)


def _readable(head: bytes) -> str | None:
    if head.startswith(b"RIFF"):
        return "WEBP" if head[8:12] == b"WEBP" else None
    return next((kind for kind, marks in _MARKS.items() if head.startswith(marks)), None)


def _heif_or_avif(head: bytes) -> str | None:
    """HEIF or AVIF by the brands of the `ftyp` box (ISO/IEC 23008-12, section 10).

    The major brand decides; where it is only a structural one (mif1, msf1, or a codec-neutral
    one), the first compatible brand that names a codec does.
    """
    length = max(16, min(int.from_bytes(head[:4], "big"), len(head)))
    box = head[:length]
    brands = [box[8:12], *(box[i : i + 4] for i in range(16, len(box), 4))]
    for brand in brands:
        if brand in _HEIC_BRANDS:
            return "HEIF"
        if brand in _AVIF_BRANDS:
            return "AVIF"
    return "HEIF" if brands[0] in (b"mif1", b"msf1") else None


def _svg(head: bytes) -> Unreadable | None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<") and b"<svg" in text:
        return Unreadable("SVG drawing", _EXPORT)
    return None

"""What of a photo's metadata may travel with its drawing.

Who asks to keep metadata wants author, date, camera, title and copyright. What described the
photo's pixels alone (orientation, size, thumbnail, gain map, raw development, makers' notes) would
be wrong on the drawing, and the position would tell where the sitter lives: those are dropped.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from artline.photo.own import MARK

if TYPE_CHECKING:
    from xml.dom.minidom import Element

    from PIL.Image import Exif

DEFAULT_DPI = (300.0, 300.0)
"""Pixels per inch, x and y, where the photo says nothing sane."""

LARGEST_DPI = 32_767.0
"""Pixels per inch above which a resolution is taken for nonsense."""

LARGEST_XMP = 1_000_000
"""Bytes above which an XMP packet is dropped unread."""

# EXIF 2.32, tables 3 to 8, by number: what the image's own directory (IFD 0) may keep.
_KEPT_TAGS = frozenset(
    (
        270,  # ImageDescription
        271,  # Make
        272,  # Model
        305,  # Software
        306,  # DateTime
        315,  # Artist
        316,  # HostComputer
        18246,  # Rating
        33432,  # Copyright
        *range(40091, 40096),  # XPTitle, XPComment, XPAuthor, XPKeywords, XPSubject
    )
)
_DROPPED_EXIF_TAGS = frozenset(
    (
        34853,  # GPSInfo, misplaced
        37396,  # SubjectArea, in pixels of the turned picture
        37500,  # MakerNote: may hold thumbnails and positions, and breaks when moved
        40962,  # PixelXDimension
        40963,  # PixelYDimension
        40965,  # Interoperability directory
        41492,  # SubjectLocation
    )
)
_EXIF_DIRECTORY = 34665
_ORIENTATION = 274
_RESOLUTION = {282: 0, 283: 1}  # XResolution, YResolution
_RESOLUTION_UNIT = 296
_INCH = 2
_XMP = 700
_SOFTWARE = 305

_DROPPED_NAMESPACES = (
    "http://ns.adobe.com/camera-raw-settings/1.0/",
    "http://ns.adobe.com/hdr-gain-map/1.0/",
    "http://ns.adobe.com/xmp/note/",
    "http://ns.google.com/photos/",
    "http://www.metadataworkinggroup.com/schemas/regions/",
)
_DROPPED_NAMES = frozenset(
    (
        "Orientation",
        "ImageWidth",
        "ImageLength",
        "PixelXDimension",
        "PixelYDimension",
        "NativeDigest",
        "Thumbnails",
        "LocationCreated",
        "LocationShown",
        "SubjectArea",
        "SubjectLocation",
    )
)


def sane_dpi(dpi: tuple[float, float] | None) -> tuple[float, float]:
    """Pixels per inch (x, y) if a printer could mean them, else 300."""
    if dpi is None or not all(math.isfinite(v) and 1 <= v <= LARGEST_DPI for v in dpi):
        return DEFAULT_DPI
    return dpi


def kept_exif(raw: bytes) -> bytes:
    """An EXIF block that is safe on the drawing, or b"" where nothing is left or it is damaged.

    Args:
        raw: EXIF as a file stores it, with or without the leading "Exif" and two zero bytes.
    """
    from PIL import Image

    if not raw:
        return b""
    block = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of each damaged entry it skips
            block.load(raw if raw.startswith(b"Exif\0\0") else b"Exif\0\0" + raw)
            return _kept(block)
    except Exception:  # a damaged block fails in any way; it is dropped, not met
        return b""


def with_dpi(exif: bytes, dpi: tuple[float, float]) -> bytes:
    """The EXIF block, made if need be, with the resolution: WebP and AVIF have no other place."""
    from PIL import Image
    from PIL.TiffImagePlugin import IFDRational

    block = Image.Exif()
    block.load(exif)
    for tag, axis in _RESOLUTION.items():
        block[tag] = IFDRational(round(dpi[axis] * 1000), 1000)
    block[_RESOLUTION_UNIT] = _INCH
    return block.tobytes()


def with_mark(exif: bytes) -> bytes:
    """The EXIF block, made if need be, that names artline as the software: a drawing's mark."""
    from PIL import Image

    block = Image.Exif()
    block.load(exif)
    block[_SOFTWARE] = MARK
    return block.tobytes()


def with_xmp(exif: bytes, xmp: bytes) -> bytes:
    """The EXIF block, made if need be, with the XMP packet: in TIFF both are one directory."""
    from PIL import Image

    block = Image.Exif()
    block.load(exif)
    block[_XMP] = xmp
    return block.tobytes()


def kept_xmp(raw: bytes) -> bytes:
    """An XMP packet that is safe on the drawing, or b"" where it cannot be read.

    A packet with a document type is dropped unread: XMP (ISO 16684-1, 7.3) needs none, and one
    could define entities that grow without end.
    """
    if not raw:
        return b""
    from xml.dom import minidom
    from xml.parsers.expat import ExpatError

    try:
        text = raw.decode("utf-8-sig").strip("\0 \r\n\t")
        if not text or len(raw) > LARGEST_XMP or "<!DOCTYPE" in text or "<!ENTITY" in text:
            return b""
        with minidom.parseString(text.encode()) as document:
            _drop_private(document.getElementsByTagName("*"))
            return document.documentElement.toxml().encode() if document.documentElement else b""
    except (UnicodeError, ExpatError, RecursionError, ValueError):
        return b""


def _kept(found: Exif) -> bytes:
    from PIL import Image

    kept = Image.Exif()
    for tag in sorted(_KEPT_TAGS):
        if tag in found:
            kept[tag] = found[tag]
    directory = found.get_ifd(_EXIF_DIRECTORY)
    inner = {tag: directory[tag] for tag in directory if tag not in _DROPPED_EXIF_TAGS}
    if inner:
        kept[_EXIF_DIRECTORY] = inner
    if not len(kept):
        return b""
    kept[_ORIENTATION] = 1
    return kept.tobytes()


def _drop_private(elements: Iterable[Element]) -> None:
    for element in list(elements):
        if _is_private(element) and element.parentNode is not None:
            element.parentNode.removeChild(element)
            continue
        for attribute in list(element.attributes.values()):
            if _is_private(attribute):
                element.removeAttributeNode(attribute)


def _is_private(node: Any) -> bool:
    name = node.localName or node.nodeName
    space = node.namespaceURI or ""
    return name in _DROPPED_NAMES or name.startswith("GPS") or space.startswith(_DROPPED_NAMESPACES)

"""A drawing's pixels as a PNG, JPEG, WebP, TIFF or AVIF file: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.options.places import TRANSPARENT_PICTURES
from artline.output import metadata, profile

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".png": "png",
        ".jpg": "jpeg",
        ".jpeg": "jpeg",
        ".webp": "webp",
        ".tif": "tiff",
        ".tiff": "tiff",
        ".avif": "avif",
    }
)
"""File suffix → format."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"png": ".png", "jpeg": ".jpg", "webp": ".webp", "tiff": ".tif", "avif": ".avif"}
)
"""Format → the suffix that artline gives it."""

_LONGEST_SIDE = {"jpeg": 65_535, "webp": 16_383, "avif": 32_768}
"""Format → the most pixels a side that it, or its only encoder, can hold."""

_SLOW_ENCODING_PIXELS = 4_000_000
"""Pixels from which the fast encoder of WebP and AVIF is taken, for a file half as large again.

24 megapixels take 1.2 s instead of 4.2 s as WebP, 1.8 s instead of 5.3 s as AVIF.
"""

_FAULTS = {
    "ENOSPC": "the disk is full",
    "EDQUOT": "the disk quota is used up",
    "EFBIG": "the file would be larger than is allowed here",
    "EACCES": "no permission to write here",
    "EPERM": "no permission to write here",
    "EROFS": "the disk is read-only",
    "ENAMETOOLONG": "the name is too long",
    "ENOTDIR": "part of the path is a file, not a folder",
}
"""Name of a system error → what it means to whoever saves."""


def format_of(
    target: object,
    format: str | None = None,  # noqa: A002 - Pillow's name
    others: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The format to write: `format` if given, else what the target's suffix says.

    Args:
        target: a path; anything else (a file object) has no suffix and needs `format`.
        format: a name such as "png" or a suffix such as "jpg", in any case.
        others: more suffixes and their formats, where not only pictures can be written.

    Raises:
        OutputError: neither says one that is known here; lists those that are.
    """
    suffixes = {**FORMATS, **others}
    known = ", ".join(dict.fromkeys(suffixes.values()))
    if format is not None:
        wanted = str(format).lower().removeprefix(".")
        if wanted in suffixes.values():
            return wanted
        if f".{wanted}" in suffixes:
            return suffixes[f".{wanted}"]
        raise OutputError(f"format {shown(format)}: not known; there are {known}")
    if not isinstance(target, str | os.PathLike):
        return "png"
    suffix = Path(os.fsdecode(target)).suffix.lower()
    if suffix in suffixes:
        return suffixes[suffix]
    said = f"unknown suffix {shown(suffix)}" if suffix else "no suffix to choose the format by"
    raise OutputError(
        f"{shown(os.fsdecode(target))}: {said}; use one of {', '.join(suffixes)}, "
        f"or name the format ({known})"
    )


def encode(
    pixels: NDArray[np.uint8],
    format: str,  # noqa: A002 - Pillow's name
    *,
    dpi: tuple[float, float] | None = None,
    exif: bytes = b"",
    xmp: bytes = b"",
) -> bytes:
    """The file's bytes; the same pixels always give the same bytes.

    Args:
        pixels: uint8 H×W (grey), H×W×3 (sRGB) or H×W×4 (sRGB and alpha).
        format: a key of `SUFFIXES`, or a suffix.
        dpi: pixels per inch, x and y; None or nonsense is 300.
        exif: the photo's EXIF as stored; what `metadata` lets through is carried.
        xmp: the photo's XMP as stored; what `metadata` lets through is carried.

    Raises:
        OutputError: unknown format, transparency where the format has none, or more pixels a side
            than it holds.
    """
    from PIL import Image

    name = format_of(None, format)
    _check(pixels, name)
    image = Image.fromarray(pixels)
    if image.mode == "L" and name in ("webp", "avif"):
        image = image.convert("RGB")
    options = _options(
        image, name, metadata.sane_dpi(dpi), metadata.kept_exif(exif), metadata.kept_xmp(xmp)
    )
    options["icc_profile"] = profile.grey() if image.mode == "L" else profile.srgb()
    buffer = BytesIO()
    try:
        image.save(buffer, format=name.upper(), **options)
    except (OSError, ValueError, KeyError, RuntimeError, SystemError) as fault:
        raise OutputError(f"{name}: this picture cannot be encoded ({fault}); use png") from fault
    return buffer.getvalue()


def save(
    pixels: NDArray[np.uint8],
    target: str | os.PathLike[str] | BinaryIO,
    format: str | None = None,  # noqa: A002 - Pillow's name
    *,
    dpi: tuple[float, float] | None = None,
    exif: bytes = b"",
    xmp: bytes = b"",
) -> None:
    """Write pixels to a path, whole or not at all, or to a binary file object.

    A path's file is written beside under a hidden name and put in place in one step; whatever
    goes wrong, nothing is left behind and an older file stays as it was. A file object without
    `format` gets PNG.

    Raises:
        OutputError: see `encode`; no such folder, no permission, disk full …
    """
    name = format_of(target, format)
    try:
        data = encode(pixels, name, dpi=dpi, exif=exif, xmp=xmp)
    except OutputError as fault:
        if isinstance(target, str | os.PathLike):
            raise OutputError(f"{shown(os.fsdecode(target))}: {fault}") from fault.__cause__
        raise
    if isinstance(target, str | os.PathLike):
        put(data, Path(os.fsdecode(target)))
    else:
        write(data, target, name)


def write(data: bytes, file: BinaryIO, kind: str) -> None:
    """Write bytes to a binary file object; `kind` names it where it has no name."""
    try:
        file.write(data)
        file.flush()
    except BrokenPipeError:
        raise  # whoever reads has had enough: no fault of the drawing
    except OSError as fault:
        name = getattr(file, "name", kind)
        raise OutputError(f"{shown(name)}: {_fault(fault, Path())}") from fault


def put(data: bytes, path: Path) -> None:
    """Write bytes to a path, whole or not at all.

    Raises:
        OutputError: one line that names the path, what is wrong and what to do.
    """
    try:
        real = Path(os.path.realpath(path))  # a link stays a link; what it points to is replaced
        if real.is_dir():
            raise OutputError(f"{shown(path)}: is a folder; name a file in it")
        if real.exists() and not real.is_file():
            real.write_bytes(data)  # a device or pipe cannot be replaced, only written to
        else:
            _replace(data, real)
    except (OSError, ValueError) as fault:
        if isinstance(fault, OutputError):
            raise
        raise OutputError(f"{shown(path)}: {_fault(fault, path)}") from fault


def _replace(data: bytes, path: Path) -> None:
    beside = path.with_name(f".artline-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(data)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _fault(fault: OSError | ValueError, path: Path) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"no folder {shown(path.parent)}; make it first"
    number = getattr(fault, "errno", None) or 0
    known = _FAULTS.get(errno.errorcode.get(number, ""))
    said = known or getattr(fault, "strerror", None) or str(fault)
    return f"{said}; choose another place to write to"


def _check(pixels: NDArray[np.uint8], name: str) -> None:
    shape = pixels.shape
    if pixels.dtype != np.uint8 or len(shape) not in (2, 3) or shape[2:] not in ((), (3,), (4,)):
        raise OutputError(
            f"pixels: {pixels.dtype} of shape {shape} is no picture; give uint8 H×W×3"
        )
    if shape[2:] == (4,) and name not in TRANSPARENT_PICTURES:
        raise OutputError(f"{name} has no transparency; use {', '.join(TRANSPARENT_PICTURES)}")
    if max(shape[:2]) > _LONGEST_SIDE.get(name, 2**31 - 1):
        raise OutputError(f"{name} holds {_LONGEST_SIDE[name]} pixels a side at most; use png")


def _options(
    image: Image, name: str, dpi: tuple[float, float], exif: bytes, xmp: bytes
) -> dict[str, Any]:
    """What Pillow's encoder is told: settings measured on line art, see LOG.md."""
    options: dict[str, Any] = {}
    if exif:
        options["exif"] = exif
    if name == "png":
        options |= _png(dpi, xmp)
    elif name == "jpeg":
        # Lines are all edge: no chroma subsampling.
        options |= {"quality": 92, "subsampling": 0, "optimize": False, "dpi": _whole(dpi)}
        options |= {"xmp": xmp} if xmp else {}
    elif name == "tiff":
        # libtiff, which compresses, cannot write an EXIF directory; Pillow's plain writer can.
        options |= {"compression": "raw" if exif else "tiff_adobe_deflate", "dpi": dpi}
        options |= {"exif": metadata.with_xmp(exif, xmp)} if xmp else {}
    else:
        options["exif"] = metadata.with_dpi(exif, dpi)
        options |= {"xmp": xmp} if xmp else {}
        small = image.width * image.height < _SLOW_ENCODING_PIXELS
        if name == "webp":
            # exact: colour under transparent pixels is kept, or paper would fringe when scaled
            options |= {"lossless": True, "method": 4 if small else 0, "exact": True}
            options |= {"quality": 50 if small else 0}
        else:
            options |= {"quality": 85, "subsampling": "4:4:4", "speed": 8 if small else 9}
    return options


def _png(dpi: tuple[float, float], xmp: bytes) -> dict[str, Any]:
    from PIL.PngImagePlugin import PngInfo

    # zlib's run-length strategy (3): on two-tone pictures smaller than its own level 9, and as
    # fast as level 1.
    options: dict[str, Any] = {"dpi": dpi, "compress_level": 6, "compress_type": 3}
    if xmp:
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=False)
        options["pnginfo"] = info
    return options


def _whole(dpi: tuple[float, float]) -> tuple[int, int]:
    return round(dpi[0]), round(dpi[1])

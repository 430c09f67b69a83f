"""A drawing's pixels as a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.options.places import TRANSPARENT_PICTURES
from artline.output import metadata
from artline.output.kept_exif import kept_exif
from artline.output.kept_xmp import kept_xmp
from artline.output.registry import Format, Picture, PictureFormat, format_of, picture_format
from artline.system.paths import exists, is_file, is_folder, real

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


def encode(
    pixels: NDArray[np.uint8],
    format: str,  # noqa: A002 - Pillow's name
    *,
    dpi: tuple[float, float] | None = None,
    exif: bytes = b"",
    xmp: bytes = b"",
    iptc: bytes = b"",
) -> bytes:
    """The file's bytes; the same pixels always give the same bytes.

    Args:
        pixels: uint8 H×W (grey), H×W×3 (sRGB) or H×W×4 (sRGB and alpha).
        format: the name of a format of pictures, or a suffix.
        dpi: pixels per inch, x and y; None or nonsense is 300.
        exif: the photo's EXIF as stored; see `kept_exif` for what is carried of it.
        xmp: the photo's XMP as stored; see `kept_xmp`.
        iptc: the photo's IPTC as stored; what `kept_xmp` takes from it goes into the XMP.

    Raises:
        OutputError: unknown format, transparency where the format has none, or more pixels a side
            than it holds.
    """
    row = picture_format(format)
    _check(pixels, row)
    picture = Picture(pixels, metadata.sane_dpi(dpi), kept_exif(exif), kept_xmp(xmp, iptc))
    try:
        return row.encode(picture)
    except (OSError, ValueError, KeyError, RuntimeError, SystemError) as fault:
        said = f"this picture cannot be encoded ({shown(fault)}); use png"
        raise OutputError(f"{row.name}: {said}") from fault


def save(
    pixels: NDArray[np.uint8],
    target: str | os.PathLike[str] | BinaryIO,
    format: str | None = None,  # noqa: A002 - Pillow's name
    *,
    dpi: tuple[float, float] | None = None,
    exif: bytes = b"",
    xmp: bytes = b"",
    iptc: bytes = b"",
) -> None:
    """Write pixels to a path, whole or not at all, or to a binary file object.

    A path's file is written beside under a hidden name and put in place in one step; whatever
    goes wrong, nothing is left behind and an older file stays as it was. A file object without
    `format` gets PNG.

    Raises:
        OutputError: see `encode`; no such folder, no permission, disk full …
    """
    name = format_of(target, format, "picture").name
    try:
        data = encode(pixels, name, dpi=dpi, exif=exif, xmp=xmp, iptc=iptc)
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

    A file that is replaced leaves its owner and permissions to the new one.

    Raises:
        OutputError: one line that names the path, what is wrong and what to do.
    """
    if is_folder(path):
        raise OutputError(f"{shown(path)}: is a folder; name a file in it")
    try:
        if exists(path) and not is_file(path):
            path.write_bytes(data)  # a device or pipe cannot be replaced, only written to
        else:
            _replace(data, Path(real(path)))  # a link stays a link; where it leads is replaced
    except (OSError, ValueError) as fault:
        raise OutputError(f"{shown(path)}: {_fault(fault, path)}") from fault


def _replace(data: bytes, path: Path) -> None:
    beside = path.with_name(f".artline-{secrets.token_hex(6)}.tmp")
    try:
        with beside.open("xb") as file:
            _take_over(path, file.fileno())
            file.write(data)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _take_over(path: Path, file: int) -> None:
    """Give a new file the owner and permissions of the one that it will replace, as far as may be.

    Args:
        path: what will be replaced, if it is there.
        file: descriptor of the new file, still empty.
    """
    with contextlib.suppress(OSError, AttributeError):  # AttributeError: Windows has neither
        old = path.stat()
        with contextlib.suppress(OSError):  # giving a file away takes privileges
            os.fchown(file, old.st_uid, old.st_gid)
        os.fchmod(file, stat.S_IMODE(old.st_mode))


def _fault(fault: OSError | ValueError, path: Path) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"no folder {shown(path.parent)}; make it first"
    number = getattr(fault, "errno", None) or 0
    known = _FAULTS.get(errno.errorcode.get(number, ""))
    said = known or getattr(fault, "strerror", None) or str(fault)
    return f"{said}; choose another place to write to"


def _check(pixels: NDArray[np.uint8], row: PictureFormat) -> None:
    shape = pixels.shape
    if pixels.dtype != np.uint8 or len(shape) not in (2, 3) or shape[2:] not in ((), (3,), (4,)):
        raise OutputError(
            f"pixels: {pixels.dtype} of shape {shape} is no picture; give uint8 H×W×3"
        )
    if shape[2:] == (4,) and not row.transparent:
        raise OutputError(f"{row.name} has no transparency; use {', '.join(TRANSPARENT_PICTURES)}")
    check_size(shape[0], shape[1], row)


def check_size(height: int, width: int, row: Format) -> None:
    """Refuse a picture that is too large for its format.

    Raises:
        OutputError: more pixels a side than it holds.
    """
    most = row.longest_side if isinstance(row, PictureFormat) else None
    if most is not None and max(height, width) > most:
        raise OutputError(
            f"{row.name} holds {most} pixels a side at most; use png for {width}×{height}"
        )

"""JPEG, decoded strictly: a picture of which anything is missing is known for it.

libjpeg-turbo, by way of simplejpeg, stops at the first thing that is not as it should be; Pillow
reads over most of them. Where the file as a whole is sound, both give the same pixels.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from artline.errors import PhotoTruncatedError, PhotoUnsupportedError, shown
from artline.photo.jpeg_parts import END, Frame
from artline.photo.jpeg_structure import structure_of
from artline.photo.jpeg_zeros import zeros_where_not_flat, zeros_without_sense
from artline.photo.raster import Raster

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

NO_END = "the JPEG lacks its end marker; the picture is whole"
FEWER = "the JPEG ends before its last scan; fine details may be missing"
STRAY = "the JPEG has stray bytes before its end; see whether the picture is whole"
LEFT = "the JPEG data is damaged; drew what is left of it"

_COLOURS = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}
"""Pillow's mode → simplejpeg's name of what to decode to."""

_STRAY_BYTES = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
"""How libjpeg counts bytes between the picture and the end marker."""

_MOST_STRAY = 16
"""Stray bytes that cameras are known to leave; after damage there are more as a rule."""

_HARMLESS = ("JFIF revision", "Adobe color transform", "SOS parameters for sequential")
"""Of libjpeg's warnings, those that are about no pixel."""

_NOT_OFFERED = ("Could not determine subsampling", "Unsupported color conversion")
"""How simplejpeg says that it does not know how colours are sampled; Pillow may."""


class DamagedError(Exception):
    """The data is damaged; what is wrong is in words of libjpeg."""


def refuse_other_processes(data: bytes, name: str) -> None:
    """Refuse what is called JPEG and is none that decoders of photos know.

    Raises:
        PhotoUnsupportedError: lossless, hierarchical, JPEG-LS, or other than 8 bits.
    """
    frame = structure_of(data).frame
    kind = "" if frame is None else _process(frame)
    if kind:
        raise PhotoUnsupportedError(
            f"{shown(name)}: {kind} is not read here; convert it to PNG or to 8-bit JPEG"
        )


def _process(frame: Frame) -> str:
    if frame.marker == 0xF7:
        return "JPEG-LS"
    if frame.marker in (0xC3, 0xC7, 0xCB, 0xCF):
        return "lossless JPEG"
    if frame.marker in (0xC5, 0xC6, 0xCD, 0xCE):
        return "hierarchical JPEG"
    if frame.bits != 8:
        return f"JPEG of {frame.bits} bits a channel"
    return "JPEG that says its height at its end" if frame.height == 0 else ""


def decoded(
    data: bytes, header: ImageFile, name: str, *, damaged: bool = False
) -> tuple[Raster, list[str]]:
    """The pixels of a JPEG, and remarks on it.

    Args:
        data: the file.
        header: opened by Pillow, not loaded: size, mode and metadata.
        name: for messages.
        damaged: give what is left of a damaged picture, with a remark, instead of refusing it.

    Raises:
        PhotoTruncatedError: anything of the picture is missing or damaged, or nothing is left.
    """
    try:
        pixels, remarks = _whole(data, header)
    except DamagedError as fault:
        if not damaged:
            raise PhotoTruncatedError(
                f"{shown(name)}: the JPEG data ends early or is damaged; copy or download it again,"
                " or draw what is left with --damaged (damaged=True in Python)"
            ) from fault
        pixels, remarks = _left(data, header, name), [LEFT]
    args = header.tile[0].args if header.tile else None
    if header.mode == "CMYK" and isinstance(args, tuple) and args[0] == "CMYK;I":
        np.subtract(255, pixels, out=pixels)
    return Raster(pixels, header.mode, info=dict(cast(Any, header.info))), remarks


def _whole(data: bytes, header: ImageFile) -> tuple[NDArray[np.uint8], list[str]]:
    structure = structure_of(data)
    frame = structure.frame
    if structure.fault or frame is None or (frame.width, frame.height) != header.size:
        raise DamagedError(structure.fault or "there is no frame")
    if not structure.begun() or zeros_without_sense(data, structure):
        raise DamagedError("scans are missing, or zeroed in part")
    remarks = []
    if structure.end is None:
        if not structure.complete():
            raise DamagedError("scans are missing")
        data, remarks = data + END, [NO_END]
    elif not structure.complete():
        remarks = [FEWER]
    pixels = _strictly(data, header, remarks)
    if zeros_where_not_flat(data, structure, pixels):
        raise DamagedError("a scan is zeroed in part")
    return pixels, remarks


def _strictly(data: bytes, header: ImageFile, remarks: list[str]) -> NDArray[np.uint8]:
    try:
        return _decode(data, header.mode, strict=True)
    except ValueError as fault:
        said = str(fault)
    stray = _STRAY_BYTES.search(said)
    if stray and int(stray[1]) <= _MOST_STRAY:
        remarks.append(STRAY)
        return _decode(data, header.mode, strict=False)
    if any(words in said for words in (*_NOT_OFFERED, *_HARMLESS)):
        return _by_pillow(header)
    raise DamagedError(said)


def _decode(data: bytes, mode: str, *, strict: bool) -> NDArray[np.uint8]:
    import simplejpeg

    pixels: NDArray[np.uint8] = simplejpeg.decode_jpeg(data, _COLOURS[mode], strict=strict)
    return pixels


def _by_pillow(header: ImageFile) -> NDArray[np.uint8]:
    """Rare samplings of colour; an OSError where the data ends early."""
    try:
        header.load()
    except OSError as fault:
        raise DamagedError(str(fault)) from fault
    pixels = np.array(header)
    return pixels if pixels.ndim == 3 else pixels[..., None]


def _left(data: bytes, header: ImageFile, name: str) -> NDArray[np.uint8]:
    import simplejpeg

    try:
        height, width, *_ = simplejpeg.decode_jpeg_header(data)
        if (width, height) != header.size:
            raise ValueError("two sizes")
        return _decode(data, header.mode, strict=False)
    except ValueError as fault:
        raise PhotoTruncatedError(
            f"{shown(name)}: the JPEG data is damaged and nothing of it is left to draw;"
            " copy or download it again"
        ) from fault


def pictures(header: Any) -> int:
    """How many pictures for people a JPEG holds: more than one only in an MPO of several views.

    Gain maps and large thumbnails are listed in the same way (CIPA DC-007, table 4), and are none.
    """
    try:
        listed = header._getmp()
        kinds = [entry["Attribute"]["MPType"] for entry in listed[0xB002]]
    except Exception:
        return 1
    return max(1, sum(str(kind).startswith("Multi-Frame") for kind in kinds))

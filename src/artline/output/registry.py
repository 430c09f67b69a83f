"""What a format of files is, and all of them by name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, PluginError, shown
from artline.nouns import Plot
from artline.options import places
from artline.plugins.registry import Registry

NAME = re.compile(r"[a-z][a-z0-9]*")
"""What a format may be called."""
SUFFIX = re.compile(r"\.[a-z0-9]+")


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What goes into the file of a picture.

    Attributes:
        pixels: uint8 H×W (grey), H×W×3 (sRGB) or, where the format is transparent, H×W×4 (sRGB
            and alpha).
        dpi: pixels per inch, x and y.
        exif: EXIF to be carried, without what is private; b"" is none.
        xmp: XMP to be carried, without what is private; b"" is none.
    """

    pixels: NDArray[np.uint8]
    dpi: tuple[float, float]
    exif: bytes = b""
    xmp: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """What pictures and files of strokes have in common.

    Attributes:
        name: what the user types: small letters and digits.
        suffixes: of its files, with the dot; artline gives the first.
        media_type: its name on the web (RFC 6838).
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise PluginError(f"format {shown(self.name)}: name it in small letters and digits")
        if not self.suffixes or not all(map(SUFFIX.fullmatch, self.suffixes)):
            raise PluginError(f"format {self.name}: give suffixes such as .{self.name}")

    @property
    def suffix(self) -> str:
        """The suffix that artline gives to its files."""
        return self.suffixes[0]

    @property
    def words(self) -> tuple[str, ...]:
        """Its name, and its suffixes without the dot."""
        return tuple(dict.fromkeys((self.name, *(suffix[1:] for suffix in self.suffixes))))


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFormat(_Format):
    """A format that holds pixels.

    Attributes:
        name: what the user types: small letters and digits.
        suffixes: of its files, with the dot; artline gives the first.
        media_type: its name on the web (RFC 6838).
        encode: the bytes of a picture's file; the same picture gives the same bytes.
        transparent: whether pixels may be transparent.
        longest_side: the most pixels a side that it, or its only encoder, can hold; None is any.

    Raises:
        PluginError: a name or a suffix that cannot be typed.
    """

    encode: Callable[[Picture], bytes]
    transparent: bool = False
    longest_side: int | None = None

    @property
    def kind(self) -> Literal["picture"]:
        """What it holds."""
        return "picture"

    @property
    def traits(self) -> frozenset[str]:
        """What options ask of it."""
        return frozenset({places.PICTURE, *((places.TRANSPARENT,) if self.transparent else ())})


@dataclass(frozen=True, slots=True, kw_only=True)
class StrokeFormat(_Format):
    """A format that holds strokes of a pen.

    Attributes:
        name: what the user types: small letters and digits.
        suffixes: of its files, with the dot; artline gives the first.
        media_type: its name on the web (RFC 6838).
        encode: the bytes of a file of strokes; all of them are on the page.
        ink_colour: whether it shows the colours of the pens.
        paper_colour: whether it shows the colour of the paper.
        machine: whether a machine draws it, which `--machine` chooses.

    Raises:
        PluginError: a name or a suffix that cannot be typed.
    """

    encode: Callable[[Plot], bytes]
    ink_colour: bool = False
    paper_colour: bool = False
    machine: bool = False

    @property
    def kind(self) -> Literal["strokes"]:
        """What it holds."""
        return "strokes"

    @property
    def traits(self) -> frozenset[str]:
        """What options ask of it."""
        said = {
            places.INK_COLOUR: self.ink_colour,
            places.PAPER_COLOUR: self.paper_colour,
            places.MACHINE: self.machine,
        }
        return frozenset({places.STROKES, *(trait for trait, so in said.items() if so)})


Format: TypeAlias = PictureFormat | StrokeFormat

_FORMATS: Registry[Format] = Registry("format", "artline.formats", PictureFormat, StrokeFormat)

FORMATS: Mapping[str, Format] = _FORMATS.rows
"""Every format by name: artline's own, then those of packages (entry points `artline.formats`)."""

places.FORMATS.open(FORMATS)


def register_format(row: Format) -> Format:
    """Add a format, and give it back.

    Raises:
        PluginError: its name or one of its suffixes belongs to another.
    """
    return _FORMATS.register(row)


def picture_format(name: str) -> PictureFormat:
    """The format of pictures of that name or suffix.

    Raises:
        OutputError: there is none; lists those that there are.
    """
    row = format_of(None, name, "picture")
    assert isinstance(row, PictureFormat)
    return row


def stroke_format(name: str) -> StrokeFormat:
    """The format of strokes of that name or suffix.

    Raises:
        OutputError: there is none; lists those that there are.
    """
    row = format_of(None, name, "strokes")
    assert isinstance(row, StrokeFormat)
    return row


def format_of(
    target: object,
    format: str | None = None,  # noqa: A002 - Pillow's name
    kind: Literal["picture", "strokes"] | None = None,
) -> Format:
    """The format to write: `format` if given, else what the target's suffix says.

    Args:
        target: a path; anything else (a file object) has no suffix and gets PNG.
        format: a name such as "png" or a suffix such as "jpg", in any case.
        kind: what the format must hold; None is either.

    Raises:
        OutputError: neither says one that is known here; lists those that are.
    """
    if format is not None:
        found = _FORMATS.find(str(format).lower().removeprefix("."))
        if found is not None and kind in (None, found.kind):
            return found
        raise OutputError(f"format {shown(format)}: not known; there are {_listed(kind)}")
    if not isinstance(target, str | os.PathLike):
        return FORMATS["png"]
    suffix = Path(os.fsdecode(target)).suffix.lower()
    found = format_with(suffix)
    if found is not None and kind in (None, found.kind):
        return found
    said = f"unknown suffix {shown(suffix)}" if suffix else "no suffix to choose the format by"
    suffixes = [s for row in FORMATS.values() if kind in (None, row.kind) for s in row.suffixes]
    raise OutputError(
        f"{shown(os.fsdecode(target))}: {said}; use one of {', '.join(suffixes)}, "
        f"or name the format ({_listed(kind)})"
    )


def format_with(suffix: str) -> Format | None:
    """The format whose files have that suffix, in small letters and with the dot, or None."""
    found = _FORMATS.find(suffix[1:]) if suffix else None
    return found if found is not None and suffix in found.suffixes else None


def _listed(kind: str | None) -> str:
    return ", ".join(name for name, row in FORMATS.items() if kind in (None, row.kind))

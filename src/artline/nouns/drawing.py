"""A finished picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from artline.nouns import actions
from artline.nouns.ink import Ink
from artline.nouns.locked import locked
from artline.nouns.marks import Marks

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from PIL.Image import Image

    from artline.nouns.plot import Plot
    from artline.options import PageSettings, Settings
    from artline.options.keywords import PageOptions


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A finished picture, at exactly the photo's pixels (or the size asked for).

    Attributes:
        pixels: uint8 H×W (black ink on white paper), H×W×3 (coloured) or H×W×4 (transparent).
        marks: what it is a rendering of.
        ink: what it was finished from.
        settings: how it was finished.
        notices: one-line remarks for the user, the ink's and the photo's among them.
    """

    pixels: NDArray[np.uint8]
    marks: Marks
    ink: Ink
    settings: Settings
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pixels", locked(self.pixels))

    def __array__(
        self, dtype: np.dtype[Any] | None = None, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.pixels, dtype=dtype, copy=copy)

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    def to_pil(self) -> Image:
        """The drawing as a Pillow image of mode L, RGB or RGBA."""
        from PIL import Image

        return Image.fromarray(self.pixels)

    def at(self, size: int | None) -> Drawing:
        """The same marks at another size.

        Args:
            size: long side in pixels, 16 to 32,000; None is the photo's own.

        Raises:
            SettingError: out of range.
        """
        drawing: Drawing = actions.call("at", self, size)
        return drawing

    def save(
        self,
        target: str | PathLike[str] | BinaryIO,
        *,
        format: str | None = None,  # noqa: A002 - Pillow's own name for it
        keep_metadata: bool = False,
        page: PageSettings | None = None,
    ) -> None:
        """Write the drawing; the suffix chooses the format unless `format` does.

        Args:
            target: a path (its folder must exist; an existing file is replaced in one step) or
                a binary file object.
            format: "png", "jpeg", "webp", "tiff" or "avif"; or, as strokes of a pen, "svg",
                "pdf", "dxf", "hpgl" or "gcode".
            keep_metadata: carry the photo's EXIF and XMP over, orientation set to upright,
                thumbnail and GPS position dropped; pixels only.
            page: page, pens and machine of strokes; None is the plain default.

        Raises:
            OutputError: unknown format, no such folder, disk full …; nothing is left behind.
            SettingError: something is given that does nothing in this format.
        """
        actions.call("save", self, target, format=format, keep_metadata=keep_metadata, page=page)

    def strokes(self, page: PageSettings | None = None, /, **options: Unpack[PageOptions]) -> Plot:
        """The drawing as paths of a pen.

        Args:
            page: page, pens and how to trace as one object, or
            **options: as names and values (`page="a4"`, `masses="outline"`); not both.

        Raises:
            SettingError: an unknown option, a value out of range, or one that would do nothing.
            OutputError: there is nothing to draw, or the extra `artline[strokes]` is missing.
        """
        traced: Plot = actions.call("strokes", self, page, **options)
        return traced

    def _repr_png_(self) -> bytes:
        """The picture itself, for notebooks."""
        encoded: bytes = actions.call("encode", self, "png")
        return encoded

    def __repr__(self) -> str:
        return f"Drawing({self.width}×{self.height}, look {self.settings.look!r})"

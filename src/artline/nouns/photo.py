"""A photo, and what its file said of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from artline.nouns.locked import locked


@dataclass(frozen=True, slots=True)
class Origin:
    """What the file said of itself, kept aside from the pixels.

    Attributes:
        format: the file's format as Pillow names it ("JPEG"), or "array" or "image".
        mode: colour mode before conversion ("RGB", "CMYK", "I;16", "float32" …).
        orientation: EXIF orientation 1..8 that was applied; 1 means none.
        profile: description of the ICC profile that was converted to sRGB, or None.
        frames: number of frames in the file; the first was read.
        dpi: pixels per inch (x, y) as stored, or None.
        exif: raw EXIF block as stored, or b"".
        xmp: raw XMP packet as stored, or b"".
        iptc: raw IPTC block (IIM) as stored, or b"".
    """

    format: str = "array"
    mode: str = "RGB"
    orientation: int = 1
    profile: str | None = None
    frames: int = 1
    dpi: tuple[float, float] | None = None
    exif: bytes = b""
    xmp: bytes = b""
    iptc: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A photo, right side up, in sRGB.

    Attributes:
        rgb: uint8 H×W×3, sRGB; transparent parts already laid on white paper.
        alpha: uint8 H×W, 255 = opaque, or None where the photo had no transparency.
        name: the path as given, or "<stdin>", "<bytes>", "<array>" …; only for messages.
        origin: what the file said.
        notices: one-line remarks for the user ("GIF: drew the first of 12 frames").
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None = None
    name: str = "<array>"
    origin: Origin = field(default_factory=Origin)
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rgb", locked(self.rgb))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", locked(self.alpha))

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.rgb.shape[1])

    def __repr__(self) -> str:
        return f"Photo({self.name!r}, {self.width}×{self.height})"

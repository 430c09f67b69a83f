"""The things that walk through the house: Photo, Ink, Drawing, Strokes.

Each is small and frozen and its arrays are read-only. This file knows numpy and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from PIL.Image import Image

    from artline.page_settings import PageSettings
    from artline.settings import Settings


def _locked(array: NDArray[Any]) -> NDArray[Any]:
    """The same data as a read-only view."""
    view = array.view()
    view.flags.writeable = False
    return view


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
    """

    format: str = "array"
    mode: str = "RGB"
    orientation: int = 1
    profile: str | None = None
    frames: int = 1
    dpi: tuple[float, float] | None = None
    exif: bytes = b""
    xmp: bytes = b""


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
        object.__setattr__(self, "rgb", _locked(self.rgb))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", _locked(self.alpha))

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


@dataclass(frozen=True, slots=True)
class Face:
    """A face found in a photo, in fractions of the photo's width and height.

    Attributes:
        left: left edge of the box, 0..1 of the width.
        top: top edge (brows), 0..1 of the height.
        right: right edge.
        bottom: bottom edge (chin).
        score: the finder's confidence, 0..1.
        eyes: middle (x, y) of the eye on the picture's left, then of the other; fractions too.
    """

    left: float
    top: float
    right: float
    bottom: float
    score: float
    eyes: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What the network saw in a photo, at working size; every look is finished from this.

    Attributes:
        channels: name → float32 h×w, 0..1, 1 = ink. `line`: the telling lines; `mass`: solid
            black; `scene`: every coherent line of the picture; others as the model names them.
        subject: float32 h×w, 0..1, 1 = the sitter or sitters.
        lightness: float32 h×w, 0..1, CIE L*/100 of the photo at working size.
        strands: float32 h×w, above 0.45 where a strand of light runs through dark hair.
        photo: the photo itself, by reference.
        model: name of the model that saw it.
        pitch: working pixels per pixel of the coarsest pass (1.0, or more where small faces
            made the canvas finer): lines are about 2.5·pitch wide.
        faces: faces found, largest first.
        notices: one-line remarks for the user.
        claimed: bool h×w, where the user said that it belongs to the sitter: nothing there is
            taken for furniture or specks; None where nothing was said.
    """

    channels: Mapping[str, NDArray[np.float32]]
    subject: NDArray[np.float32]
    lightness: NDArray[np.float32]
    strands: NDArray[np.float32]
    photo: Photo
    model: str
    pitch: float = 1.0
    faces: tuple[Face, ...] = ()
    notices: tuple[str, ...] = ()
    claimed: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        if self.claimed is not None:
            object.__setattr__(self, "claimed", _locked(self.claimed))
        locked = {name: _locked(channel) for name, channel in self.channels.items()}
        object.__setattr__(self, "channels", MappingProxyType(locked))
        for name in ("subject", "lightness", "strands"):
            object.__setattr__(self, name, _locked(getattr(self, name)))

    @property
    def shape(self) -> tuple[int, int]:
        """Working height and width in pixels."""
        return int(self.subject.shape[0]), int(self.subject.shape[1])

    @property
    def scale(self) -> float:
        """Photo pixels per working pixel."""
        return max(self.photo.height, self.photo.width) / max(self.shape)

    @property
    def coverage(self) -> float:
        """Share of the picture that belongs to the sitter, 0..1."""
        return float((self.subject > 0.5).mean())

    def __repr__(self) -> str:
        h, w = self.shape
        return f"Ink({', '.join(self.channels)}; {w}×{h} of {self.photo!r})"


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A finished picture, at exactly the photo's pixels (or the size asked for).

    Attributes:
        pixels: uint8 H×W (black ink on white paper), H×W×3 (coloured) or H×W×4 (transparent).
        ink: what it was finished from.
        settings: how it was finished.
        notices: one-line remarks for the user, the ink's and the photo's among them.
    """

    pixels: NDArray[np.uint8]
    ink: Ink
    settings: Settings
    notices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "pixels", _locked(self.pixels))

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
        """
        from artline import pipeline

        pipeline.save(self, target, format=format, keep_metadata=keep_metadata, page=page)

    def strokes(self, page: PageSettings | None = None, /, **options: Any) -> Strokes:
        """The drawing as paths of a pen.

        Args:
            page: page, pens and how to trace as one object, or
            **options: as names and values (`page="a4"`, `masses="outline"`); not both.

        Raises:
            SettingError: an unknown option or a value out of range.
            OutputError: there is nothing to draw, or the extra `artline[strokes]` is missing.
        """
        from artline import pipeline

        return pipeline.strokes(self, page, **options)

    def _repr_png_(self) -> bytes:
        """The picture itself, for notebooks."""
        from artline import pipeline

        return pipeline.encode(self, "png")

    def __repr__(self) -> str:
        return f"Drawing({self.width}×{self.height}, look {self.settings.look!r})"


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen: its name, the width of its line in millimetres and its colour as #rrggbb."""

    name: str = "black"
    width: float = 0.35
    colour: str = "#000000"


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One path of the pen, from setting it down to lifting it.

    Attributes:
        points: float64 N×2, N ≥ 2: x to the right and y down from the page's top left corner,
            mm. A closed path ends on its first point.
        widths: float64 N: how wide the drawing's line is at each point, mm.
        pen: the pen's name.
        layer: "face", "hair", "body" or "background".
        closed: whether it is a loop.
        curve: float64 (3k+1)×2: the same path as k cubic Béziers, or None where it is a polyline.
    """

    points: NDArray[np.float64]
    widths: NDArray[np.float64]
    pen: str = "black"
    layer: str = "body"
    closed: bool = False
    curve: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _locked(self.points))
        object.__setattr__(self, "widths", _locked(self.widths))
        if self.curve is not None:
            object.__setattr__(self, "curve", _locked(self.curve))

    @property
    def length(self) -> float:
        """Length of the path, mm."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """A drawing as paths of pens on a page, in the order in which they are drawn.

    Attributes:
        paths: the strokes, those of one pen together.
        pens: the pens, in the order in which they are used.
        width: of the page, mm.
        height: of the page, mm.
        title: the photo's name.
        settings: page, pens and machine, as chosen.
        drawing: what was traced, or None where the strokes came from elsewhere.
    """

    paths: tuple[Stroke, ...]
    pens: tuple[Pen, ...]
    width: float
    height: float
    settings: PageSettings
    title: str = ""
    drawing: Drawing | None = None

    @property
    def length(self) -> float:
        """Length of all paths, mm."""
        return sum(path.length for path in self.paths)

    @property
    def travel(self) -> float:
        """Length of the ways between one path and the next, pen up, mm."""
        if len(self.paths) < 2:
            return 0.0
        ends = np.array([path.points[-1] for path in self.paths[:-1]])
        starts = np.array([path.points[0] for path in self.paths[1:]])
        return float(np.hypot(*(starts - ends).T).sum())

    def save(
        self,
        target: str | PathLike[str] | BinaryIO,
        *,
        format: str | None = None,  # noqa: A002 - as everywhere
    ) -> None:
        """Write the strokes; the suffix chooses the format unless `format` does.

        Args:
            target: a path (its folder must exist; an existing file is replaced in one step) or
                a binary file object.
            format: "svg", "pdf", "dxf", "hpgl" or "gcode".

        Raises:
            OutputError: unknown format, a path outside the page or the machine's bed, no such
                folder, disk full …; nothing is left behind.
        """
        from artline import pipeline

        pipeline.save_strokes(self, target, format=format)

    def __repr__(self) -> str:
        return f"Strokes({len(self.paths)} paths, {self.width:g}×{self.height:g} mm)"

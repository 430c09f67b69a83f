"""Films as files: GIF by Pillow, MP4 by PyAV, SVG that draws itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.nouns import Plot
from artline.options.film import FilmSettings
from artline.output import svg
from artline.output.film import BRUSH, FINISHED_SHARE, frames
from artline.photo.own import MARK

U8 = NDArray[np.uint8]

FILM_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {"gif": "image/gif", "mp4": "video/mp4", "svg": "image/svg+xml"}
)
"""Format of a film → its name on the web (RFC 6838)."""
PIXELS_PER_MM: Mapping[str, int] = MappingProxyType({"gif": 5, "mp4": 10})
"""Pixels for a millimetre of a film's page; a GIF of twice as many is of many megabytes."""
GIF_FRAME_MS = 80
"""Milliseconds of a picture of a GIF, which counts in hundredths of a second."""
GIF_COLOURS = 32
"""Colours of a GIF, the paper's among them."""
MP4_FRAMES_PER_SECOND = 30
MP4_CRF = "18"
"""Quality of H.264 by its constant rate factor: nobody sees a difference below this."""


def film_formats() -> tuple[str, ...]:
    """The formats in which a film can be written here."""
    return tuple(name for name in FILM_MEDIA_TYPES if name != "mp4" or find_spec("av"))


def film_format(name: str) -> str:
    """The format of a film of that name, or of that suffix.

    Raises:
        OutputError: there is none, or its library is not installed.
    """
    found = name.lower().removeprefix(".")
    if found not in FILM_MEDIA_TYPES:
        known = ", ".join(FILM_MEDIA_TYPES)
        raise OutputError(f"format {shown(name)}: no film; there are {known}")
    if found not in film_formats():
        raise OutputError('MP4 needs PyAV; pip install "artline[video]"')
    return found


def opaque(pixels: U8, paper: tuple[int, int, int]) -> U8:
    """A drawing's pixels as uint8 H×W×3, on paper where they are transparent."""
    from PIL import Image

    image = Image.fromarray(pixels)
    if image.mode == "RGBA":
        sheet = Image.new("RGBA", image.size, (*paper, 255))
        image = Image.alpha_composite(sheet, image)
    return np.asarray(image.convert("RGB"))


def encode_svg(strokes: Plot, film: FilmSettings) -> bytes:
    """Strokes that draw themselves, and then stay."""
    return svg.encode(strokes, seconds=film.seconds * (1 - FINISHED_SHARE))


def encode_gif(picture: U8, paper: tuple[int, int, int], strokes: Plot, seconds: float) -> bytes:
    """A GIF that is shown over and over.

    Args:
        picture: uint8 H×W×3, the finished picture.
        paper: red, green and blue of what is not drawn yet.
        strokes: which uncover it, on a page of the picture's shape.
        seconds: how long it is.
    """
    from PIL import Image

    whole = Image.fromarray(picture)
    few = whole.quantize(GIF_COLOURS - 1, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = (few.getpalette() or [])[: 3 * (GIF_COLOURS - 1)]
    palette += [0] * (3 * (GIF_COLOURS - 1) - len(palette)) + list(paper)
    count = max(2, round(1000 * seconds / GIF_FRAME_MS))
    empty = np.array(GIF_COLOURS - 1, np.uint8)

    def indexed(pixels: U8) -> Image.Image:
        image = Image.fromarray(pixels.copy())
        image.putpalette(palette)
        return image

    pictures = map(indexed, _frames(np.asarray(few), empty, strokes, count))
    buffer = BytesIO()
    first = next(pictures)
    options = {"duration": GIF_FRAME_MS, "loop": 0, "comment": MARK.encode()}
    first.save(buffer, "gif", save_all=True, append_images=pictures, **options)
    return buffer.getvalue()


def encode_mp4(picture: U8, paper: tuple[int, int, int], strokes: Plot, seconds: float) -> bytes:
    """An MP4 in H.264, which every phone and browser plays; arguments as of `encode_gif`.

    Raises:
        OutputError: PyAV is not installed, or knows no H.264.
    """
    film_format("mp4")
    import av

    height, width = (side - side % 2 for side in picture.shape[:2])  # of 4:2:0, even
    picture = np.ascontiguousarray(picture[:height, :width])
    count = max(2, round(MP4_FRAMES_PER_SECOND * seconds))
    buffer = BytesIO()
    try:
        with av.open(buffer, "w", format="mp4") as file:
            file.metadata["comment"] = MARK
            stream = file.add_stream("libx264", rate=MP4_FRAMES_PER_SECOND)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.options = {"crf": MP4_CRF, "preset": "veryfast", "tune": "animation"}
            for pixels in _frames(picture, np.array(paper, np.uint8), strokes, count):
                file.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
            file.mux(stream.encode(None))
    except av.FFmpegError as fault:
        raise OutputError(f"MP4 cannot be written here ({shown(fault)}); use gif") from fault
    return buffer.getvalue()


def _frames(picture: U8, paper: U8, strokes: Plot, count: int) -> Iterator[U8]:
    scale = max(picture.shape[:2]) / max(strokes.width, strokes.height)
    lines = [path.points * scale for path in strokes.paths]
    brush = max(2, round(BRUSH * max(picture.shape[:2])))
    return frames(picture, paper, lines, brush, count)

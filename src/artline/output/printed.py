"""A picture on a page, as it will be printed: how many pixels, and where the drawing lies."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.nouns import Drawing
from artline.options import PageSettings, Settings
from artline.options.drawing import LARGEST_SIZE, SMALLEST_SIZE
from artline.options.kinds import MM_PER_INCH
from artline.options.page import PRINTED_DPI
from artline.strokes.page import frame


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of pixels.

    Attributes:
        width: of the page, pixels.
        height: of the page, pixels.
        size: long side of the drawing on it, pixels.
        corner: x and y of the drawing's top left corner, pixels.
        dpi: pixels per inch.
    """

    width: int
    height: int
    size: int
    corner: tuple[int, int]
    dpi: int


def printed_page(page: PageSettings, width: int, height: int) -> PrintedPage:
    """The pixels of a page, and those of a drawing that fills it inside its margins.

    Args:
        page: page, margin and resolution.
        width: of the drawing, in any unit.
        height: the same.

    Raises:
        SettingError: so many pixels that no picture holds them, or so few that nothing is seen.
    """
    across, down, (scale, left, top) = frame(width, height, page)
    dpi = PRINTED_DPI if page.dpi is None else page.dpi
    per_mm = dpi / MM_PER_INCH
    size = round(max(width, height) * scale * per_mm)
    if max(across, down) * per_mm > LARGEST_SIZE:
        most = int(LARGEST_SIZE * MM_PER_INCH / max(across, down))
        raise SettingError(
            f"dpi: {dpi} on a page of {across:g}×{down:g} mm makes more than {LARGEST_SIZE} pixels "
            f"a side; this page goes up to {most}"
        )
    if size < SMALLEST_SIZE:
        raise SettingError(f"dpi: {dpi} leaves {size} pixels for the drawing; choose more")
    corner = (round(left * per_mm), round(top * per_mm))
    return PrintedPage(round(across * per_mm), round(down * per_mm), size, corner, dpi)


def printed(drawing: Drawing, page: PageSettings) -> NDArray[np.uint8]:
    """The pixels of a drawing on its page, as it will be printed.

    Raises:
        SettingError: a page of more pixels than a picture holds.
    """
    from artline.finish.pixels import pixels_of

    sheet = printed_page(page, drawing.marks.width, drawing.marks.height)
    pixels = pixels_of(drawing.marks, replace(drawing.settings, size=sheet.size))
    return on_page(pixels, sheet, drawing.settings)


def on_page(pixels: NDArray[np.uint8], page: PrintedPage, settings: Settings) -> NDArray[np.uint8]:
    """A drawing's pixels on its page, which has the paper's colour, or none.

    Args:
        pixels: uint8 H×W, H×W×3 or H×W×4, with the long side that the page says.
        page: how large it is.
        settings: the drawing's colours.
    """
    left, top = page.corner
    height = min(pixels.shape[0], page.height - top)  # rounding may take a pixel
    width = min(pixels.shape[1], page.width - left)
    sheet = np.empty((page.height, page.width, *pixels.shape[2:]), np.uint8)
    if pixels.shape[2:] == (4,):
        sheet[...] = (*settings.ink_rgb, 0)
    elif pixels.ndim == 2:
        sheet[...] = settings.paper_rgb[0]
    else:
        sheet[...] = settings.paper_rgb
    sheet[top : top + height, left : left + width] = pixels[:height, :width]
    return sheet

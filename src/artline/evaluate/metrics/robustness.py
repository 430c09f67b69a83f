"""How much of a drawing stays when the photo gets worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from artline.evaluate.metrics.gray import Gray, Mask, as_photo, picture_to_gray, resize
from artline.evaluate.metrics.harm import HARMS, Rgb, worsen
from artline.evaluate.metrics.lines import agreement_of_lines, ink_of, reach_of, thinned
from artline.evaluate.metrics.lpips import Lpips

LPIPS_SIDE = 256
"""Long side in pixels to which larger drawings are brought for LPIPS.

LPIPS depends on the size, so figures compare only at one size. This one is FS2K's.
"""

Draw = Callable[[Rgb], ArrayLike]
"""Takes a photo, uint8 H×W×3; gives its drawing at the same pixels, grey or coloured."""


@dataclass(frozen=True, slots=True)
class Robustness:
    """How the drawing of a worse photo compares with that of the good one.

    Attributes:
        f1: line agreement, 0..1, higher is better.
        lpips: LPIPS, 0.., lower is better; None where no network was given.
    """

    f1: float
    lpips: float | None


def robustness(
    draw: Draw, photo: ArrayLike, *, seed: int = 0, lpips: Lpips | None = None
) -> dict[str, Robustness]:
    """The drawing of a photo against the drawings of the same photo made worse.

    F1 of `line_agreement` and LPIPS between draw(photo) and draw(worsen(photo, harm)), the
    drawing of the worse photo brought to the size of the other, for each of `harm.HARMS`. LPIPS
    looks at both at a long side of 256 px where they are larger.

    Range: F1 0..1, LPIPS 0... Better: F1 higher, LPIPS lower.
    Misses: whether the drawing of the good photo is any good: an always blank sheet is perfectly
    robust, so read it beside likeness; harms are made by rule, real bad photos have several at
    once.
    Source: artline's own; the idea of corrupted copies: Hendrycks and Dietterich 2019, ICLR.

    Args:
        draw: the artist.
        photo: uint8 H×W×3, sRGB.
        seed: of the harms.
        lpips: a loaded network, or None to leave LPIPS out.

    Raises:
        MetricError: not such a photo.
        ArtlineError: what `draw` raises.
    """
    rgb = as_photo(photo)
    good = picture_to_gray(draw(rgb), "drawing")
    lines = thinned(ink_of(good))
    return {
        harm: _compared(draw(worsen(rgb, harm, seed=seed)), good, lines, lpips) for harm in HARMS
    }


def _compared(drawn: ArrayLike, good: Gray, lines: Mask, lpips: Lpips | None) -> Robustness:
    """The drawing of a worse photo against the good one, whose lines are `lines`."""
    drawing = resize(picture_to_gray(drawn, "drawing"), (good.shape[0], good.shape[1]))
    return Robustness(
        f1=agreement_of_lines(thinned(ink_of(drawing)), lines, reach_of(good.shape)).f1,
        lpips=None if lpips is None else lpips.distance(_small(drawing), _small(good)),
    )


def _small(gray: Gray) -> Gray:
    """As LPIPS looks at it."""
    scale = min(1.0, LPIPS_SIDE / max(gray.shape))
    height, width = (max(1, round(side * scale)) for side in gray.shape)
    return resize(gray, (height, width))

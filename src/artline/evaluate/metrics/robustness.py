"""How much of a drawing stays when the photo gets worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from artline.evaluate.metrics.gray import Gray, as_photo, picture_to_gray, resize
from artline.evaluate.metrics.harm import HARMS, Rgb, worsen
from artline.evaluate.metrics.lines import line_agreement
from artline.evaluate.metrics.lpips import Lpips

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
    latter brought to the first one's size, for each of `harm.HARMS`.

    Range: F1 0..1, LPIPS 0... Better: F1 higher, LPIPS lower.
    Misses: whether the first drawing was any good: an always blank sheet is perfectly robust,
    so read it beside likeness; harms are made by rule, real bad photos have several at once.
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
    return {harm: _compared(good, draw, worsen(rgb, harm, seed=seed), lpips) for harm in HARMS}


def _compared(good: Gray, draw: Draw, worse: Rgb, lpips: Lpips | None) -> Robustness:
    drawing = resize(picture_to_gray(draw(worse), "drawing"), (good.shape[0], good.shape[1]))
    return Robustness(
        f1=line_agreement(drawing, good).f1,
        lpips=None if lpips is None else lpips.distance(drawing, good),
    )

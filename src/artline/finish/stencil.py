"""Masses alone, two-tone and connected: to cut out, to spray, to print in one pull."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from artline.finish import background, tone
from artline.finish.curves import blur, swell
from artline.finish.sheet import Sheet
from artline.nouns import Ink
from artline.settings import Settings

SMALLEST_PART = 60.0
"""Smaller pieces, in square pixels of a pass, are too small to cut."""
BRIDGE = 3.0
"""Width of a bridge that holds an island of paper, in pixels of a pass."""
STURDIEST = 1.6
"""How far a telling line is thickened so that it can be cut, in pixels of a pass."""


def draw(ink: Ink, settings: Settings, parameters: Mapping[str, float]) -> Sheet:
    """Black shapes whose paper hangs together: no island falls out when the black is cut away.

    Args:
        ink: what the network saw.
        settings: the user's knobs; `background` "keep" keeps what lies around the sitter.
        parameters: none.

    Returns:
        The sheet, at working size.
    """
    del parameters
    pitch = ink.pitch
    black = tone.decided(ink.channels["mass"], ink.lightness, settings.shade, pitch)
    black = tone.lit(black, ink.strands, settings.shade, pitch)
    line = ink.channels["line"] - np.float32(0.1 - 0.2 * settings.detail)
    sturdy = swell(line, STURDIEST * settings.weight * pitch)
    field = blur(np.maximum(black, sturdy), 1.1 * pitch)
    if settings.background != "keep":
        shown = background.sitter(ink)
        field = np.minimum(field, shown)
    solid = _without_small(field > 0.5, SMALLEST_PART * pitch * pitch)
    solid = ~_bridged(~solid, SMALLEST_PART * pitch * pitch, BRIDGE * pitch)
    field = np.where(solid, np.maximum(field, 0.75), np.minimum(field, 0.25))
    return Sheet(blur(field.astype(np.float32), 0.8 * pitch))


def _without_small(mask: NDArray[np.bool_], area: float) -> NDArray[np.bool_]:
    from scipy.ndimage import label

    parts, count = label(mask)
    large = np.bincount(parts.ravel(), minlength=count + 1) >= area
    large[0] = False
    kept: NDArray[np.bool_] = large[parts]
    return kept


def _bridged(paper: NDArray[np.bool_], area: float, width: float) -> NDArray[np.bool_]:
    """Paper whose islands are joined to the sheet by bridges, or given up where too small.

    The sheet is the paper that touches the picture's border, or the largest piece. Islands are
    joined nearest first, each by the shortest way through the black to what is joined already.
    """
    from scipy.ndimage import distance_transform_edt, label

    kept = _without_small(paper, area)
    for _ in range(64):
        parts, count = label(kept)
        if count < 2:
            break
        sheet = parts == _sheet(parts, count)
        far, nearest = distance_transform_edt(~sheet, return_indices=True)
        far = np.where(kept & ~sheet, far, np.inf)
        start = np.unravel_index(int(np.argmin(far)), far.shape)
        kept = _joined_by(kept, start, tuple(nearest[:, start[0], start[1]]), width)
    return kept


def _sheet(parts: NDArray[np.int32], count: int) -> int:
    """Number of the piece that holds the others: largest at the border, else largest."""
    border = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    sizes[0] = 0
    outer = np.zeros_like(sizes)
    outer[np.unique(border)] = sizes[np.unique(border)]
    return int(np.argmax(outer)) if outer.any() else int(np.argmax(sizes))


def _joined_by(
    paper: NDArray[np.bool_],
    start: tuple[np.intp, ...],
    end: tuple[np.intp, ...],
    width: float,
) -> NDArray[np.bool_]:
    """`paper` with a straight bridge of `width` pixels from one place to another."""
    rows, columns = np.ogrid[: paper.shape[0], : paper.shape[1]]
    dy, dx = float(end[0] - start[0]), float(end[1] - start[1])
    length = max(np.hypot(dy, dx), 1e-6)
    y, x = rows - float(start[0]), columns - float(start[1])
    along = (y * dy + x * dx) / length
    across = np.abs(y * dx - x * dy) / length
    bridge = (across <= width / 2) & (along >= -width / 2) & (along <= length + width / 2)
    joined: NDArray[np.bool_] = paper | bridge
    return joined

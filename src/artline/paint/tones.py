"""The cel tones of each part: which of a few colours each place has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.paint.clusters import SCALE, clusters, merged, nearest
from artline.paint.parts import BACKGROUND, CLOTH, HAIR, PARTS, SKIN
from artline.paint.settle import swept, voted, within
from artline.paint.sitting import Sitting

Field = NDArray[np.float32]

EVEN = {SKIN: 0.45, HAIR: 0.3, CLOTH: 0.2, BACKGROUND: 0.0}
"""Share of the broad difference between the lit and the unlit side that is taken away."""
BROAD = 60.0
"""Gaussian, pixels of a pass, that is the broad light on a part."""
SKIN_TONES = 3
"""Tones of skin: shade, skin, light."""
RANKS = {2: (30, 75), 3: (15, 55, 93), 4: (8, 35, 65, 95), 5: (5, 25, 50, 75, 96)}
"""Number of tones of a ramp → percentiles of lightness from which the search for them begins."""
STEP = 3.0
"""Lightness, L*, by which tones of a ramp differ at least."""
FEWEST = 30
"""Pixels of the canvas below which a part has one colour."""
VOTE = 1.3
"""Gaussian, pixels of a pass, within which the commonest colour wins, at flatness 0.5."""
CHROMA = {SKIN: 1.4, HAIR: 1.7}
"""What the chroma of a pale ramp's middle is multiplied by: shadows, and black between strands,
have less."""
VIVID = 40.0
"""Chroma from which on it stays as it is."""
LIFT = {SKIN: 2.0, HAIR: 0.0}
"""Lightness that is added to a ramp: lines that lie on a face take about as much."""
ONE_HUE = {SKIN: 0.8, HAIR: 0.5}
"""Share in which the tones of a ramp have the hue and chroma of its middle."""


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """A picture in few colours.

    Attributes:
        label: uint8 h×w, index of each pixel's colour.
        colours: float32 n×3, CIE L*a*b*, in the order in which they are painted.
        mean: float32 n×3, the mean colour of the part that each belongs to, of a ramp; of other
            colours their own.
        part: uint8 n, index into PARTS.
        size: float64 n, pixels of each.
    """

    label: NDArray[np.uint8]
    colours: Field
    mean: Field
    part: NDArray[np.uint8]
    size: NDArray[np.float64]


def tones(seat: Sitting, flatness: float, *, behind: bool) -> Tones:
    """Every part in its own few colours.

    Args:
        seat: what is painted.
        flatness: 0..1, the more, the fewer and larger patches.
        behind: whether the background is painted too.
    """
    label = np.zeros(seat.part.shape, np.uint8)
    colours, means, parts = [np.zeros(3, np.float32)], [np.zeros(3, np.float32)], [BACKGROUND]
    for part in range(0 if behind else 1, len(PARTS)):
        own = seat.part == part
        persons = np.unique(seat.person[own]) if part in (SKIN, HAIR) else (0,)
        for person in persons:
            chosen = own & (seat.person == person) if part in (SKIN, HAIR) else own
            if not chosen.any() or len(colours) > 200:
                continue
            found, mean, places = _patched(seat, chosen, part, flatness)
            label[chosen] = places + len(colours)
            colours += list(found)
            means += list(mean)
            parts += [part] * len(found)
    sitter = (seat.part != BACKGROUND) & (label > 0)
    made = swept(within(label, sitter, seat.unit), seat.unit, flatness)
    size = np.bincount(made.ravel(), minlength=len(colours)).astype(np.float64)
    return Tones(made, np.array(colours), np.array(means), np.array(parts, np.uint8), size)


def _patched(
    seat: Sitting, chosen: NDArray[np.bool_], part: int, flatness: float
) -> tuple[Field, Field, NDArray[np.uint8]]:
    """The colours of one part, the mean of each one's ramp, and which of them each pixel has."""
    lab = seat.lab[chosen]
    lab[:, 0] -= EVEN[part] * _broad(seat, chosen)
    ramp = part in (SKIN, HAIR)
    if len(lab) < FEWEST:
        whole = lab.mean(0, keepdims=True)
        return whole, whole, np.zeros(len(lab), np.uint8)
    if ramp:
        count = SKIN_TONES if part == SKIN else round(4.4 - 2 * flatness)
        middles = _ramp(lab[:, 0], count)
        own = np.abs(lab[:, :1] - middles).argmin(1)
    else:
        count = round((12 if part == BACKGROUND else 10) * 2.0 ** (1 - 2 * flatness) / 1.6)
        middles = clusters(lab[:: max(1, len(lab) // 60_000)], max(2, count))
        own = nearest(lab * SCALE, middles * SCALE)
    own = voted(own, chosen, len(middles), seat.unit * VOTE * (0.4 + 1.2 * flatness))
    held = np.flatnonzero(np.bincount(own, minlength=len(middles)))
    own = np.searchsorted(held, own)
    size = np.bincount(own)
    found = np.stack([np.bincount(own, lab[:, k]) / size for k in range(3)], 1).astype(np.float32)
    order = np.argsort(-size, kind="stable")
    rank = np.empty(len(order), np.uint8)
    rank[order] = np.arange(len(order), dtype=np.uint8)
    if not ramp:
        groups, group = merged(found[order], size[order].astype(float), max(2, len(found) // 3))
        return found[order], groups[group], rank[own]
    middle = lab.mean(0)
    pale = 1 - min(float(np.hypot(*middle[1:])) / VIVID, 1.0)
    middle[1:] *= 1 + (CHROMA[part] - 1) * pale
    found[:, 1:] += np.float32(ONE_HUE[part]) * (middle[1:] - found[:, 1:])
    found[:, 0] += np.float32(LIFT[part])
    middle[0] += LIFT[part]
    mean = np.broadcast_to(middle, found.shape)
    return found[order], np.asarray(mean, np.float32), rank[own]


def _broad(seat: Sitting, chosen: NDArray[np.bool_]) -> Field:
    """How much lighter the broad light is at each pixel of a part than in its middle, L*."""
    weight = chosen.astype(np.float32)
    sigma = BROAD * seat.unit
    broad = blur(seat.lab[..., 0] * weight, sigma) / np.maximum(blur(weight, sigma), 1e-4)
    own = broad[chosen]
    return np.asarray(own - np.median(own), np.float32)


def _ramp(light: Field, count: int) -> Field:
    """The lightness of the tones of a ramp (k-means in one dimension), no two too close."""
    middles = np.percentile(light, RANKS[max(2, min(count, 5))]).astype(np.float32)
    bins = np.linspace(0, 100, 401)
    share, _ = np.histogram(np.clip(light, 0, 100), bins)
    at = 0.5 * (bins[1:] + bins[:-1])
    for _ in range(20):
        own = np.abs(at[:, None] - middles).argmin(1)
        total = np.bincount(own, share, len(middles))
        mean = np.bincount(own, share * at, len(middles)) / np.maximum(total, 1)
        middles = np.where(total > 0, mean, middles).astype(np.float32)
    middles = np.sort(middles)
    kept = [middles[0]]
    for value in middles[1:]:
        if value - kept[-1] >= STEP:
            kept.append(value)
    return np.array(kept, np.float32)

"""One photo spoiled in every way, side by side, to see what a network is asked to see through."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from artline.train.data.backdrop import Backdrop, blurred, clutter, elsewhere, flat, gradient
from artline.train.data.background import laid_over, scene_of
from artline.train.data.blend import blended
from artline.train.data.degrade.glare import glare
from artline.train.data.degrade.order import degraded, shown_one_by_one
from artline.train.data.frame import Frame, View, view
from artline.train.data.group import group
from artline.train.data.sample import Bytes, Sample

CHANNELS = ("line", "mass", "scene")

Picture = tuple[str, Bytes]


def spoiled(sample: Sample, others: Sequence[Sample], size: int, seed: int) -> list[Picture]:
    """Labels and pictures, uint8 S×S×3, of everything that training does to a photo.

    Args:
        sample: the photo with its drawing, subject and faces; what is not known is not shown.
        others: more samples, for backgrounds and groups; one at least.
        size: S, in pixels.
        seed: of all chance.
    """
    rng = np.random.default_rng(seed)
    whole = _whole(sample, size)
    backdrops = _backdrops(_whole(others[0], size), rng)
    return [
        ("as it is", whole.photo),
        *_degradations(whole, rng),
        *_backgrounds(whole, backdrops),
        *_groups([sample, *others], backdrops["another photo's"], rng),
        *((f"blended, {share:.0%} drawing", blended(whole, share)) for share in (0.8, 0.4)),
        *((f"as in training, {n}", degraded(whole.photo, rng, 1, whole.eyes)) for n in range(1, 5)),
    ]


def _whole(sample: Sample, size: int) -> View:
    height, width = sample.photo.shape[:2]
    frame = Frame((width - 1) / 2, (height - 1) / 2, size / min(height, width))
    return view(sample, frame, size, CHANNELS)


def _degradations(whole: View, rng: np.random.Generator) -> list[Picture]:
    pixels = whole.photo.astype(np.float32) / np.float32(255)
    made = {name: spoil(pixels, rng) for name, spoil in shown_one_by_one().items()}
    if len(whole.eyes):
        made["glare on glasses"] = glare(pixels, rng, whole.eyes)
    return [
        (name, np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8))
        for name, picture in made.items()
    ]


def _backdrops(away: View, rng: np.random.Generator) -> dict[str, Backdrop]:
    size = len(away.photo)
    return {
        "flat": flat(size, rng),
        "gradient": gradient(size, rng),
        "blurred": blurred(away, rng),
        "another photo's": elsewhere(away, scene_of(away, CHANNELS)),
        "clutter": clutter(size, rng),
    }


def _backgrounds(whole: View, backdrops: dict[str, Backdrop]) -> list[Picture]:
    if whole.subject is None:
        return []
    return [
        (f"background: {name}", laid_over(behind, whole, CHANNELS).photo)
        for name, behind in backdrops.items()
    ]


def _groups(samples: list[Sample], behind: Backdrop, rng: np.random.Generator) -> list[Picture]:
    turns = itertools.cycle(samples)
    made = group(lambda: next(turns), behind, CHANNELS, rng)
    if made is None:
        return []
    ink = np.repeat(255 - made.ink[:2].max(axis=0)[..., None], 3, axis=2)
    return [("group", made.photo), ("group: its drawing", ink)]

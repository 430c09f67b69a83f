"""Every augmentation of one photo, side by side."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from artline.train.data.backdrop import Backdrop, background_of, blurred, clutter, flat, gradient
from artline.train.data.background import composite, scene_of
from artline.train.data.blend import blended
from artline.train.data.degrade.glare import glare
from artline.train.data.degrade.order import degraded, each_degradation
from artline.train.data.frame import Frame, View, view
from artline.train.data.group import group
from artline.train.data.sample import CHANNELS, Bytes, Sample

Picture = tuple[str, Bytes]


def preview(sample: Sample, size: int, seed: int) -> list[Picture]:
    """Labels and pictures, uint8 S×S×3, of every augmentation.

    Args:
        sample: the photo with its drawing, subject and faces; what is not known is not shown.
            Mirrored, it stands in for the other photos that backgrounds and groups need.
        size: S, in pixels.
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    whole = _whole(sample, size)
    other = _mirrored(sample)
    backdrops = _backdrops(_whole(other, size), rng)
    return [
        ("as it is", whole.photo),
        *_degradations(whole, rng),
        *_backgrounds(whole, backdrops),
        *_groups([sample, other], backdrops["another photo's"], rng),
        *((f"blended, {share:.0%} drawing", blended(whole, share)) for share in (0.8, 0.4)),
        *((f"as in training, {n}", degraded(whole.photo, rng, 1, whole.eyes)) for n in range(1, 5)),
    ]


def _whole(sample: Sample, size: int) -> View:
    height, width = sample.photo.shape[:2]
    frame = Frame((width - 1) / 2, (height - 1) / 2, size / min(height, width))
    return view(sample, frame, size, CHANNELS)


def _mirrored(sample: Sample) -> Sample:
    return replace(
        sample,
        photo=np.ascontiguousarray(sample.photo[:, ::-1]),
        targets=np.ascontiguousarray(sample.targets[..., ::-1]),
        subject=None if sample.subject is None else np.ascontiguousarray(sample.subject[:, ::-1]),
        faces=None,
        skin=None,
        meshes=None,
    )


def _degradations(whole: View, rng: np.random.Generator) -> list[Picture]:
    pixels = whole.photo.astype(np.float32) / np.float32(255)
    pictures = {name: apply(pixels, rng) for name, apply in each_degradation().items()}
    if len(whole.eyes):
        pictures["glare on glasses"] = glare(pixels, rng, whole.eyes)
    return [
        (name, np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8))
        for name, picture in pictures.items()
    ]


def _backdrops(away: View, rng: np.random.Generator) -> dict[str, Backdrop]:
    size = len(away.photo)
    return {
        "flat": flat(size, rng),
        "gradient": gradient(size, rng),
        "blurred": blurred(away, rng),
        "another photo's": background_of(away, scene_of(away, CHANNELS)),
        "clutter": clutter(size, rng),
    }


def _backgrounds(whole: View, backdrops: dict[str, Backdrop]) -> list[Picture]:
    if whole.subject is None:
        return []
    return [
        (f"background: {name}", composite(behind, whole, CHANNELS).photo)
        for name, behind in backdrops.items()
    ]


def _groups(samples: list[Sample], behind: Backdrop, rng: np.random.Generator) -> list[Picture]:
    turns = itertools.cycle(samples)
    seen = group(lambda: next(turns), behind, CHANNELS, rng)
    if seen is None:
        return []
    ink = np.repeat(255 - seen.ink[:2].max(axis=0)[..., None], 3, axis=2)
    return [("group", seen.photo), ("group: its drawing", ink)]

"""Crops for training: a pure function of seed, step and place in the batch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.train.data.augment import Augment
from artline.train.data.backdrop import backdrop
from artline.train.data.background import scene_of, with_background
from artline.train.data.blend import blended
from artline.train.data.degrade.order import degraded, made_small
from artline.train.data.frame import Frame, View, view
from artline.train.data.group import group
from artline.train.data.hands import with_hand
from artline.train.data.relight import relit
from artline.train.data.sample import (
    CHANNELS,
    UNKNOWN,
    Bytes,
    DataError,
    DataSet,
    DatasetWrapper,
    Sample,
)
from artline.train.data.tones import EvenTones

# Each purpose has a random generator of its own, so that switching one off leaves the others.
_PICK = 0
_FRAME = 1
_BACKGROUND = 2
_GROUP = 3
_DEGRADE = 4
_SMALL = 5
_RELIGHT = 6
_HANDS = 7
_PURPOSES = range(8)


class Crop(NamedTuple):
    """One input with its target.

    Attributes:
        photo: uint8 3×S×S, sRGB, as the network gets it.
        target: float32 (K+1)×S×S, the channels in order, then the subject: 0..1, or UNKNOWN
            throughout a plane.
        plain: uint8 3×S×S, the photo before blending and degradation, where it was asked for.
        skin: uint8 S×S, 255 = surely bare skin, where it was asked for.
    """

    photo: Bytes
    target: NDArray[np.float32]
    plain: Bytes | None
    skin: Bytes | None


class Crops:
    """Crops of several data sets, as a pure function of (seed, step, index).

    Args:
        datasets: with at least one sample in all; a sample is drawn evenly from all of them,
            unless `weights` says otherwise.
        size: S, side of a crop in pixels.
        seed: any whole number from 0.
        channels: names of the K planes of a target, in order. A plane that a sample lacks is
            UNKNOWN (−1) throughout, and so is the subject of a sample without matte.
        augment: settings of augmentation; None is the defaults.
        weights: relative weight of each data set; None is by number of samples.
        plain: also return the photo before blending and degradation.
        skin: also return where bare skin is.

    Raises:
        SettingError: size or weights out of range.
        DataError: no samples.
    """

    def __init__(
        self,
        datasets: Sequence[DataSet],
        size: int,
        seed: int,
        *,
        channels: tuple[str, ...] = CHANNELS,
        augment: Augment | None = None,
        weights: Sequence[float] | None = None,
        plain: bool = False,
        skin: bool = False,
    ) -> None:
        if not 16 <= size <= 4096:
            raise SettingError(f"size: {size} is not from 16 to 4096 pixels")
        lengths = np.array([len(dataset) for dataset in datasets], np.float64)
        if not lengths.sum():
            raise DataError("no samples: name a data set that has some")
        share = lengths if weights is None else np.array(weights, np.float64) * (lengths > 0)
        if share.shape != lengths.shape or (share < 0).any() or not 0 < share.sum() < math.inf:
            raise SettingError("weights: not one number from 0 for each data set, some above 0")
        self.size, self.seed, self.channels = size, seed, channels
        self.augment = augment or Augment()
        self._datasets = tuple(datasets)
        self._plain, self._skin = plain, skin
        self._chances = [
            dataset.chances if isinstance(dataset, EvenTones) else None for dataset in datasets
        ]
        self._share = share / share.sum()
        self._hands = [
            (dataset, place)
            for dataset in datasets
            if isinstance(dataset, DatasetWrapper)
            for place in dataset.hands
        ]

    def crop(self, step: int, index: int) -> Crop:
        """One crop of a batch.

        Args:
            step: of the training, from 0.
            index: place in the batch, from 0.

        Raises:
            DataError: a file of the data set is damaged or gone.
        """
        rng = [np.random.default_rng((self.seed, step, index, purpose)) for purpose in _PURPOSES]
        seen = self._grouped(rng[_GROUP]) or self._single(rng)
        if self._hands and rng[_HANDS].random() < self.augment.hands:
            dataset, place = self._hands[int(rng[_HANDS].integers(len(self._hands)))]
            seen = with_hand(seen, dataset[place], self.channels, rng[_HANDS])
        photo = blended(seen, self.augment.blend_at(step))
        if len(seen.meshes) and rng[_RELIGHT].random() < self.augment.relight:
            photo = relit(photo, seen.meshes, seen.subject, rng[_RELIGHT])
        photo = degraded(photo, rng[_DEGRADE], self.augment.degrade, seen.eyes)
        if rng[_SMALL].random() < self.augment.small:
            photo = made_small(photo, rng[_SMALL])
        plain = _planes(seen.photo) if self._plain else None
        return Crop(_planes(photo), _targets(seen), plain, seen.skin if self._skin else None)

    def _single(self, rng: list[np.random.Generator]) -> View:
        seen = self._seen(rng[_PICK], rng[_FRAME])
        background = rng[_BACKGROUND]
        if background.random() >= self.augment.background:
            return seen
        return with_background(
            seen, lambda: self._seen(background, background), self.channels, background
        )

    def _grouped(self, rng: np.random.Generator) -> View | None:
        """A group, where one is drawn and there are mattes."""
        if rng.random() >= self.augment.groups:
            return None
        behind = backdrop(
            self.size,
            rng,
            lambda: self._seen(rng, rng),
            lambda away: scene_of(away, self.channels),
        )
        return group(lambda: self._picked(rng), behind, self.channels, rng)

    def _seen(self, pick: np.random.Generator, place: np.random.Generator) -> View:
        sample = self._picked(pick)
        return view(sample, self._frame(sample, place), self.size, self.channels)

    def _picked(self, rng: np.random.Generator) -> Sample:
        place = int(rng.choice(len(self._datasets), p=self._share))
        dataset, chances = self._datasets[place], self._chances[place]
        if chances is None:
            return dataset[int(rng.integers(len(dataset)))]
        return dataset[int(rng.choice(len(dataset), p=chances))]

    def _frame(self, sample: Sample, rng: np.random.Generator) -> Frame:
        """A random frame inside the sample, or centred in one of its faces."""
        low, high = np.log(self.augment.scale)
        scale = math.exp(rng.uniform(low, high))
        turn = float(rng.normal(0, self.augment.turn)) if self.augment.turn else 0.0
        mirrored = bool(rng.random() < self.augment.flip)
        height, width = sample.photo.shape[:2]
        half = self.size / 2 / scale
        near = rng.random() < self.augment.faces
        x, y = (
            rng.uniform(min(half, length / 2), max(length - half, length / 2))
            for length in (width, height)
        )
        if near and sample.faces is not None and len(sample.faces):
            left, top, right, bottom = sample.faces[int(rng.integers(len(sample.faces))), :4]
            x = rng.uniform(left, right) * width
            y = rng.uniform(top, bottom) * height
        return Frame(float(x), float(y), scale, turn, mirrored)


def _planes(photo: Bytes) -> Bytes:
    """uint8 S×S×3 as 3×S×S."""
    return np.ascontiguousarray(photo.transpose(2, 0, 1))


def _targets(seen: View) -> NDArray[np.float32]:
    """Ink, then the subject, float32 (K+1)×S×S; UNKNOWN where the sample lacks the plane."""
    size = seen.photo.shape[:2]
    targets = np.full((len(seen.ink) + 1, *size), UNKNOWN, np.float32)
    known = np.append(seen.known, seen.subject is not None)
    planes = [*seen.ink, seen.subject]
    for place in np.flatnonzero(known):
        np.multiply(planes[place], np.float32(1 / 255), out=targets[place])
    return targets

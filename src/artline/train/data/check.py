"""Checks of a data set before training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np

from artline.train.data.duplicates import near_duplicates, perceptual_hash
from artline.train.data.register import offset
from artline.train.data.sample import Bytes, DataError, DataSet, Sample

FAR = 0.03
"""Largest offset of a drawing from its photo, as a share of the side; artists miss by 0.01."""


@dataclass(slots=True)
class Report:
    """What was found.

    Attributes:
        samples: how many can be read.
        channels: channel → how many samples have it.
        mattes: how many have a subject.
        sizes: (width, height) of the smallest and the largest sample, by their pixels.
        ink: channel → mean share of ink, 0..1.
        unreadable: one line each.
        doubles: names of two that show the same photo.
        misaligned: name, and offset of the drawing from its photo, as a share of the side.
        pictures: name and picture of some samples, photo and drawing side by side.
    """

    samples: int = 0
    channels: Counter[str] = field(default_factory=Counter)
    mattes: int = 0
    sizes: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
    ink: dict[str, float] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    doubles: list[tuple[str, str]] = field(default_factory=list)
    misaligned: list[tuple[str, float]] = field(default_factory=list)
    pictures: list[tuple[str, Bytes]] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Everything that should be looked at, one line each."""
        return [
            *self.unreadable,
            *(f"{one} and {other}: the same photo, it seems" for one, other in self.doubles),
            *(
                f"{name}: the drawing lies {100 * far:.1f} % of the side off its photo"
                for name, far in self.misaligned
            ),
        ]


def check(dataset: DataSet, *, shown: int = 24, told: Callable[[int], object] = int) -> Report:
    """Read every sample once.

    Args:
        dataset: the set.
        shown: samples, spread evenly, for the contact sheet.
        told: called with the number of samples done, after each.
    """
    report = Report()
    hashes, names, sizes = [], [], []
    total: Counter[str] = Counter()
    kept = set(np.linspace(0, len(dataset) - 1, min(shown, len(dataset))).astype(int).tolist())
    for index, name in enumerate(dataset.names):
        try:
            sample = dataset[index]
        except DataError as fault:
            report.unreadable.append(str(fault))
            continue
        names.append(name)
        hashes.append(perceptual_hash(sample.photo))
        sizes.append((sample.photo.shape[1], sample.photo.shape[0]))
        report.mattes += sample.subject is not None
        report.channels.update(sample.channels)
        for channel, plane in zip(sample.channels, sample.targets, strict=True):
            total[channel] += plane.mean() / 255
        far = offset(sample)
        if far.sure and far.length > FAR:
            report.misaligned.append((name, far.length))
        if index in kept:
            report.pictures.append((name, beside(sample)))
        told(index + 1)
    report.samples = len(names)
    if names:
        by_area = sorted(sizes, key=lambda size: size[0] * size[1])
        report.sizes = (by_area[0], by_area[-1])
        report.ink = {name: total[name] / count for name, count in report.channels.items()}
        report.doubles = [(names[i], names[j]) for i, j in near_duplicates(np.array(hashes))]
    return report


def beside(sample: Sample) -> Bytes:
    """A photo, all its ink on paper, and where known its subject, side by side."""
    panels = [255 - sample.targets.max(axis=0)] if sample.channels else []
    panels += [] if sample.subject is None else [sample.subject]
    grey = [np.asarray(cv2.cvtColor(panel, cv2.COLOR_GRAY2RGB), np.uint8) for panel in panels]
    return np.hstack([sample.photo, *grey])

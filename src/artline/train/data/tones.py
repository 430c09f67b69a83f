"""A data set in which photos of every skin tone are drawn equally often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.anatomy.typology import angle_of, skin_class
from artline.train.data.in_memory import InMemory
from artline.train.data.sample import Sample

MOST = 6.0
"""Most times that a photo is taken for one of the commonest tone: of a class of few photos the same
ones would come back too often."""

_LEAST_SKIN = 200
"""Pixels of bare skin from which its tone is read."""


class EvenTones(InMemory):
    """A data set in memory that says how often to take each of its samples.

    Chardon's classes weigh alike, but for `MOST`; a photo whose tone is not known counts as one of
    the commonest tone.
    """

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """Share of each sample, their sum 1; reads every photo of the set.

        Raises:
            DataError: a file is damaged or gone.
        """
        return even_chances([tone_of(self[index]) for index in range(len(self))])


def even_chances(tones: Sequence[str | None]) -> NDArray[np.float64]:
    """Share of each sample by its class of skin tone; None is not known."""
    counts = Counter(tone for tone in tones if tone is not None)
    most = max(counts.values(), default=1)
    wanted = [1.0 if tone is None else min(most / counts[tone], MOST) for tone in tones]
    return np.asarray(wanted, np.float64) / sum(wanted)


def tone_of(sample: Sample) -> str | None:
    """Chardon's class of the sitter's skin, by the medians of its lighter half; None: not known."""
    if sample.skin is None:
        return None
    pixels = sample.photo[sample.skin > 0]
    if len(pixels) < _LEAST_SKIN:
        return None
    lab = cv2.cvtColor(pixels[None].astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)[0]
    lit = lab[lab[:, 0] >= np.median(lab[:, 0])]
    return skin_class(angle_of(float(np.median(lit[:, 0])), float(np.median(lit[:, 2]))))

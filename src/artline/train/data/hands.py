"""Hands and arms of one photo before the face of another, with the ink that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.background import alpha_blend
from artline.train.data.frame import Frame, View, view
from artline.train.data.sample import Bytes, DataSet, DatasetWrapper, Sample

LEAST_AREA = 0.05
"""Area of a hand as a share of its sitter's face box; smaller patches are none."""

_REACH = (1.2, (-0.2, 2.4))
"""How far from the eyes' middle a hand lies: sideways at most, and down from and to, in distances
between the eyes."""

_SIZE = (0.8, 1.3)
"""Least and largest size of a hand as a share of what its sitter's face says."""

_MOST_SCALE = 2.0
"""Enlargement from which a hand would be a blur, and is left out."""

_RIM = 5
"""Pixels of its rim that a hand loses, where its skin was cut out roughly, and whose ink it keeps:
the outline lies there."""

_COVERED = 77
"""Matte, of 255, above which ink is the hand's."""

_TURN = 25.0
"""Standard deviation of a hand's turn, degrees."""


class WithHands(DatasetWrapper):
    """A data set some of whose samples have a hand or an arm apart from the face.

    Args:
        dataset: the data set wrapped; its samples know skin and faces.
        names: samples that somebody looked at and saw a hand in; others than the set's are passed
            over.
    """

    def __init__(self, dataset: DataSet, names: Sequence[str]) -> None:
        super().__init__(dataset)
        seen = set(names)
        self._hands = tuple(k for k, name in enumerate(dataset.names) if name in seen)

    @property
    def hands(self) -> Sequence[int]:
        """Places of the samples that show hands."""
        return self._hands

    def __getitem__(self, index: int) -> Sample:
        return self._dataset[index]


def hands_of(sample: Sample) -> list[Bytes]:
    """Each hand or arm, uint8 H×W, 255 there: skin that does not touch a face, large enough."""
    if sample.skin is None or sample.faces is None or not len(sample.faces):
        return []
    height, width = sample.skin.shape
    boxes = np.rint(sample.faces[:, :4] * (width, height, width, height)).astype(int)
    count, parts = cv2.connectedComponents((sample.skin > 127).astype(np.uint8))
    faces = [parts[max(0, t) : b, max(0, x) : r] for x, t, r, b in boxes]
    known = {int(number) for face in faces for number in np.unique(face)}
    least = LEAST_AREA * max((r - x) * (b - t) for x, t, r, b in boxes)
    masks = [np.where(parts == k, np.uint8(255), np.uint8(0)) for k in range(1, count)
             if k not in known]  # fmt: skip
    return [mask for mask in masks if np.count_nonzero(mask) >= least]


def with_hand(
    seen: View, sample: Sample, channels: tuple[str, ...], rng: np.random.Generator
) -> View:
    """A view with another sample's hand before its largest face; unchanged without either.

    Args:
        seen: with the eyes of its faces, and its subject.
        sample: shows a hand.
        channels: names of the planes of `seen.ink`.
        rng: random numbers.
    """
    hands = hands_of(sample)
    if not hands or not len(seen.eyes) or seen.subject is None or sample.faces is None:
        return seen
    apart = np.linalg.norm(seen.eyes[:, 0] - seen.eyes[:, 1], axis=1)
    eyes = seen.eyes[int(apart.argmax())]
    height, width = sample.photo.shape[:2]
    theirs = (sample.faces[:, 4:8].reshape(-1, 2, 2) * (width, height)).astype(np.float64)
    scale = float(apart.max() / np.linalg.norm(theirs[:, 0] - theirs[:, 1], axis=1).max())
    if scale > _MOST_SCALE:
        return seen
    rim = np.ones((_RIM, _RIM), np.uint8)
    hand = np.asarray(cv2.erode(hands[int(rng.integers(len(hands)))], rim), np.uint8)
    if not hand.any():
        return seen
    sideways, (up, down) = _REACH
    off = np.array([rng.uniform(-sideways, sideways), rng.uniform(up, down)]) * apart.max()
    size = len(seen.photo)
    frame = _placed(
        hand,
        eyes.mean(0) + off,
        size,
        Frame(0, 0, scale * rng.uniform(*_SIZE), rng.normal(0, _TURN), bool(rng.random() < 0.5)),
    )
    front = view(sample, frame, size, channels)
    matte = cv2.warpAffine(hand, frame.matrix(size), (size, size), flags=cv2.INTER_LINEAR)
    return _before(front, np.asarray(matte, np.uint8), seen)


def _placed(hand: Bytes, middle: NDArray[np.float64], size: int, frame: Frame) -> Frame:
    """The frame that brings the hand's middle to a place of the crop."""
    y, x = (float(places.mean()) for places in np.nonzero(hand))
    linear = frame.matrix(size)[:, :2]
    shift = np.linalg.solve(linear, middle - (size - 1) / 2)
    return replace(frame, x=x - float(shift[0]), y=y - float(shift[1]))


def _before(front: View, matte: Bytes, back: View) -> View:
    """What `matte` shows of one view in front of another."""
    theirs = cv2.dilate(matte, np.ones((_RIM, _RIM), np.uint8)) > _COVERED
    assert back.subject is not None
    return replace(
        back,
        photo=alpha_blend(front.photo, back.photo, matte),
        ink=np.where(theirs, front.ink, back.ink),
        known=front.known & back.known,
        subject=np.maximum(back.subject, matte),
        skin=np.where(theirs, front.skin, back.skin),
    )

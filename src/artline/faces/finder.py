"""Where the faces are: BlazeFace (Bazarevsky et al. 2019), as MediaPipe's back-camera model.

The model sees a square picture and answers with a box for each of its anchors; boxes that overlap
are merged by their scores. Small faces are looked for again in overlapping windows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.errors import ModelError, shown
from artline.models.session import open_session
from artline.nouns import Face

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

SCORE = 0.6
"""Least confidence in the whole picture; with MediaPipe's 0.5, cups and horses count as faces."""

SCORE_IN_WINDOW = 0.75
"""Least confidence in a window: there are five times as many chances to be wrong."""

SMALL = 0.12
"""Windows are searched where no face is taller than this share of the picture's long side."""

_OVERLAP = 0.3  # intersection over union above which two boxes are one face (MediaPipe's)
_WINDOW = 0.6  # side of a window, as a share of the picture's long side
_ENOUGH = 800  # pixels of the long side that leave a window sharper than the model's input

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Side of the model's input in pixels, and n×2 centres (x, y) of its anchors, 0..1."""

    size: int
    anchors: NDArray[np.float32]


class FaceFinder:
    """A face finder, loaded. Safe to share by threads.

    Args:
        data: the whole ONNX file.
        name: the model's name or path, for messages.
        threads: threads for one search.

    Raises:
        ModelError: not an ONNX model, or not a face finder.
    """

    def __init__(self, data: bytes, name: str = "faces", *, threads: int = 1) -> None:
        self._session = open_session(data, name, threads=threads)
        self._layout = _read_layout(name, self._session.get_modelmeta().custom_metadata_map)

    def find(self, rgb: NDArray[np.uint8]) -> tuple[Face, ...]:
        """The faces in a photo, largest first.

        Args:
            rgb: uint8 H×W×3, sRGB, upright, of any size.

        Returns:
            Boxes from the brows to the chin, in fractions of width and height, inside 0..1, with
            the eyes.
        """
        from PIL import Image

        image = Image.fromarray(_thinned(rgb))
        image = image.reduce(max(1, max(image.size) // _ENOUGH))
        width, height = image.size
        boxes, scores = _merged(*self._look(image, (0, 0, width, height), SCORE))
        if not np.any(boxes[:, 3] - boxes[:, 1] > SMALL * max(width, height)):
            seen = [(boxes, scores)]
            seen += [
                self._look(image, window, SCORE_IN_WINDOW) for window in windows(width, height)
            ]
            boxes, scores = _merged(*(np.concatenate(part) for part in zip(*seen, strict=True)))
        boxes /= np.tile((width, height), 4)
        boxes[:, :4] = np.clip(boxes[:, :4], 0, 1)
        area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        return tuple(
            _face(boxes[i], float(scores[i]))
            for i in np.argsort(-area, kind="stable")
            if area[i] > 0
        )

    def _look(
        self, image: Image, window: Box, least: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What is seen in a window: n×8 (box, then two eyes; the picture's pixels), scores n."""
        side = max(window[2] - window[0], window[3] - window[1])
        square, left, top = _letterbox(image, window, self._layout.size)
        raw, logits = self._session.run(["boxes", "scores"], {"photo": square})
        scores = 1 / (1 + np.exp(-np.clip(logits[0, :, 0].astype(np.float64), -80, 80)))
        sure = scores >= least
        raw = raw[0, sure, :8].astype(np.float64)
        anchors = self._layout.anchors[sure] * self._layout.size
        centre, half = anchors + raw[:, :2], raw[:, 2:4] / 2
        points = [centre - half, centre + half, anchors + raw[:, 4:6], anchors + raw[:, 6:8]]
        boxes = np.concatenate(points, axis=1) - np.tile((left, top), 4)
        boxes = boxes * (side / self._layout.size) + np.tile(window[:2], 4)
        whole = (half > 0).all(axis=1)
        return boxes[whole], scores[sure][whole]


def _face(box: NDArray[np.float64], score: float) -> Face:
    """A face from left, top, right, bottom and two eyes' x, y, all in fractions."""
    left, top, right, bottom, *eyes = (float(edge) for edge in box)
    first, second = sorted([(eyes[0], eyes[1]), (eyes[2], eyes[3])])
    return Face(left, top, right, bottom, score, (first, second))


def windows(width: int, height: int) -> list[Box]:
    """At most four overlapping windows (left, top, right, bottom) that cover a picture."""
    side = _WINDOW * max(width, height)

    def spans(length: int) -> list[tuple[float, float]]:
        return [(0, side), (length - side, length)] if length > side else [(0, length)]

    return [
        (left, top, right, bottom) for top, bottom in spans(height) for left, right in spans(width)
    ]


def _thinned(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Every n-th pixel of a large photo: what is averaged afterwards need not be read whole."""
    step = max(1, max(rgb.shape[:2]) // (4 * _ENOUGH))
    return np.ascontiguousarray(rgb[::step, ::step])


def _letterbox(image: Image, window: Box, size: int) -> tuple[NDArray[np.float32], int, int]:
    """A window as 1×3×size×size, −1..1, black bars around it; and the bars' width and height."""
    from PIL.Image import Resampling

    extent = (window[2] - window[0], window[3] - window[1])
    width, height = (max(1, round(length * size / max(extent))) for length in extent)
    small = image.resize((width, height), Resampling.BILINEAR, box=window, reducing_gap=2.0)
    left, top = (size - width) // 2, (size - height) // 2
    square = np.full((1, 3, size, size), -1, np.float32)
    pixels = np.asarray(small, np.float32).transpose(2, 0, 1) / 127.5 - 1
    square[0, :, top : top + height, left : left + width] = pixels
    return square, left, top


def _merged(
    boxes: NDArray[np.float64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Non-maximum suppression that averages what it suppresses, weighted by score.

    As MediaPipe's: the best box takes all that overlap it by more than 0.3 (intersection over
    union), becomes their mean, and keeps its own score.
    """
    order = np.argsort(-scores, kind="stable")
    boxes, scores = boxes[order], scores[order]
    means, bests = [], []
    while len(boxes):
        same = _overlap(boxes[0], boxes) > _OVERLAP
        same[0] = True
        means.append(np.average(boxes[same], axis=0, weights=scores[same]))
        bests.append(scores[0])
        boxes, scores = boxes[~same], scores[~same]
    return np.array(means).reshape(-1, 8), np.array(bests)


def _overlap(box: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of one box with each of n; their eyes are not read."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:4], boxes[:, 2:4])
    common = np.clip(high - low, 0, None).prod(axis=1)
    areas = (boxes[:, 2:4] - boxes[:, :2]).prod(axis=1)
    union = np.prod(box[2:4] - box[:2]) + areas - common
    return np.asarray(common / union, np.float64)


def _read_layout(name: str, metadata: Mapping[str, str]) -> _Layout:
    """Input size and anchors from the file's metadata: `size`, and `anchors` as stride:count."""
    size, anchors = metadata.get("size", ""), metadata.get("anchors", "")
    described = re.fullmatch(r"\d{2,4}", size) and re.fullmatch(r"\d+:\d+(,\d+:\d+)*", anchors)
    if metadata.get("artline.faces") != "1" or not described:
        raise ModelError(
            f"{shown(name)}: not a face finder (its metadata describes no anchors); "
            "reinstall artline: pip install --force-reinstall artline"
        )
    centres = []
    for layer in anchors.split(","):
        stride, count = (int(number) for number in layer.split(":"))
        along = (np.arange(int(size) // stride, dtype=np.float32) + 0.5) * stride / int(size)
        x, y = np.meshgrid(along, along)
        centres.append(np.stack([x.ravel(), y.ravel()], axis=1).repeat(count, axis=0))
    return _Layout(int(size), np.concatenate(centres).astype(np.float32))

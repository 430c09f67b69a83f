"""What each stroke belongs to: face, hair, body or background; and which pen draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from artline.finish.background import HAIR_REACH
from artline.nouns import Ink, Marks, Pen, Role
from artline.strokes.path import Mask, Path, Points

LAYERS = ("face", "hair", "body", "background")
"""Layers in the order in which an artist draws them."""

ROLES: Mapping[Role, str] = MappingProxyType(
    {"hair": "hair", "beard": "face", "scene": "background"}
)
"""Layers of the marks that say what they draw; of all others, the place decides."""

TOLD = 63
"""Ink, 0..255, from which a pixel belongs to a mark: those of thin lines are never full."""

TONE_BLUR = 0.006
"""Standard deviation of the Gaussian that takes the tone around a stroke, in long sides."""


def layer_map(ink: Ink) -> NDArray[np.uint8]:
    """Number of the layer (index into `LAYERS`) at every pixel of the ink, uint8 h×w."""
    h, w = ink.shape
    y, x = np.mgrid[:h, :w] + 0.5
    sitter = ink.subject > 0.5
    layers = np.where(sitter, LAYERS.index("body"), LAYERS.index("background")).astype(np.uint8)
    for face in ink.faces:
        middle = (0.5 * (face.left + face.right) * w, 0.5 * (face.top + face.bottom) * h)
        size = (face.bottom - face.top) * h
        near = np.hypot(x - middle[0], y - middle[1]) < HAIR_REACH * size
        layers[near & sitter & (y < face.bottom * h)] = LAYERS.index("hair")
    for face in ink.faces:
        across, down = (face.right - face.left) * w, (face.bottom - face.top) * h
        inside = (x > face.left * w - 0.05 * across) & (x < face.right * w + 0.05 * across)
        inside &= (y > face.top * h - 0.2 * down) & (y < face.bottom * h + 0.1 * down)
        layers[inside] = LAYERS.index("face")
    return layers


def inner_faces(ink: Ink, shape: tuple[int, int]) -> Mask:
    """The ellipses in the frames of faces, without hair beside them, bool H×W."""
    inside = np.zeros(shape, bool)
    y, x = np.ogrid[: shape[0], : shape[1]]
    for face in ink.faces:
        across = (x + 0.5) / shape[1] - 0.5 * (face.left + face.right)
        down = (y + 0.5) / shape[0] - 0.5 * (face.top + face.bottom)
        across, down = across / (face.right - face.left), down / (face.bottom - face.top)
        inside |= np.hypot(across, down) < 0.5
    return inside


def roles_map(marks: Marks, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Number of the layer that the marks themselves tell, plus 1; 0 where they tell none."""
    from artline.marks.render import rendered

    told = np.zeros(shape, np.uint8)
    for role, alike in groupby(marks.marks, key=lambda mark: mark.role):
        if role not in ROLES:
            continue
        firm = tuple(replace(mark, tone=1.0) for mark in alike)
        told[rendered(replace(marks, marks=firm, wash=None), *shape) > TOLD] = (
            LAYERS.index(ROLES[role]) + 1
        )
    return told


def layers_of(paths: Sequence[Path], ink: Ink, told: NDArray[np.uint8]) -> list[str]:
    """The layer of each path: that of most of the marks that it draws, else of most of its place.

    Args:
        paths: in pixels of the picture that `told` is for.
        ink: whose faces and sitter say what lies where.
        told: from `roles_map`.
    """
    if not paths:
        return []
    of = np.repeat(np.arange(len(paths)), [len(path.points) for path in paths])
    points = np.concatenate([path.points for path in paths])

    def counted(values: NDArray[np.uint8], kinds: int) -> NDArray[np.intp]:
        read = np.asarray(_sampled(values, points, told.shape), np.intp)
        return np.bincount(of * kinds + read, minlength=len(paths) * kinds).reshape(-1, kinds)

    roles = counted(told, len(LAYERS) + 1)
    where = counted(layer_map(ink), len(LAYERS))
    silent = 2 * roles[:, 0] > roles.sum(1)
    most = np.where(silent[:, None], where, roles[:, 1:]).argmax(1)
    return [LAYERS[number] for number in most.tolist()]


def pens_of(
    paths: Sequence[Path], shape: tuple[int, int], ink: Ink, pens: Sequence[Pen]
) -> list[str]:
    """The pen for each path, by the photo's tone there: equal shares of the line, dark to light."""
    if len(pens) == 1 or not paths:
        return [pens[0].name] * len(paths)
    import cv2

    sigma = max(0.5, TONE_BLUR * max(ink.shape))
    tone = np.asarray(cv2.GaussianBlur(ink.lightness, (0, 0), sigma))
    light = np.array([float(_sampled(tone, path.points, shape).mean()) for path in paths])
    lengths = np.array([path.length for path in paths])
    order = np.argsort(light, kind="stable")
    share = np.empty(len(paths))
    share[order] = (np.cumsum(lengths[order]) - 0.5 * lengths[order]) / lengths.sum()
    return [pens[min(int(part * len(pens)), len(pens) - 1)].name for part in share]


def _sampled(
    values: NDArray[np.generic], points: Points, shape: tuple[int, int]
) -> NDArray[np.generic]:
    h, w = values.shape
    x = np.clip((points[:, 0] * w / shape[1]).astype(np.intp), 0, w - 1)
    y = np.clip((points[:, 1] * h / shape[0]).astype(np.intp), 0, h - 1)
    sampled: NDArray[np.generic] = values[y, x]
    return sampled

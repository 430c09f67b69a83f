"""Ink made in code: a head with hair, a face in it, and a background."""

from __future__ import annotations

import numpy as np

from artline.nouns import Face, Ink, Photo

SIDE = 160
CHANNELS = ("line", "mass", "scene", "pressure", "pencil", "brush", "graphite")


def ring(radius: float, at: tuple[float, float] = (80, 80), width: float = 1.5) -> np.ndarray:
    """A line around a place, as soft as the network draws one."""
    y, x = np.mgrid[:SIDE, :SIDE]
    away = np.hypot(y - at[0], x - at[1]) - radius
    return np.exp(-((away / width) ** 2)).astype(np.float32)


def disc(radius: float, at: tuple[float, float] = (80, 80)) -> np.ndarray:
    """A mass around a place, with a soft edge."""
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.clip(0.5 + (radius - np.hypot(y - at[0], x - at[1])) / 2, 0, 1).astype(np.float32)


def made_ink(**changes: object) -> Ink:
    """A head of 50 pixels with a cap of hair; a tree of lines to the right of it."""
    line = ring(50)
    scene = np.maximum(line, ring(12, (40, 145)))
    parts: dict[str, object] = {
        "line": line,
        "mass": disc(20, (45, 80)),
        "scene": scene,
        "subject": disc(55),
        "lightness": (0.8 - 0.7 * disc(20, (45, 80))).astype(np.float32),
        "faces": (Face(0.3, 0.4, 0.7, 0.8, 0.9, ((0.4, 0.5), (0.6, 0.5))),),
        **changes,
    }
    line, mass = (np.asarray(parts[name]) for name in ("line", "mass"))
    if line.shape == mass.shape:
        parts.setdefault("pressure", np.maximum(line, mass))
    channels = {name: parts.pop(name) for name in CHANNELS if name in parts}
    photo = Photo(np.full((SIDE, SIDE, 3), 200, np.uint8))
    return Ink(channels=channels, photo=photo, model="made", **parts)  # type: ignore[arg-type]

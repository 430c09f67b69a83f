"""What is painted behind the sitter: one colour that fades downwards, or rays of two."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Colour, Ink, Shape
from artline.options import Settings
from artline.paint.lab import lab_of, rgb_of
from artline.paint.tones import Tones

Points = NDArray[np.float64]

WHITE = (255, 255, 255)
HUES = (205.0, 255.0, 150.0, 85.0, 25.0)
"""Hues that a ground may have, degrees of CIE L*a*b*: teal, blue, sage, ochre, coral."""
CHROMA = 13.0
"""Chroma of a ground that is chosen."""
LIGHT = (66.0, 82.0)
"""Its lightness behind light and behind dark hair."""
DARK = 45.0
"""Lightness of the upper half of sitters, in the mean, from which on they count as light."""
FADE = (7.0, -9.0)
"""Lightness that is added above and below."""
BANDS = 48
"""Bands of a gradient: more than the steps of colour between its ends."""
RAYS = 14
"""Rays of each tone."""
RAY_LIGHTER = 4.0
"""Lightness by which one tone of the rays is lighter, and the other darker."""
EDGE = 12
"""Points on each side of an outline, so that its curve is straight."""


def ground(ink: Ink, tones: Tones, settings: Settings) -> list[Shape]:
    """The shapes behind the sitter; none where the paper stays bare.

    Args:
        ink: whose sitter and faces say where the middle is.
        tones: the sitter's colours, which the ground is to stand apart from.
        settings: background, palette and paper count.
    """
    if settings.background not in ("gradient", "burst"):
        return []
    base = _base(tones, settings)
    size = (float(ink.photo.height), float(ink.photo.width))
    if settings.background == "gradient":
        return _gradient(base, *size)
    return _burst(base, *size, _middle(ink, *size))


def _base(tones: Tones, settings: Settings) -> NDArray[np.float32]:
    """The paper's own colour; on white paper, a hue that is far from all of the sitter's."""
    from artline.paint.palette import palette_of

    if settings.paper_rgb != WHITE:
        return lab_of(settings.paper_rgb)
    colours, size = tones.colours[1:], tones.size[1:]
    share = size / max(float(size.sum()), 1.0)
    light = float(colours[:, 0] @ share) if len(size) else DARK
    angles = np.radians(HUES)
    known = np.stack([np.full(len(HUES), light), *(CHROMA * f(angles) for f in (np.cos, np.sin))])
    apart = np.hypot(*(known[1:, :, None] - colours[None, :, 1:].transpose(2, 0, 1)))
    hue = angles[int((apart * np.sqrt(share)).sum(1).argmax())] if len(size) else angles[0]
    lightness = LIGHT[1] if light < DARK else LIGHT[0]
    chosen = np.array([lightness, CHROMA * np.cos(hue), CHROMA * np.sin(hue)], np.float32)
    return np.asarray(palette_of(settings).of(chosen, settings.saturation)[0])


def _lighter(base: NDArray[np.float32], by: float) -> Colour:
    return rgb_of((float(np.clip(base[0] + by, 0, 100)), float(base[1]), float(base[2])))


def _gradient(base: NDArray[np.float32], height: float, width: float) -> list[Shape]:
    """Bands from the top downwards, each reaching under the next."""
    found = []
    for k in range(BANDS):
        top, bottom = k * height / BANDS, min((k + 1.5) * height / BANDS, height)
        by = FADE[0] + (FADE[1] - FADE[0]) * k / (BANDS - 1)
        corners = np.array([(0, top), (width, top), (width, bottom), (0, bottom)], float)
        found.append(_shape(corners, _lighter(base, by)))
    return found


def _burst(
    base: NDArray[np.float32], height: float, width: float, middle: tuple[float, float]
) -> list[Shape]:
    """Rays from a middle to the frame, of two tones in turn."""
    frame = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    found = [_shape(frame, _lighter(base, -RAY_LIGHTER))]
    turns = np.arange(2 * RAYS + 1) * np.pi / RAYS + 0.5 * np.pi / RAYS
    for begin, end in zip(turns[:-1:2], turns[1::2], strict=True):
        first, last = (_on_frame(turn, height, width, middle) for turn in (begin, end))
        angles = np.arctan2(frame[:, 1] - middle[1], frame[:, 0] - middle[0]) % (2 * np.pi)
        passed = [
            corner
            for turn, corner in sorted(zip(angles, frame.tolist(), strict=True))
            if 0 < (turn - begin) % (2 * np.pi) < end - begin
        ]
        ray = np.array([middle, first, *passed, last])
        found.append(_shape(ray, _lighter(base, RAY_LIGHTER)))
    return found


def _on_frame(
    turn: float, height: float, width: float, middle: tuple[float, float]
) -> tuple[float, float]:
    """Where a ray leaves the frame."""
    x, y = middle
    dx, dy = float(np.cos(turn)), float(np.sin(turn))
    across = ((width if dx > 0 else 0.0) - x) / dx if abs(dx) > 1e-9 else np.inf
    down = ((height if dy > 0 else 0.0) - y) / dy if abs(dy) > 1e-9 else np.inf
    far = min(across, down)
    return x + far * dx, y + far * dy


def _middle(ink: Ink, height: float, width: float) -> tuple[float, float]:
    """The middle of the largest face, else of the sitter, well within the frame."""
    x, y = 0.5, 0.5
    if ink.faces:
        face = ink.faces[0]
        x, y = 0.5 * (face.left + face.right), 0.5 * (face.top + face.bottom)
    x, y = (float(np.clip(value, 0.1, 0.9)) for value in (x, y))
    return x * width, y * height


def _shape(corners: Points, colour: Colour) -> Shape:
    """A polygon whose curve keeps its corners: three points in each are one sharp one."""
    points = []
    for begin, end in zip(corners, np.roll(corners, -1, 0), strict=True):
        along = np.concatenate([[0, 0], np.linspace(0, 1, EDGE, endpoint=False)])
        points.append(begin + (end - begin) * along[:, None])
    return Shape((np.concatenate(points).astype(np.float32),), "scene", 1.0, colour, "background")

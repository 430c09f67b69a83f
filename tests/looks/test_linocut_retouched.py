"""Linocut: where the user's hand has been, no rim is left standing."""

from __future__ import annotations

import numpy as np

from artline.finish.linocut.draw import draw
from artline.finish.pixels import pixels_of
from artline.looks.draw import marks_of
from artline.nouns import Ink
from artline.options import Settings
from made_ink import SIDE, disc, made_ink

LINOCUT = Settings(look="linocut")
KEPT = Settings(look="linocut", background="keep")


def light(**changes: object) -> Ink:
    """A head in front of a light wall."""
    wall = np.full((SIDE, SIDE), 0.97, np.float32)
    return made_ink(lightness=wall, line=0 * wall, mass=0 * wall, faces=(), **changes)


def dark(ink: Ink, settings: Settings) -> np.ndarray:
    return pixels_of(marks_of(ink, settings), settings) < 128


def test_a_rim_stands_around_a_light_sitter() -> None:
    """What the next two leave out elsewhere."""
    assert (pixels_of(draw(light(), LINOCUT), LINOCUT) < 128)[:, 20:30].any()


def test_no_rim_stands_around_what_is_erased() -> None:
    erased = disc(15, (40, 140)) > 0.5
    near = disc(22, (40, 140)) > 0.5
    assert not dark(light(erased=erased), KEPT)[near].any()


def test_the_edge_of_a_brush_is_no_rim() -> None:
    claimed = disc(12, (24, 144)) > 0.5
    subject = np.maximum(disc(55), claimed).astype(np.float32)
    near = disc(18, (24, 144)) > 0.5
    assert dark(light(subject=subject), LINOCUT)[near].any()
    assert not dark(light(subject=subject, claimed=claimed), LINOCUT)[near].any()

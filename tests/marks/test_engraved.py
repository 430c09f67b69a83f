"""Engraved lines: they never meet, swell with tone and bend with form."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.engraved import engraved
from artline.marks.render import rendered
from artline.nouns import Marks


def bump(shape: tuple[int, int], height: float) -> np.ndarray:
    y, x = np.mgrid[: shape[0], : shape[1]]
    away = np.hypot(y - shape[0] / 2, x - shape[1] / 2) / 60
    return (height * np.clip(1 - away**2, 0, None) ** 2).astype(np.float32)


@pytest.mark.parametrize("height", [0.0, 12.0, 60.0])
def test_an_even_grey_stays_even_over_any_form(height: float) -> None:
    """Protects tone where form pushes lines together, however steep it is."""
    tone = np.full((200, 200), 0.5, np.float32)
    lines = engraved(tone, bump((200, 200), height), 4.0, 1.0, 2.0, angle=0.2)
    made = rendered(Marks(lines, 400, 400), 400, 400) / 255
    for top in (60, 170, 280):
        for left in (60, 170, 280):
            assert made[top : top + 60, left : left + 60].mean() == pytest.approx(0.5, abs=0.06)


def test_lines_bend_with_form() -> None:
    """Protects what tells an engraving from a ruled screen."""
    tone = np.full((200, 200), 0.5, np.float32)
    plain = engraved(tone, bump((200, 200), 0), 4.0, 1.0, 1.0)
    bent = engraved(tone, bump((200, 200), 12), 4.0, 1.0, 1.0)
    assert max(np.ptp(line.points[:, 1]) for line in plain) < 0.01
    assert max(np.ptp(line.points[:, 1]) for line in bent) > 8


def test_paper_stays_white() -> None:
    """Protects lights: no hairlines where there is no tone."""
    tone = np.zeros((80, 80), np.float32)
    assert engraved(tone, tone, 4.0, 1.0, 1.0) == ()

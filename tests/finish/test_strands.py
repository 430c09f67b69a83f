"""Strands of hair in a drawing: only where they are asked for, and inside the hair's outline."""

from dataclasses import replace

import numpy as np
import pytest

from artline.finish import background
from artline.finish.strands import strands_of, weighted
from artline.marks.hair import hair_marks
from artline.nouns import Ink, Line
from artline.options import Settings

PHOTO = "examples/photos/faces-083.jpg"


@pytest.fixture(scope="module")
def ink(artist) -> Ink:
    """Long red hair, as the bundled network sees it."""
    from pathlib import Path

    return artist.see(Path(__file__).parents[2] / PHOTO, looks=["ink"])


def test_nothing_is_drawn_in_strands_unless_it_is_asked_for(ink):
    """Protects the default drawing, which blind judges prefer, and models without parts."""
    assert strands_of(ink, Settings()) is None
    parts = {name: field for name, field in ink.channels.items() if name != "hair"}
    assert strands_of(replace(ink, channels=parts), Settings(hair=1.0)) is None


def test_darker_hair_asks_for_more(ink):
    """Protects the knob's order: fair hair first, black hair last."""
    black = replace(ink, lightness=ink.lightness * np.float32(0.2))
    assert strands_of(ink, Settings(hair=1.0)) is not None
    assert strands_of(black, Settings(hair=0.05)) is None


def test_strands_end_before_the_outline_of_the_hair(ink):
    """Protects the closed outline: strands that reach over it fray it into dashes."""
    found = strands_of(ink, Settings(hair=1.0))
    whole = hair_marks(ink, ink.channels["hair"] * background.sitter(ink))
    edge = (whole.core > 0.5) & (found.core < 0.5)
    assert edge.any() and not (found.black[edge] > 0.5).any()
    for line in found.lines:
        x, y = np.clip(np.floor(line.points / ink.scale).astype(int).T, 0, min(ink.shape) - 1)
        assert line.widths[edge[y, x]].max(initial=0) <= 1.5 * ink.scale


def test_a_drawing_with_strands_has_lines_of_hair(ink, artist):
    """Protects files of strokes: strands reach them as lines with a role."""
    with_strands, without = (artist.finish(ink, hair=hair) for hair in (1.0, 0.0))
    roles = {mark.role for mark in with_strands.marks.marks if isinstance(mark, Line)}
    assert roles == {"hair"}
    assert not any(isinstance(mark, Line) for mark in without.marks.marks)
    change = np.abs(with_strands.pixels.astype(int) - without.pixels).mean()
    assert change > 0.02 * 255


def test_weight_and_shade_act_on_strands(ink):
    """Protects both knobs in hair: a thicker pen, and more of it inked."""
    plain, dark = (strands_of(ink, Settings(hair=1.0, shade=shade)) for shade in (0.0, 1.0))
    inked = [sum(line.area for line in found.lines) for found in (plain, dark, weighted(plain, 2))]
    assert inked[1] > 1.05 * inked[0]
    assert inked[2] > 1.9 * inked[0]

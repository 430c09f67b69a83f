"""Each half of each knob does something in every look that has it, or is refused."""

from pathlib import Path

import numpy as np
import pytest

from artline.errors import SettingError
from artline.looks import LOOKS
from artline.options import Settings
from artline.options.places import DARK_PAPER, KNOBS

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
NAMES = ("faces-056", "faces-067", "faces-083")
"""A hat and long hair, grey hair and glasses, dark hair."""
SIZE = 640

HALVES = {
    "weight": (0.5, 2.0),
    "detail": (-1.0, 1.0),
    "shade": (-1.0, 1.0),
    "hair": (0.5, 1.0),
    "taper": (0.5, 1.0),
}
"""A telling value on either side of neutral; of `hair` and `taper`, which have one side, half."""

OF_THEIR_OWN = {"hatch", "crosshatch", "engraving", "stipple", "scribble", "spiral", "oneline"}
"""Looks whose knobs `tests/looks` tries by a stricter measure: one photo is enough here."""

LEAST = 0.5
"""Mean change of the picture, in percent of the way from paper to black, that is seen."""


@pytest.fixture(scope="module")
def inks(artist):
    return [artist.see(PHOTOS / f"{name}.jpg") for name in NAMES]


@pytest.fixture(scope="module")
def drawn(artist, inks):
    """A look's pictures with some knobs, each drawn once."""
    kept = {}

    def draw(look, **knobs):
        key = (look, *sorted(knobs.items()))
        if key not in kept:
            some = inks[:1] if look in OF_THEIR_OWN else inks
            pictures = [artist.finish(ink, look=look, size=SIZE, **knobs) for ink in some]
            flat = [np.asarray(one.pixels, np.float32).ravel() for one in pictures]
            kept[key] = np.concatenate(flat) / 255
        return kept[key]

    return draw


LEAST_OF_TAPER = 0.25
"""The same for `taper`, in percent: the ends of lines are a small share of a drawing."""


CASES = [
    (look, knob, value)
    for look, row in LOOKS.items()
    for knob in sorted(row.knobs & KNOBS)
    for value in HALVES[knob]
]


@pytest.mark.long
@pytest.mark.parametrize(("look", "knob", "value"), CASES)
def test_each_half_of_each_knob_is_seen(drawn, look, knob, value):
    """Protects users from sliders that do nothing."""
    change = np.abs(drawn(look, **{knob: value}) - drawn(look)).mean() * 100
    assert change >= (LEAST_OF_TAPER if knob == "taper" else LEAST)


@pytest.mark.long
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("knob", ["weight", "shade"])
def test_more_is_more_ink(drawn, look, knob):
    """Protects the names: heavier lines and more shade are darker pictures, less is lighter.

    On dark paper, lines are light: heavier ones make a lighter picture, and shade is still dark.
    """
    if knob not in LOOKS[look].knobs:
        pytest.skip(f"{look} has no {knob}")
    less, more = (float(drawn(look, **{knob: value}).mean()) for value in HALVES[knob])
    if knob == "weight" and DARK_PAPER in LOOKS[look].traits:
        less, more = more, less
    assert less > drawn(look).mean() > more


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("knob", sorted(KNOBS))
def test_a_knob_that_does_nothing_is_refused(look, knob):
    """Protects the same: in one line, which names the looks that it is for."""
    if knob in LOOKS[look].knobs:
        assert getattr(Settings(look=look, **{knob: HALVES[knob][1]}), knob) == HALVES[knob][1]
        return
    with pytest.raises(SettingError, match=f"{knob}: does nothing in look {look}"):
        Settings(look=look, **{knob: HALVES[knob][1]})

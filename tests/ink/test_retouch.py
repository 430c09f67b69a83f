"""Corrections by hand: what is erased is paper in every look, what is claimed is drawn."""

from __future__ import annotations

import numpy as np
import pytest

import artline
from artline.errors import SettingError
from artline.fields.coherent import dilate_square
from artline.nouns import Face
from made_ink import SIDE, disc, made_ink, ring

LOOKS = artline.LOOKS
SEEN = 24
"""Difference from the paper, 0..255, from which something is drawn."""
THIN = 127
"""The same of a single line, which may go on, thin, where it cannot be cut."""


@pytest.fixture(scope="module")
def masks(ink):
    """A disc on the sitter's face, and the background beside it, at another size."""
    h, w = 300, 300
    y, x = np.mgrid[:h, :w]
    face = ink.faces[0]
    middle = (0.5 * (face.top + face.bottom) * h, 0.5 * (face.left + face.right) * w)
    around = (y - middle[0]) ** 2 + (x - middle[1]) ** 2 < (0.1 * h) ** 2
    return around, (x > 0.75 * w) & (y < 0.5 * h)


def _cover(drawing, mask):
    """Share of a mask of another size that is not paper, whatever colour paper has."""
    apart = np.abs(np.asarray(drawing.to_pil().convert("RGB"), int) - drawing.settings.paper_rgb)
    pixels = apart.max(-1)
    rows = np.arange(pixels.shape[0]) * mask.shape[0] // pixels.shape[0]
    columns = np.arange(pixels.shape[1]) * mask.shape[1] // pixels.shape[1]
    seen = THIN if LOOKS[drawing.settings.look].single else SEEN
    return float((pixels > seen)[mask[np.ix_(rows, columns)]].mean())


def _shrunk(mask, by=8):
    inner = mask.copy()
    for axis in (0, 1):
        for shift in (-by, by):
            inner &= np.roll(mask, shift, axis)
    return inner


@pytest.mark.parametrize(
    ("look", "shade"),
    [(name, shade) for name, look in LOOKS.items() for shade in (0, 1)
     if shade == 0 or "shade" in look.knobs],
)  # fmt: skip
def test_what_is_erased_is_paper_in_every_look(artist, small_ink, masks, look, shade):
    """Also where all around it is black and the photo is dark."""
    face, _ = masks
    knobs = {"look": look, "shade": shade, "detail": 1}
    assert _cover(artist.finish(small_ink, **knobs), face) > 0.03
    erased = artist.retouch(small_ink, erase=face)
    assert _cover(artist.finish(erased, **knobs), _shrunk(face)) == 0
    kept = artist.finish(erased, background="keep", **knobs)
    assert _cover(kept, _shrunk(face)) == 0


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_restored_is_drawn_in_every_look(artist, small_ink, masks, look):
    """What stands behind the astronaut, which the look leaves out by itself."""
    _, strip = masks
    before = _cover(artist.finish(small_ink, look=look), strip)
    after = _cover(artist.finish(artist.retouch(small_ink, restore=strip), look=look), strip)
    assert after > before + 0.02


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_added_is_drawn_in_every_look(artist, small_ink, masks, look):
    """A thin line in the empty background, also where ink was erased before."""
    _, strip = masks
    pen = np.zeros_like(strip)
    pen[10:140, 250:254] = True
    empty = artist.retouch(small_ink, erase=strip)
    before = _cover(artist.finish(empty, look=look), pen)
    added = artist.retouch(empty, add=pen)
    assert _cover(artist.finish(added, look=look), pen) > before + 0.1
    assert artist.retouch(added, erase=strip).added is None


def test_a_painted_ground_is_seen_where_it_is_erased(artist, small_ink, masks):
    """Protects rays and gradients from holes of paper; eyes and lips do not float in front."""
    face, _ = masks
    erased = artist.retouch(small_ink, erase=face)
    hole = np.asarray(artist.finish(erased, look="cartoon", background="gradient"))
    rows = np.arange(len(hole)) * 300 // len(hole)
    inner = _shrunk(face)[np.ix_(rows, rows)]
    assert np.ptp(hole[inner], 0).max() < 40
    assert (hole[inner] != 255).any(-1).all()


def test_restoring_brings_back_what_was_cut_away(artist, ink, masks):
    """The flag behind the astronaut is no part of her, unless somebody says so."""
    _, strip = masks
    before = _cover(artist.finish(ink), strip)
    after = _cover(artist.finish(artist.retouch(ink, restore=strip)), strip)
    assert after > 1.5 * before + 0.01


@pytest.mark.parametrize("by", ["restore", "sitter"])
def test_what_is_claimed_is_never_furniture(artist, by):
    """A tree out of reach of every face is left out, unless the user wants it."""
    far = Face(0.45, 0.45, 0.55, 0.55, 0.9, ((0.48, 0.48), (0.52, 0.48)))
    tree = disc(14, (30, 140))
    line = np.maximum(ring(50), ring(12, (30, 140)))
    ink = made_ink(line=line, scene=line, subject=np.maximum(disc(55), tree), faces=(far,))
    around = tree > 0.5
    assert _cover(artist.finish(ink), around) == 0
    claimed = artist.retouch(ink, **{by: around})
    assert _cover(artist.finish(claimed), around) > 0.1


def test_restored_specks_are_not_swept_away(artist):
    """What the user brings back is meant, however small."""
    dot = disc(2.2, (60, 100))
    around = disc(5, (60, 100)) > 0.5
    ink = made_ink(scene=np.maximum(ring(50), dot), faces=())
    assert _cover(artist.finish(ink), around) == 0
    assert _cover(artist.finish(artist.retouch(ink, restore=around)), around) > 0


def test_a_short_line_restored_by_hand_is_drawn_as_the_bundled_model_draws(artist):
    """Protects a lash or a wrinkle that the user brings back: pressure is swept of flecks."""
    stroke = np.zeros((SIDE, SIDE), np.float32)
    stroke[60:62, 95:105] = 0.4
    nothing, wanted = np.zeros_like(stroke), dilate_square(stroke, 3) > 0
    left_out, seen = (
        made_ink(line=nothing, mass=nothing, scene=stroke, pressure=p) for p in (nothing, stroke)
    )
    restored = artist.retouch(left_out, restore=wanted)
    assert (np.asarray(artist.finish(restored)) < 128).sum() >= 15
    assert (np.asarray(artist.finish(left_out)) == 255).all()
    assert (np.asarray(artist.finish(seen)) == 255).all()


def test_erasing_wins_and_corrections_add_up(artist, ink, masks):
    """A later retouch of retouched ink keeps the earlier one's claims, but for what it erases."""
    face, strip = masks
    both = artist.retouch(ink, erase=face, restore=face | strip)
    assert _cover(artist.finish(both), _shrunk(face)) == 0
    later = artist.retouch(artist.retouch(ink, restore=strip), erase=face)
    np.testing.assert_array_equal(later.claimed, both.claimed)


def test_the_ink_itself_stays_as_it_is(artist, ink, masks):
    """Ink is read-only, and no mask means no change."""
    before = {name: channel.copy() for name, channel in ink.channels.items()}
    artist.retouch(ink, erase=masks[0])
    for name, channel in ink.channels.items():
        np.testing.assert_array_equal(channel, before[name])
    untouched = artist.retouch(ink)
    assert untouched.claimed is None
    np.testing.assert_array_equal(artist.finish(untouched), artist.finish(ink))


@pytest.mark.parametrize(
    "mask",
    [np.zeros((4, 4, 3)), np.zeros(4), np.full((4, 4), 255, np.uint8), np.full((4, 4), np.nan),
     np.zeros((0, 4)), np.zeros((4, 4), object)],
    ids=["colour", "a row", "bytes", "NaN", "empty", "objects"],
)  # fmt: skip
def test_what_is_no_mask_is_refused(artist, ink, mask):
    """In one line that names the mask."""
    with pytest.raises(SettingError, match=r"^erase: .* 0 to 1"):
        artist.retouch(ink, erase=mask)

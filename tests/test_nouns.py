"""Nouns: what one room hands to the next cannot be changed behind its back."""

import dataclasses
import gc
import weakref

import numpy as np
import pytest

import artline


def test_arrays_are_read_only(drawing):
    ink = drawing.ink
    arrays = [drawing.pixels, ink.subject, ink.lightness, ink.photo.rgb]
    for array in [*arrays, *ink.channels.values()]:
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0
    with pytest.raises(TypeError):
        ink.channels["line"] = ink.subject


def test_making_a_noun_leaves_the_callers_array_writable():
    rgb = np.zeros((4, 4, 3), np.uint8)
    artline.Photo(rgb)
    rgb[0, 0] = 1


def test_a_drawing_is_an_array_a_picture_and_a_png(drawing, tmp_path):
    array = np.asarray(drawing)
    assert array.shape == (drawing.height, drawing.width)
    assert np.asarray(drawing, dtype=float).dtype == float
    assert np.array_equal(np.asarray(drawing.to_pil()), array)
    assert drawing._repr_png_().startswith(b"\x89PNG")
    drawing.save(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes() == drawing._repr_png_()


def test_repr_says_what_it_is(drawing):
    assert repr(drawing) == f"Drawing({drawing.width}×{drawing.height}, look 'ink')"
    assert "line, mass, scene" in repr(drawing.ink)
    assert repr(drawing.ink.photo).startswith("Photo(")


def test_scale_and_coverage(drawing):
    ink = drawing.ink
    assert ink.scale == pytest.approx(ink.photo.height / ink.shape[0], rel=0.01)
    assert 0.1 < ink.coverage < 0.9


def test_what_follows_from_ink_is_found_once_and_never_for_other_ink(ink):
    """A knob is quick since it is not found anew; a retouch is new ink, and finds its own."""
    asked = []

    def find(seen):
        asked.append(seen)
        return seen.subject.copy()

    first = ink.once("test", find)
    assert ink.once("test", find) is first
    assert not first.flags.writeable
    other = dataclasses.replace(ink, subject=1 - ink.subject)
    assert np.array_equal(other.once("test", find), 1 - first)
    assert asked == [ink, other]


def test_only_the_latest_of_what_follows_from_settings_is_kept(ink):
    """A knob that changes nothing of it is quick; memory does not grow with what was tried."""
    ink = dataclasses.replace(ink)
    asked = []

    def latest(key, name="test"):
        return ink.latest(name, key, lambda: asked.append(key) or np.full((2, 2), key))

    first = latest(1)
    assert latest(1) is first
    assert not first.flags.writeable
    assert latest(2)[0, 0] == 2
    assert latest(1)[0, 0] == 1
    assert asked == [1, 2, 1]
    assert latest(3, name="other")[0, 0] == 3
    assert latest(1)[0, 0] == 1
    assert asked == [1, 2, 1, 3]
    forgotten = weakref.ref(latest(4))
    latest(5)
    gc.collect()
    assert forgotten() is None


def test_changed_ink_keeps_nothing_of_what_it_was_made_from(ink):
    """Protects a retouched drawing from the steep ink of the one before."""
    ink.latest("test", 1, lambda: np.zeros(1))
    other = dataclasses.replace(ink, subject=1 - ink.subject)
    assert other.latest("test", 1, lambda: np.ones(1))[0] == 1


def test_a_plot_has_its_name_of_before():
    """`Strokes` in programs that were written for it, is what `strokes()` gives."""
    assert artline.Strokes is artline.Plot
    assert artline.nouns.Strokes is artline.nouns.Plot

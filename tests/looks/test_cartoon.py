"""Flat colour under ink: skin of its own tone, layers, knobs, grounds, eyes, any size."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline import Artist
from artline.errors import SettingError
from artline.evaluate.metrics.skin_colour import skin_shift
from artline.nouns import Ink
from artline.options import PageSettings, Settings
from artline.output import filled
from artline.photo.size import resized

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SITTERS = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
SIZE = 512
LIGHTNESS = 6.0
"""Farthest that the mean lightness of painted face skin is from the photo's, L*."""
HUE = 8.0
"""The same of its hue, degrees."""
SEEN = 0.02
"""Mean change of the picture, as a share of full scale, that a half of a knob makes."""


@pytest.fixture(scope="module")
def inks(artist: Artist) -> dict[str, Ink]:
    return {name: artist.see(PHOTOS / f"{name}.jpg", looks=["cartoon"]) for name in SITTERS}


def pixels(artist: Artist, ink: Ink, **chosen: object) -> NDArray[np.uint8]:
    drawn: NDArray[np.uint8] = artist.finish(ink, look="cartoon", **{"size": SIZE, **chosen}).pixels
    return drawn


@pytest.mark.long
@pytest.mark.parametrize("name", SITTERS)
def test_skin_keeps_its_own_tone(artist: Artist, inks: dict[str, Ink], name: str) -> None:
    """Protects sitters from being whitened or tanned: lightness and hue of the face's skin."""
    ink = inks[name]
    photo = np.rint(resized(ink.photo.rgb, *ink.shape) * 255).astype(np.uint8)
    shift = skin_shift(photo, pixels(artist, ink, size=max(ink.shape)), ink.meshes[0])
    assert shift is not None
    assert abs(shift.lightness) <= LIGHTNESS
    assert abs(shift.hue) <= HUE


@pytest.mark.long
@pytest.mark.parametrize(
    ("knob", "values"),
    [
        ("flatness", (0.0, 0.5, 1.0)),
        ("shading", (0.0, 0.5, 1.0)),
        ("saturation", (0.0, 1.0, 2.0)),
        ("detail", (-1.0, 0.0, 1.0)),
        ("shade", (-1.0, 0.0, 1.0)),
        ("palette", ("natural", "warm")),
        ("palette", ("natural", "print")),
        ("palette", ("natural", "pastel")),
        ("palette", ("natural", "noir")),
        ("palette", ("natural", "3")),
    ],
)
def test_each_half_of_a_knob_changes_the_picture(
    artist: Artist, inks: dict[str, Ink], knob: str, values: tuple[object, ...]
) -> None:
    """Protects users from sliders that do nothing: within the sitter, of all six."""
    made = []
    for value in values:
        parts = []
        for ink in inks.values():
            image = Image.fromarray(pixels(artist, ink, background="transparent", **{knob: value}))
            parts.append(np.asarray(image).astype(np.float32))
        made.append(parts)
    for one, other in itertools.pairwise(made):
        changes = [
            np.abs(a - b)[(a[..., 3] > 250) & (b[..., 3] > 250)][:, :3].ravel()
            for a, b in zip(one, other, strict=True)
        ]
        assert np.concatenate(changes).mean() / 255 >= SEEN


def test_another_renderer_draws_the_same_picture(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects print: the filled SVG is the picture, in layers that have names."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(inks["faces-083"], look="cartoon", background="keep", size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    names = re.findall('groupmode="layer" inkscape:label="([a-z]+)"', text)
    assert names == ["background", "cloth", "skin", "hair", "ink", "eyes"]
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    ours = np.asarray(drawing.to_pil().convert("RGB"))
    assert structural_similarity(theirs, ours, channel_axis=2) >= 0.97


def test_soft_borders_are_bands_of_the_same_colours(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects both: more tones of skin and hair, and the picture as a whole as it was."""
    ink = inks["faces-083"]
    hard, soft = (
        artist.finish(ink, look="cartoon", size=SIZE, borders=b) for b in ("hard", "soft")
    )
    tones = [
        len({mark.colour for mark in made.marks.marks if mark.layer == "skin"})
        for made in (hard, soft)
    ]
    assert tones[1] >= tones[0] + 4
    change = np.abs(hard.pixels.astype(int) - soft.pixels)
    assert 0.3 < change.mean() < 6
    with pytest.raises(SettingError, match="borders: does nothing in look ink"):
        Settings(look="ink", borders="soft")


def test_every_ground_is_another_picture(artist: Artist, inks: dict[str, Ink]) -> None:
    """And paper of a colour is the ground's, so that it is the user's to choose."""
    ink = inks["faces-083"]
    corners = {}
    for ground in ("white", "keep", "gradient", "burst"):
        corners[ground] = tuple(pixels(artist, ink, background=ground)[3, 3])
    assert len(set(corners.values())) == 4
    assert corners["white"] == (255, 255, 255)
    pink = pixels(artist, ink, background="gradient", paper="pink")[3, 3]
    assert pink[0] > pink[1] and pink[0] > pink[2]
    assert pixels(artist, ink, background="transparent")[3, 3, 3] == 0


def test_a_small_picture_is_the_large_one_made_smaller(
    artist: Artist, inks: dict[str, Ink]
) -> None:
    """Protects large prints: the same marks at every size."""
    ink = inks["faces-056"]
    small, large = (pixels(artist, ink, size=size) for size in (300, 1200))
    shrunk = Image.fromarray(large).resize(small.shape[1::-1], Image.Resampling.BOX)
    assert np.abs(np.asarray(shrunk).astype(int) - small).mean() < 2


def test_the_same_photo_is_painted_alike(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects booklets and retouches: nothing is left to chance."""
    ink = inks["faces-067"]
    again = replace(ink)
    assert (pixels(artist, ink) == pixels(artist, again)).all()


def test_eyes_are_painted_where_a_face_is_seen(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects the look from dead eyes, and pictures of no face from eyes."""
    ink = inks["faces-083"]
    drawing = artist.finish(ink, look="cartoon")
    # two irises, each with its rim, colour, pupil and catchlight
    assert sum(mark.layer == "eyes" for mark in drawing.marks.marks) >= 8
    blind = replace(ink, meshes=())
    drawn = artist.finish(blind, look="cartoon")
    assert not any(mark.layer == "eyes" for mark in drawn.marks.marks)


def test_how_many_colours_there_are_can_be_said(artist: Artist, inks: dict[str, Ink]) -> None:
    """Beside those of ink, eyes and mouths."""
    plain = replace(inks["faces-083"], meshes=())
    drawing = artist.finish(plain, look="cartoon", palette=4)
    colours = {mark.colour for mark in drawing.marks.marks if mark.colour is not None}
    assert 2 <= len(colours) <= 4


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"look": "ink", "palette": "warm"}, "palette: does nothing in look ink"),
        ({"look": "contour", "flatness": 0.2}, "flatness: does nothing in look contour"),
        ({"look": "ink", "background": "burst"}, "background burst: does nothing in look ink"),
        ({"look": "cartoon", "palette": "neutral"}, "palette: no neutral, did you mean natural"),
        ({"look": "cartoon", "palette": 33}, "whole numbers from 2 to 32"),
    ],
)
def test_what_does_nothing_is_refused(chosen: dict[str, object], words: str) -> None:
    """In one line that says what there is."""
    with pytest.raises(SettingError) as caught:
        Settings.choose(**chosen)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)

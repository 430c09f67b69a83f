"""Marks with colours of their own: the same picture as pixels, SVG and PDF."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from artline.finish.paper import painted
from artline.marks.render import rendered
from artline.nouns import Line, Marks, Placed, Shape
from artline.options import PageSettings, Settings
from artline.output import filled, pdf
from made_strokes import made_strokes

SIDE = 100
SKIN = (120, 72, 40)


def square(low: float, high: float, **more: object) -> Shape:
    corners = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    sides = [
        a + (b - a) * t
        for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)
        for t in np.linspace(0, 1, 40, endpoint=False)
    ]
    return Shape((np.array(sides, np.float32),), "line", **more)  # type: ignore[arg-type]


def line(**more: object) -> Line:
    points = np.array([(5, 50), (35, 50), (65, 50), (95, 50)], np.float32)
    return Line(points, np.full(4, 6, np.float32), "line", **more)  # type: ignore[arg-type]


MARKS = Marks((square(10, 90, colour=SKIN, layer="skin"), line(layer="ink")), SIDE, SIDE)


def test_a_mark_without_a_colour_has_the_inks():
    picture = painted(MARKS, SIDE, SIDE, Settings(ink="navy", paper="ivory"))
    assert picture[20, 50].tolist() == list(SKIN)
    assert picture[50, 50].tolist() == [0, 0, 128]
    assert picture[2, 2].tolist() == [255, 255, 240]


def test_light_tones_are_mixed_with_paper():
    marks = Marks((square(10, 90, colour=SKIN, tone=0.5),), SIDE, SIDE)
    picture = painted(marks, SIDE, SIDE, Settings())
    assert np.abs(picture[50, 50] - (np.array(SKIN) + 255) / 2).max() <= 0.5


def test_on_nothing_the_same_colours_are_opaque():
    """Protects stickers and shirts: laid on any paper, the transparent picture is the other."""
    through = painted(MARKS, 64, 64, Settings(background="transparent")).astype(float)
    share = through[..., 3:] / 255
    laid = through[..., :3] * share + 255 * (1 - share)
    assert np.abs(laid - painted(MARKS, 64, 64, Settings())).max() <= 2
    assert through[2, 2, 3] == 0 and through[32, 32, 3] == 255


def test_in_grey_it_is_the_picture_that_it_was():
    """Protects every look without colours: one painter for one channel and for three."""
    grey = Marks((square(10, 90, tone=0.4), line(), line(paper=True, tone=1.0)), SIDE, SIDE)
    picture = painted(grey, 81, 81, Settings())
    assert np.abs(255 - rendered(grey, 81, 81).astype(int) - picture[..., 0]).max() <= 1


def test_a_pen_draws_the_ink_alone():
    """Protects plotters from hatching skin; and inks of which each has a colour from being lost."""
    assert [mark.layer for mark in MARKS.ink_alone.marks] == ["ink"]
    assert Marks(MARKS.marks[:1], SIDE, SIDE).ink_alone.marks == MARKS.marks[:1]
    assert MARKS.ink_share == pytest.approx(90 * 6 / SIDE**2)


def test_filled_svg_has_the_layers_and_the_picture():
    import resvg_py

    placed = Placed(MARKS, 1.0, (0.0, 0.0))
    plot = replace(made_strokes(), marks=placed, width=SIDE, height=SIDE, paper=None)
    text = filled.encode(plot).decode()
    assert re.findall('groupmode="layer" inkscape:label="([a-z]+)"', text) == ["skin", "ink"]
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', 'width="200" height="200"', text)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)
    ink = plot.pens[0].colour
    ours = painted(MARKS, 200, 200, Settings(ink=ink))
    assert np.abs(theirs - ours).mean() < 0.5


def test_filled_pdf_has_the_areas():
    """Protects print: a page of areas in their own colours, none of a pen's strokes."""
    placed = Placed(MARKS, 1.0, (0.0, 0.0))
    settings = PageSettings(svg="fill")
    plot = replace(made_strokes(), marks=placed, settings=settings)
    from pypdf import PdfReader

    unpacked = PdfReader(io.BytesIO(pdf.encode([plot]))).pages[0].get_contents().get_data().decode()
    written = re.search(r"^([.0-9]+) ([.0-9]+) ([.0-9]+) rg$", unpacked, re.MULTILINE)
    assert written is not None
    assert [round(float(value) * 255) for value in written.groups()] == list(SKIN)
    assert not re.search(r"\bS$", unpacked, re.MULTILINE)
    assert len(re.findall(r"\bf$", unpacked, re.MULTILINE)) == 2

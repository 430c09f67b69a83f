"""Stencils: what is left when the black is cut away hangs together in one piece."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from artline import Artist
from artline.finish.stencil.bridges import eyes_of
from artline.finish.stencil.draw import draw
from artline.nouns import Drawing
from artline.options import PageSettings, Settings
from artline.output import filled
from made_ink import disc, made_ink, ring

EXAMPLES = Path(__file__).parents[2] / "examples" / "photos"
VARIED = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
"""Hats, long hair, grey hair and glasses, dark skin, dark hair, a beard."""
PORTRAITS = "ARTLINE_PORTRAITS"
"""Names a folder of photos with a `photos.csv` whose rows with split "test" are all tried."""
SIZES = (1200, 2600)
"""Long sides of the cut file's renderings, pixels."""


def loose(picture: np.ndarray) -> int:
    """Pieces of paper that hang neither on each other nor on the sheet around the picture."""
    paper = np.pad(picture >= 128, 1, constant_values=True)
    return cv2.connectedComponents(paper.astype(np.uint8), connectivity=4)[0] - 2


def cut_file(drawing: Drawing) -> str:
    return filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()


def by_resvg(text: str, drawing: Drawing, side: int) -> np.ndarray:
    """The file as another renderer shows it."""
    import resvg_py

    scale = side / max(drawing.width, drawing.height)
    size = f'width="{round(drawing.width * scale)}" height="{round(drawing.height * scale)}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))


def check(drawing: Drawing) -> None:
    """Nothing is loose in the picture, in the file's renderings, or by the file's own paths."""
    assert loose(np.asarray(drawing)) == 0
    text = cut_file(drawing)
    for side in SIZES:
        assert loose(by_resvg(text, drawing, side)) == 0
    paths = re.findall(r'<path d="([^"]*)"', text)
    assert paths and max(path.count("z") for path in paths) == 1, "a hole is an island"


def sheets():
    eye = np.maximum(disc(60) - disc(40), 0)
    nested = np.maximum.reduce([disc(70) - disc(55), disc(40) - disc(25)])
    return {"ring": eye, "nested": nested, "plain": disc(20, (45, 80))}


@pytest.mark.parametrize("name", sheets())
def test_paper_is_one_piece(name):
    black = np.clip(sheets()[name], 0, 1).astype(np.float32)
    ink = made_ink(mass=black, line=0 * ring(5), pressure=black, subject=disc(90))
    cover = draw(ink, Settings(look="stencil"))
    assert (cover > 127).any()
    assert loose(255 - cover) == 0


def test_an_island_hangs_on_a_bridge_where_black_is_thinnest_or_lightest():
    """Protects the look of bridges: they follow a light strand, not the shortest way."""
    black = np.maximum(disc(70) - disc(30), 0).astype(np.float32)
    lightness = np.full(black.shape, 0.2, np.float32)
    lightness[79:82, 5:80] = 0.9
    ink = made_ink(mass=black, line=0 * ring(5), pressure=black, subject=disc(90), faces=(),
                   lightness=lightness)  # fmt: skip
    cover = draw(ink, Settings(look="stencil"))
    around = cover.shape[0] / 160
    row = cover[round(80.5 * around), round(15 * around) : round(45 * around)]
    assert (row < 128).all(), "the bridge runs along the light strand"


def test_a_crumb_of_paper_is_given_up_and_no_bridge_is_built_for_it():
    black = np.clip(disc(60) - disc(2.5), 0, 1).astype(np.float32)
    ink = made_ink(mass=black, line=0 * ring(5), pressure=black, subject=disc(90), faces=())
    cover = draw(ink, Settings(look="stencil"))
    middle = cover.shape[0] // 2
    assert cover[middle - 5 : middle + 5].max(0)[middle - 60 : middle + 60].min() == 255


def test_a_rim_of_paper_is_left_around_the_picture():
    """Protects sheets cut to the picture's size: black that reaches the edge would part them."""
    black = np.ones((160, 160), np.float32)
    ink = made_ink(mass=black, line=black, scene=black, pressure=black, subject=black)
    cover = draw(ink, Settings(look="stencil"))
    edge = np.concatenate([cover[0], cover[-1], cover[:, 0], cover[:, -1]])
    assert edge.max() == 0 and cover.mean() > 200


def test_eyes_are_open(artist):
    """Protects eyes from being black beans: there is white in each, and it hangs on the skin."""
    ink = artist.see(EXAMPLES / "faces-096.jpg", looks=["stencil"])
    cover = draw(ink, Settings(look="stencil"))
    eyes = cv2.resize(eyes_of(ink), cover.shape[::-1]) > 0.5
    _, parts = cv2.connectedComponents(eyes.astype(np.uint8))
    shares = [(cover[parts == n] < 128).mean() for n in range(1, parts.max() + 1)]
    assert len(shares) == 2 and min(shares) > 0.35


@pytest.mark.parametrize("name", ["faces-083"])
def test_nothing_falls_out_of_the_cut_file(artist, name):
    """Protects cutters: no loose island, in pixels and in `--svg fill`."""
    check(artist.draw(EXAMPLES / f"{name}.jpg", look="stencil", size=1024))


@pytest.mark.long
@pytest.mark.parametrize("name", VARIED)
@pytest.mark.parametrize(
    "knobs", [{}, {"weight": 0.5}, {"weight": 2}, {"detail": 1}, {"background": "keep"}]
)
def test_nothing_falls_out_whatever_the_sitter_and_the_knobs(artist, name, knobs):
    check(artist.draw(EXAMPLES / f"{name}.jpg", look="stencil", size=1024, **knobs))


@pytest.mark.long
@pytest.mark.skipif(PORTRAITS not in os.environ, reason=f"{PORTRAITS} names no folder")
def test_nothing_falls_out_of_any_portrait(artist: Artist) -> None:
    """Protects the promise on every test photo of the folder that the environment names."""
    folder = Path(os.environ[PORTRAITS])
    with (folder / "photos.csv").open(encoding="utf-8", newline="") as rows:
        names = [row["file"] for row in csv.DictReader(rows) if row["split"] == "test"]
    assert names
    for name in names:
        path = next(p for p in (folder / name, folder / "photos" / name) if p.exists())
        drawing = artist.draw(path, look="stencil", size=1024)
        try:
            check(drawing)
        except AssertionError as fault:
            raise AssertionError(f"{name}: {fault}") from fault

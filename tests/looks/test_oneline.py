"""The portrait in one line: one path whatever the photo, that spares eyes and mouth."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline import Artist
from artline.finish.oneline.quiet import NEVER, quiet
from artline.finish.oneline.telling import telling
from artline.marks.net import Net
from artline.marks.ties import ties
from artline.nouns import Ink, Line
from artline.options import PageSettings, Settings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SITTERS = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
SIZE = 512
PLAIN = Settings(look="oneline")


@pytest.fixture(scope="module")
def inks(artist: Artist) -> dict[str, Ink]:
    return {name: artist.see(PHOTOS / f"{name}.jpg", looks=["oneline"]) for name in SITTERS}


def group() -> NDArray[np.uint8]:
    """Six people side by side, their faces small."""
    heads = [
        np.asarray(Image.open(PHOTOS / f"{name}.jpg").convert("RGB").resize((220, 220)))
        for name in SITTERS
    ]
    return np.concatenate([np.concatenate(heads[:3], 1), np.concatenate(heads[3:], 1)])


def scene() -> NDArray[np.uint8]:
    """Nobody: a wide photo's worth of grass and sky."""
    rng = np.random.default_rng(1)
    rows = np.linspace(230, 60, 200)[:, None] + rng.normal(0, 14, (200, 500)).cumsum(1) * 0.3
    return np.repeat(np.clip(rows, 0, 255)[..., None], 3, 2).astype(np.uint8)


def tiny() -> NDArray[np.uint8]:
    """A portrait of 64 pixels."""
    photo = Image.open(PHOTOS / "faces-056.jpg").convert("RGB")
    return np.asarray(photo.resize((64, 64)))


def one_path(drawing: object) -> None:
    """One mark, one stroke, one path of one pen-down in SVG."""
    (line,) = drawing.marks.marks  # type: ignore[attr-defined]
    assert isinstance(line, Line) and line.whole
    buffer = io.BytesIO()
    drawing.save(buffer, format="svg", page=PageSettings(page="a4"))  # type: ignore[attr-defined]
    text = buffer.getvalue().decode()
    (path,) = re.findall(r'<path fill="none" d="([^"]+)"', text)
    assert path.count("M") == 1 and "m" not in path


@pytest.mark.parametrize("sitter", SITTERS[:2])
def test_a_portrait_is_one_path(artist: Artist, inks: dict[str, Ink], sitter: str) -> None:
    """Protects its promise: the pen is set down once."""
    one_path(artist.finish(inks[sitter], look="oneline"))


@pytest.mark.long
@pytest.mark.parametrize("knobs", [{"detail": 1.0}, {"shade": -1.0}, {"background": "keep"}])
@pytest.mark.parametrize("sitter", SITTERS)
def test_every_portrait_is_one_path(
    artist: Artist, inks: dict[str, Ink], sitter: str, knobs: dict[str, float]
) -> None:
    """Protects it at the ends of knobs, with the scene behind the sitter too."""
    one_path(artist.finish(inks[sitter], look="oneline", **knobs))


@pytest.mark.parametrize("photo", [group, scene, tiny])
def test_whatever_the_photo_it_is_one_path(artist: Artist, photo: object) -> None:
    """Protects groups, scenes of nobody and thumbnails."""
    one_path(artist.draw(photo(), look="oneline"))  # type: ignore[operator]


def test_a_fine_pen_does_not_scribble(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects its one width: a pen finer than the line draws its middle, and no more of it."""
    drawing = artist.finish(inks["faces-056"], look="oneline")
    fine, broad = (drawing.strokes(PageSettings(pen=pen)).length for pen in (0.1, 0.6))
    assert abs(fine - broad) < 0.01 * broad


def test_vpype_reads_one_line(artist: Artist, inks: dict[str, Ink], tmp_path: Path) -> None:
    """Protects plotters: what they are fed by finds one path on one layer."""
    import vpype

    drawing = artist.finish(inks["faces-056"], look="oneline")
    drawing.save(tmp_path / "one.svg", page=PageSettings(page="a4"))
    document = vpype.read_multilayer_svg(str(tmp_path / "one.svg"), 0.1)
    assert [len(layer) for layer in document.layers.values()] == [1]


def test_white_paper_is_no_fault(artist: Artist) -> None:
    """Protects from a crash where there is nothing to draw."""
    blank = np.full((120, 160, 3), 255, np.uint8)
    assert len(artist.draw(blank, look="oneline").marks.marks) <= 1


@pytest.mark.parametrize("sitter", SITTERS)
def test_no_connection_crosses_eyes_and_mouth(inks: dict[str, Ink], sitter: str) -> None:
    """Protects faces: a way may end at a line in an eye, but runs across none."""
    ink = inks[sitter]
    cost = quiet(ink, PLAIN)
    for tie in ties(Net.of(telling(ink, PLAIN)), cost, ink.pitch):
        x, y = np.minimum(tie.points.astype(int), np.array(ink.shape[::-1]) - 1).T
        closed = cost[y, x] >= NEVER
        change = np.flatnonzero(np.diff(closed.astype(int)))
        entered = [k for k in change if not closed[k]]
        assert not any((change > k).any() for k in entered), "it runs in and out again"


@pytest.mark.long
@pytest.mark.parametrize(
    ("knob", "values"),
    [("weight", (0.5, 1.0, 2.0)), ("detail", (-1.0, 0.0, 1.0)), ("shade", (-1.0, 0.0, 1.0))],
)
def test_each_half_of_a_knob_changes_the_picture(
    artist: Artist, inks: dict[str, Ink], knob: str, values: tuple[float, ...]
) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale."""
    low, plain, high = (
        artist.finish(inks["faces-056"], look="oneline", size=SIZE, **{knob: value}).pixels.astype(
            int
        )
        for value in values
    )
    assert np.abs(low - plain).mean() >= 0.02 * 255
    assert np.abs(high - plain).mean() >= 0.02 * 255


def test_it_is_drawn_again_as_it_was(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects from chance: the same photo gives the same line."""
    one, other = (
        artist.finish(artist.see(PHOTOS / "faces-056.jpg", looks=["oneline"]), look="oneline")
        for _ in range(2)
    )
    assert np.array_equal(one.marks.marks[0].points, other.marks.marks[0].points)


@pytest.mark.long
def test_another_renderer_draws_the_same_picture(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects print and cutters: resvg's picture of the filled file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(inks["faces-056"], look="oneline", size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    assert structural_similarity(theirs, np.asarray(drawing.to_pil().convert("L"))) >= 0.97

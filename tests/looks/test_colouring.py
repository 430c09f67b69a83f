"""Pages for colouring: every region closed and large enough for a crayon, whatever the photo."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline import Artist
from artline.anatomy.head import Head
from artline.fields.components import drop_small
from artline.finish import background
from artline.finish.colouring.regions import regions
from artline.marks.render import rendered
from artline.nouns import Ink, Line
from artline.options import PageSettings, Settings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SITTERS = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
DOT = 25.4 / 300
"""Side of a pixel at 300 dpi, mm."""
ROOM = (190.0, 277.0)
"""Width and height of A4 within margins of a centimetre, mm."""
LOCK = 40.0
"""Area of hair, square mm, below which it may belong to the face: brows, a thin beard."""
SEEN = 4.0
"""Area, square mm, below which an edge is out by a little, and no leak."""
CHEEKS = [205, 425, 50, 280]


@pytest.fixture(scope="module")
def inks(artist: Artist) -> dict[str, Ink]:
    return {name: artist.see(PHOTOS / f"{name}.jpg", looks=["colouring"]) for name in SITTERS}


def on_a4(ink: Ink, artist: Artist, **knobs: float) -> NDArray[np.int32]:
    """The paper of a page at 300 dpi: 0 for ink, a number for each piece of paper."""
    import cv2

    marks = artist.finish(ink, look="colouring", **knobs).marks  # type: ignore[arg-type]
    scale = min(ROOM[0] / marks.width, ROOM[1] / marks.height) / DOT
    cover = rendered(marks, round(marks.height * scale), round(marks.width * scale))
    _, pieces = cv2.connectedComponents((cover < 128).astype(np.uint8), connectivity=4)
    return np.asarray(pieces, np.int32)


def core(mask: NDArray[np.bool_], shape: tuple[int, ...], inward: float) -> NDArray[np.bool_]:
    """A mask at another size, without what is nearer to its edge than so many millimetres."""
    import cv2

    large = cv2.resize(mask.astype(np.uint8), shape[::-1], interpolation=cv2.INTER_NEAREST)
    far = cv2.distanceTransform(np.pad(large, 1, mode="edge"), cv2.DIST_L2, cv2.DIST_MASK_5)
    return np.asarray(far[1:-1, 1:-1] > inward / DOT)


def held(pieces: NDArray[np.int32], mask: NDArray[np.bool_]) -> set[int]:
    """The pieces of paper that hold more than a few square millimetres of a mask."""
    sizes = np.bincount(pieces[mask]) * DOT**2
    return set(np.flatnonzero(sizes > SEEN).tolist()) - {0}


@pytest.mark.long
@pytest.mark.parametrize("sitter", SITTERS)
def test_no_region_leaks(artist: Artist, inks: dict[str, Ink], sitter: str) -> None:
    """Protects the promise: what is poured into a region at 300 dpi stays in it."""
    ink = inks[sitter]
    import cv2

    pieces = on_a4(ink, artist)
    labels = regions(ink, Settings(look="colouring")).labels
    size = pieces.shape[::-1]
    own = cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST).astype(np.int64)
    far = cv2.distanceTransform((pieces > 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    inner = far > 0.5 / DOT
    pairs, count = np.unique(pieces[inner] * (own.max() + 1) + own[inner], return_counts=True)
    held = pairs[count > (1 / DOT) ** 2] // (own.max() + 1)
    assert len(held) > 20
    assert len(held) == len(np.unique(held))


@pytest.mark.long
@pytest.mark.parametrize("sitter", SITTERS)
def test_face_hair_and_background_are_regions_of_their_own(
    artist: Artist, inks: dict[str, Ink], sitter: str
) -> None:
    """Protects likeness, by what the network and the landmarks say, not by our own regions."""
    ink = inks[sitter]
    pieces = on_a4(ink, artist)
    sitting = background.sitter(ink)
    behind = core(sitting < 0.02, pieces.shape, 4)
    hair = core((ink.channels["hair"] > 0.9) & (sitting > 0.9), pieces.shape, 2)
    hair = drop_small(hair, LOCK / DOT**2)
    found = [held(pieces, mask) for mask in (behind, hair)]
    y, x = np.mgrid[: ink.shape[0], : ink.shape[1]]
    face = np.zeros(ink.shape, bool)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        middle = head.points[CHEEKS].mean(0)
        face |= np.hypot(x - middle[0], y - middle[1]) < 0.12 * head.height
    face &= ink.channels["hair"] < 0.2
    found.append(held(pieces, core(face, pieces.shape, 0)))
    assert found[0] and found[2]
    assert not found[0] & found[1]
    assert not found[0] & found[2]
    assert not found[1] & found[2]


@pytest.mark.parametrize("sitter", SITTERS)
def test_nothing_is_smaller_than_a_crayon_fills(
    artist: Artist, inks: dict[str, Ink], sitter: str
) -> None:
    """Protects from crumbs: no paper of less than 3 mm² on A4, not a single dot between lines."""
    sizes = np.bincount(on_a4(inks[sitter], artist).ravel())[1:] * DOT**2
    assert sizes.min() >= 3


def test_all_lines_have_one_width(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects the pen: pupils alone are dots."""
    marks = artist.finish(inks["faces-056"], look="colouring").marks.marks
    lines = [mark for mark in marks if isinstance(mark, Line) and len(mark.points) > 2]
    widths = np.concatenate([line.widths for line in lines])
    assert len(lines) > 50
    assert np.ptp(widths) < 1e-3 * widths.mean()


def test_a_pen_draws_every_border(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects the PDF: no border is too short for a path, or the region would leak on paper."""
    drawing = artist.finish(inks["faces-056"], look="colouring")
    lines = [mark for mark in drawing.marks.marks if isinstance(mark, Line)]
    plot = drawing.strokes(PageSettings(page="a4", pen=0.8))
    assert len(plot.paths) >= len(lines)


def test_a_scene_without_a_sitter_is_closed_too(artist: Artist) -> None:
    """Protects the frame: a picture of nobody is one region at least."""
    scene = np.repeat(np.tile(np.linspace(0, 255, 300), (120, 1))[..., None], 3, 2)
    marks = artist.draw(scene.astype(np.uint8), look="colouring").marks
    assert marks.marks


@pytest.mark.long
@pytest.mark.parametrize("knob", ["weight", "detail"])
def test_each_half_of_a_knob_changes_the_picture(
    artist: Artist, inks: dict[str, Ink], knob: str
) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale, over all sitters."""
    low, high = (0.5, 2.0) if knob == "weight" else (-1.0, 1.0)
    changes = []
    for ink in inks.values():
        few, plain, many = (
            artist.finish(ink, Settings(look="colouring", size=512, **chosen)).pixels.astype(int)
            for chosen in ({knob: low}, {}, {knob: high})
        )
        changes.append([np.abs(few - plain).mean(), np.abs(many - plain).mean()])
    assert (np.mean(changes, axis=0) >= 0.02 * 255).all()


@pytest.mark.long
def test_another_renderer_draws_the_same_picture(artist: Artist, inks: dict[str, Ink]) -> None:
    """Protects print: resvg's picture of the filled file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(inks["faces-056"], look="colouring", size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    assert structural_similarity(theirs, np.asarray(drawing.to_pil().convert("L"))) >= 0.97


@pytest.mark.parametrize(("page", "size"), [("a4", (2480, 3508)), ("letter", (2550, 3300))])
def test_a_page_of_pixels_has_margins_and_lines_as_wide_as_promised(
    artist: Artist, inks: dict[str, Ink], page: str, size: tuple[int, int]
) -> None:
    """Protects print: `--page a4` as PNG is 300 dpi, empty in its margins, the frame 0.8 mm."""
    drawing = artist.finish(inks["faces-056"], look="colouring", size=256)
    file = io.BytesIO()
    drawing.save(file, format="png", page=PageSettings(page=page))
    with Image.open(file) as image:
        assert image.size == size
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        black = np.asarray(image.convert("L")) < 128
    rows, columns = np.flatnonzero(black.any(1)), np.flatnonzero(black.any(0))
    margins = np.array([rows[0], columns[0], size[1] - rows[-1], size[0] - columns[-1]])
    assert margins.min() * DOT == pytest.approx(10, abs=0.2)
    middle = black[(rows[0] + rows[-1]) // 2, columns[0] :]
    wide = ROOM[0] if page == "a4" else 195.9
    assert np.argmin(middle) * DOT == pytest.approx(0.8 * wide / ROOM[0], abs=0.1)

"""Retouch, and every way out: each file is opened by a reader that knows nothing of artline."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline.output import stroke_files

from .conftest import PHOTOS, Opener, Studio

PHOTO = "faces-083.jpg"
SIDE = 768
WATCH_MASKS = """() => {
    const ask = window.fetch;
    window.fetch = (path, options) => {
        if (options?.method === "PUT") window.mask = options.body;
        return ask(path, options);
    };
}"""
LAST_MASK = """() => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.readAsDataURL(window.mask);
})"""
"""Chromium tells nobody else what is in a blob that is sent."""


@pytest.fixture
def studio(open_studio: Opener) -> Studio:
    """The page with a drawing on it."""
    studio = open_studio(permissions=["clipboard-read", "clipboard-write"])
    studio.example(PHOTO)
    return studio


def pixels(path: Path) -> NDArray[np.uint8]:
    """A saved drawing, grey."""
    return np.asarray(Image.open(path).convert("L"))


def paint(studio: Studio, *points: tuple[float, float]) -> None:
    """Draw with the brush through points given as shares of the sheet; wait for the answer."""
    box = studio.page.locator("#overlay").bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]

    def stroke() -> None:
        studio.page.mouse.move(*places[0])
        studio.page.mouse.down()
        for place in places[1:]:
            studio.page.mouse.move(*place, steps=8)
        studio.page.mouse.up()

    studio.after(stroke)


def test_png(studio: Studio, tmp_path: Path, artist: Any) -> None:
    """The photo's own pixels, drawn as Python draws them."""
    path = studio.save("#save-png", tmp_path)
    assert path.name == "faces-083-line.png"
    drawn = np.asarray(artist.draw(PHOTOS / PHOTO), float)
    saved = pixels(path)
    assert saved.shape == drawn.shape == (SIDE, SIDE)
    assert np.abs(saved - drawn).mean() < 1


def test_transparent_png_and_pair(studio: Studio, tmp_path: Path) -> None:
    """Ink on nothing; and photo and drawing in one picture."""
    clear = Image.open(studio.save("#save-clear", tmp_path))
    assert clear.mode == "RGBA" and clear.size == (SIDE, SIDE)
    assert {clear.getpixel((2, 2))[3], clear.getextrema()[3][1]} == {0, 255}
    pair = Image.open(studio.save("#save-pair", tmp_path)).convert("RGB")
    assert pair.width > 1.9 * pair.height
    left, right = np.split(np.asarray(pair, float), [pair.width // 2], axis=1)
    assert np.ptp(left, axis=2).mean() > 20 > np.ptp(right, axis=2).mean()


def test_svg_pdf_and_gcode(studio: Studio, tmp_path: Path) -> None:
    """Strokes: page and pen are those that were chosen, and they stand in the address."""
    from pypdf import PdfReader
    from svgelements import SVG
    from svgelements import Path as SvgPath

    studio.page.select_option("#page", "a4")
    studio.page.select_option("#pen", "0.5")
    assert studio.page.url.endswith("#page=a4&pen=0.5")
    svg = SVG.parse(studio.save("#save-svg", tmp_path))
    assert sum(isinstance(each, SvgPath) for each in svg.elements()) > 100
    assert svg.values["attributes"]["width"] == "210mm"
    page = PdfReader(studio.save("#save-pdf", tmp_path)).pages[0]
    assert float(page.mediabox.width) == pytest.approx(210 / 25.4 * 72, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(297 / 25.4 * 72, abs=0.5)
    gcode = studio.save("#save-gcode", tmp_path)
    shown = io.BytesIO()
    stroke_files.preview(gcode, shown)
    preview = np.asarray(Image.open(shown).convert("L"))
    assert 0.01 < (preview < 128).mean() < 0.6


def test_what_does_nothing_is_neither_shown_nor_sent(open_studio: Opener, tmp_path: Path) -> None:
    """A link keeps settings of another look and format; the page draws and saves all the same."""
    link = "#look=contour&shade=0.5&background=transparent&paper=%23f7efdf&pen=1"
    studio = open_studio(path=link)
    studio.example(PHOTO)
    assert studio.page.is_hidden("#knob-shade") and studio.page.is_visible("#knob-weight")
    for name in ("svg", "gcode", "pair"):
        assert studio.save(f"#save-{name}", tmp_path).stat().st_size > 1000
    assert studio.page.input_value("#pen") == "1"


def test_copy(studio: Studio) -> None:
    """The clipboard holds the drawing at the photo's pixels."""
    studio.page.click("#save-copy")
    studio.page.wait_for_function("() => document.getElementById('say').textContent === 'Copied.'")
    size = studio.page.evaluate(
        """async () => {
            const [item] = await navigator.clipboard.read();
            const image = await createImageBitmap(await item.getType("image/png"));
            return [image.width, image.height];
        }"""
    )
    assert size == [SIDE, SIDE]


def test_all_as_one_archive(studio: Studio, tmp_path: Path) -> None:
    """Every drawing once, under its own name, in an archive that Python's zipfile finds whole."""
    photo = (PHOTOS / "astronaut.jpg").read_bytes()
    studio.drop(("astronaut.jpg", photo), ("astronaut.webp", photo))
    studio.page.wait_for_function(
        "() => document.querySelectorAll('#strip [data-state=done]').length === 3"
    )
    with zipfile.ZipFile(studio.save("#save-all", tmp_path)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["faces-083-line.png", "astronaut-line.png"]
        assert len(set(names)) == 3
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in names]
    assert sizes == [(SIDE, SIDE), (512, 512), (512, 512)]


def test_erase_undo_redo(studio: Studio, tmp_path: Path) -> None:
    """Ink goes where the brush was and nowhere else; undo brings it back, redo takes it again."""
    before = pixels(studio.save("#save-png", tmp_path))
    studio.page.click("#open-retouch")
    studio.page.locator("#brush-size").fill("60")
    paint(studio, (0.3, 0.6), (0.7, 0.6))
    path = studio.save("#save-png", tmp_path)
    erased = pixels(path)
    rows = slice(int(0.59 * SIDE), int(0.61 * SIDE))
    columns = slice(int(0.32 * SIDE), int(0.68 * SIDE))
    assert (before[rows, columns] < 128).mean() > 0.02
    assert (erased[rows, columns] < 128).mean() == 0
    assert (before[: SIDE // 2] == erased[: SIDE // 2]).mean() > 0.999
    studio.after(lambda: studio.page.keyboard.press("Control+z"))
    assert (pixels(studio.save("#save-png", tmp_path)) == before).all()
    studio.after(lambda: studio.page.click("#redo"))
    assert (pixels(studio.save("#save-png", tmp_path)) == erased).all()
    studio.page.keyboard.press("Escape")
    assert studio.page.is_visible("#view-tools")


def test_restore_and_person(studio: Studio, tmp_path: Path) -> None:
    """Both brushes add: lines that were left out, and what lies outside of the sitter."""
    studio.page.evaluate(WATCH_MASKS)
    studio.page.click("#open-retouch")
    studio.page.locator("#brush-size").fill("120")
    for brush, points in (
        ("restore", ((0.4, 0.5), (0.6, 0.55))),
        ("sitter", ((0.05, 0.1), (0.05, 0.6))),
    ):
        studio.page.check(f"#brushes [value={brush}]")
        paint(studio, *points)
    sent = Image.open(io.BytesIO(base64.b64decode(studio.page.evaluate(LAST_MASK)))).convert("RGB")
    assert sent.size == (SIDE, SIDE)
    assert sent.getpixel((SIDE // 2, int(0.525 * SIDE))) == (0, 255, 0)
    assert sent.getpixel((int(0.05 * SIDE), SIDE // 3)) == (0, 0, 255)
    plain = (PHOTOS / PHOTO).read_bytes()
    retouched = pixels(studio.save("#save-png", tmp_path))
    studio.drop(("plain.jpg", plain))
    studio.wait_for_drawing()
    untouched = pixels(studio.save("#save-png", tmp_path))
    assert retouched.sum() < untouched.sum()  # darker, by whatever was left out there

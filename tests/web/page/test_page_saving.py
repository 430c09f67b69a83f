"""Retouch, and every way out: each file is opened by a reader that knows nothing of artline."""

from __future__ import annotations

import base64
import io
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline.output import stroke_files
from artline.output.machines import machines

from .conftest import PATIENCE, PHOTOS, Opener, Studio

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
    path = studio.save("#save-now", tmp_path)
    assert path.name == "faces-083-line.png"
    drawn = np.asarray(artist.draw(PHOTOS / PHOTO), float)
    saved = pixels(path)
    assert saved.shape == drawn.shape == (SIDE, SIDE)
    assert np.abs(saved - drawn).mean() < 1


def test_a_save_outlives_the_drawing_that_follows_a_knob(studio: Studio, tmp_path: Path) -> None:
    """Saved at once after a knob was moved: the file has its weight, and is not given up when the
    page shows the new drawing."""
    plain = pixels(studio.save("#save-now", tmp_path))
    studio.turn("weight", 180)
    assert pixels(studio.save("#save-now", tmp_path)).mean() < plain.mean() - 10


def test_transparent_png_and_pair(studio: Studio, tmp_path: Path) -> None:
    """Ink on nothing; and photo and drawing in one picture."""
    studio.options()
    studio.page.check("#save-clear")
    clear = Image.open(studio.save("#save-now", tmp_path))
    assert clear.mode == "RGBA" and clear.size == (SIDE, SIDE)
    assert {clear.getpixel((2, 2))[3], clear.getextrema()[3][1]} == {0, 255}
    path = studio.save_as("pair", tmp_path)
    assert path.name == "faces-083-pair.png"
    pair = Image.open(path).convert("RGB")
    assert pair.width > 1.9 * pair.height
    left, right = np.split(np.asarray(pair, float), [pair.width // 2], axis=1)
    assert np.ptp(left, axis=2).mean() > 20 > np.ptp(right, axis=2).mean()


def test_pictures_of_every_size(studio: Studio, tmp_path: Path) -> None:
    """Twice as large, in pixels, in millimetres at a resolution, and on paper as it is printed."""
    page = studio.page
    studio.options()
    page.select_option("#save-size", "2x")
    assert Image.open(studio.save_as("webp", tmp_path)).size == (2 * SIDE, 2 * SIDE)
    page.select_option("#save-size", "pixels")
    page.fill("#save-pixels", "500")
    page.press("#save-pixels", "Enter")
    assert Image.open(studio.save_as("jpeg", tmp_path)).size == (500, 500)
    page.select_option("#save-size", "mm")
    page.fill("#save-mm", "127")
    page.press("#save-mm", "Enter")
    page.select_option("#save-dpi", "150")
    image = Image.open(studio.save_as("png", tmp_path))
    assert image.size == (750, 750) and image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    page.select_option("#save-size", "print")
    page.select_option("#page", "a5")
    page.select_option("#save-orientation", "true")
    page.fill("#save-margin", "20")
    page.press("#save-margin", "Enter")
    image = Image.open(studio.save_as("tiff", tmp_path))
    assert image.size == (1240, 874)
    inked = np.asarray(image.convert("L")) < 128
    assert inked[:118].sum() == 0 < inked[118:].sum()  # 20 mm at 150 dpi
    page.wait_for_function("() => document.getElementById('save-facts').textContent.includes('kB')")
    assert page.inner_text("#save-facts").startswith("1240 × 874 px, A5 at 150 dpi, ")


def test_lines_for_pens_and_machines(studio: Studio, tmp_path: Path) -> None:
    """Page, pen and machine are those that were chosen, they stand in the address, and the page
    says what drawing them takes."""
    import ezdxf
    from pypdf import PdfReader
    from svgelements import SVG
    from svgelements import Path as SvgPath

    page = studio.page
    page.select_option("#save-format", "svg")
    studio.options()
    page.select_option("#page", "a4")
    page.select_option("#pen", "0.5")
    assert page.url.endswith("#page=a4&pen=0.5&format=svg")
    svg = SVG.parse(studio.save("#save-now", tmp_path))
    assert sum(isinstance(each, SvgPath) for each in svg.elements()) > 100
    assert svg.values["attributes"]["width"] == "210mm"
    page.wait_for_function(
        r"() => /^[\d.]+ m of line, about \d+ min on servo, \d+ kB$/.test("
        "document.getElementById('save-facts').textContent)"
    )
    page.check("#save-fill")
    filled = studio.save("#save-now", tmp_path).read_text(encoding="utf-8")
    assert 'fill="#000000"' in filled and "stroke-width" not in filled
    page.uncheck("#save-fill")
    sheet = PdfReader(studio.save_as("pdf", tmp_path)).pages[0]
    assert float(sheet.mediabox.width) == pytest.approx(210 / 25.4 * 72, abs=0.5)
    assert float(sheet.mediabox.height) == pytest.approx(297 / 25.4 * 72, abs=0.5)
    assert len(ezdxf.readfile(studio.save_as("dxf", tmp_path)).modelspace()) > 100  # type: ignore[attr-defined]
    gcode = studio.save_as("gcode", tmp_path)
    shown = io.BytesIO()
    stroke_files.preview(gcode, shown)
    preview = np.asarray(Image.open(shown).convert("L"))
    assert 0.01 < (preview < 128).mean() < 0.6
    known = [row.name for row in machines().values() if row.takes("hpgl")]
    page.select_option("#save-format", "hpgl")
    offered = page.eval_on_selector_all("#save-machine option", "all => all.map((o) => o.value)")
    assert offered == known
    page.select_option("#save-machine", known[-1])
    assert studio.save("#save-now", tmp_path).read_bytes().startswith(b"IN;")


def test_what_does_nothing_is_neither_shown_nor_sent(open_studio: Opener, tmp_path: Path) -> None:
    """A link keeps settings of another look and format; the page draws and saves all the same."""
    link = "#look=contour&shade=0.5&background=transparent&paper=%23f7efdf&pen=1"
    studio = open_studio(path=link)
    studio.example(PHOTO)
    assert studio.page.is_hidden("#knob-shade") and studio.page.is_visible("#knob-weight")
    studio.options()
    for name in ("svg", "gcode", "pair"):
        assert studio.save_as(name, tmp_path).stat().st_size > 1000
    assert studio.page.is_hidden("#save-clear") and studio.page.is_hidden("#save-machine")
    studio.page.select_option("#save-format", "gcode")
    assert studio.page.is_hidden("#save-size") and studio.page.is_visible("#save-machine")


def test_a_link_restores_what_is_saved(open_studio: Opener, tmp_path: Path) -> None:
    """The link that is copied brings look, format, size and paper back on another page."""
    studio = open_studio(permissions=["clipboard-read", "clipboard-write"])
    studio.example(PHOTO)
    studio.page.check("#looks [value=contour]", force=True)
    studio.page.select_option("#save-format", "tiff")
    studio.options()
    studio.page.select_option("#save-size", "print")
    studio.page.select_option("#page", "a6")
    studio.page.click("#copy-link")
    link = studio.page.evaluate("navigator.clipboard.readText()")
    assert link == studio.page.url
    other = open_studio(path=link[len(studio.address) :])
    other.example(PHOTO)
    with Image.open(other.save("#save-now", tmp_path)) as image:
        assert image.format == "TIFF" and image.size == (1240, 1748)
    assert other.page.input_value("#looks input:checked") == "contour"


@pytest.mark.parametrize(
    "link",
    [
        "#look=bold&weight=1.4&ink=%234a2c17&format=webp&size=pixels&pixels=600",
        "#preset=plotter-a4&page=a5&format=png&size=print&margin=12",
        pytest.param(
            "#preset=colouring-page&page=&format=svg&pen=0.7&fill=true", marks=pytest.mark.long
        ),
    ],
)
def test_the_command_line_writes_the_same_file(
    open_studio: Opener, tmp_path: Path, link: str
) -> None:
    """To the last byte, with the photo's name, options and their quotes as a shell takes them."""
    studio = open_studio(path=link, permissions=["clipboard-read", "clipboard-write"])
    name = "a photo's.jpg"
    studio.drop((name, (PHOTOS / PHOTO).read_bytes()))
    studio.wait_for_drawing()
    studio.options()
    saved = studio.save("#save-now", tmp_path).read_bytes()
    studio.page.click("#copy-command")
    studio.page.wait_for_function("() => document.getElementById('say').textContent === 'Copied.'")
    command = studio.page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / name).write_bytes((PHOTOS / PHOTO).read_bytes())
    words = shlex.split(command)
    program = Path(sys.executable).with_name(words[0])
    subprocess.run([program, *words[1:]], cwd=tmp_path / "run", check=True)
    written = tmp_path / "run" / words[words.index("-o") + 1]
    assert written.read_bytes() == saved, command


def test_a_first_use_takes_four_clicks(open_studio: Opener, tmp_path: Path) -> None:
    """Drop, a look, PDF (which a list takes two clicks for), save: A4, where A4 is used."""
    from pypdf import PdfReader

    studio = open_studio(locale="en-GB")
    studio.example(PHOTO)
    studio.page.click("#looks label:nth-child(2)")
    studio.settle()
    with studio.page.expect_download() as waiting:
        studio.page.select_option("#save-format", "pdf")
        studio.page.click("#save-now")
    waiting.value.save_as(tmp_path / "first.pdf")
    box = PdfReader(tmp_path / "first.pdf").pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


@pytest.mark.parametrize("size", [(1366, 657), (390, 844)], ids=str)
def test_save_is_in_sight_and_stays(open_studio: Opener, size: tuple[int, int]) -> None:
    """Nothing that appears moves it: not the options, nor what is said of the file."""
    studio = open_studio(size=size)
    studio.example(PHOTO)
    box = studio.page.locator("#save-now").bounding_box()
    assert box is not None and box["y"] + box["height"] < size[1]
    studio.options()
    studio.page.wait_for_function("() => document.getElementById('save-facts').textContent")
    studio.drop(("astronaut.jpg", (PHOTOS / "astronaut.jpg").read_bytes()))
    studio.wait_for_drawing()
    assert studio.page.locator("#save-now").bounding_box() == box


def test_copy(studio: Studio) -> None:
    """The clipboard holds the drawing at the photo's pixels, whatever is saved."""
    studio.page.select_option("#save-format", "jpeg")
    studio.options()
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


def test_the_file_is_dragged_out(studio: Studio) -> None:
    """Where it is dropped, the system fetches the chosen file; the page itself is no place."""
    studio.page.select_option("#save-format", "webp")
    studio.page.wait_for_function("() => document.getElementById('save-thumb').src")
    said = studio.page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            const options = { bubbles: true, cancelable: true, dataTransfer };
            const thumb = document.getElementById("save-thumb");
            thumb.dispatchEvent(new DragEvent("dragstart", options));
            dataTransfer.setData("text/uri-list", "http://localhost/");
            document.body.dispatchEvent(new DragEvent("dragenter", options));
            const veiled = !document.getElementById("drop").hidden;
            thumb.dispatchEvent(new DragEvent("dragend", options));
            return [dataTransfer.getData("DownloadURL"), veiled];
        }"""
    )
    kind, name, address = said[0].split(":", maxsplit=2)
    assert (kind, name, said[1]) == ("image/webp", "faces-083-line.webp", False)
    image = Image.open(io.BytesIO(httpx.get(address, timeout=60).content))
    assert image.format == "WEBP" and image.size == (SIDE, SIDE)


def test_all_as_one_archive(studio: Studio, tmp_path: Path) -> None:
    """Every drawing once in the chosen format, under its photo's name, in an archive that Python's
    zipfile finds whole."""
    photo = (PHOTOS / "astronaut.jpg").read_bytes()
    studio.drop(("astronaut.jpg", photo), ("astronaut.webp", photo))
    studio.page.wait_for_function(
        "() => document.querySelectorAll('#strip [data-state=done]').length === 3"
    )
    studio.page.select_option("#save-format", "jpeg")
    assert studio.page.inner_text("#save-all") == "All 3 as ZIP"
    with zipfile.ZipFile(studio.save("#save-all", tmp_path)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == ["faces-083.jpg", "astronaut.jpg.jpg", "astronaut.webp.jpg"]
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in names]
    assert sizes == [(SIDE, SIDE), (512, 512), (512, 512)]


def test_films(studio: Studio, tmp_path: Path) -> None:
    """As GIF, MP4 and SVG, in the shape and of the length that were chosen; empty at first, and
    finished at the end."""
    import av

    page = studio.page
    page.select_option("#save-format", "film-gif")
    studio.options()
    page.select_option("#save-shape", "square")
    page.fill("#save-seconds", "2")
    page.press("#save-seconds", "Enter")
    path = studio.save("#save-now", tmp_path)
    assert path.name == "faces-083-film.gif"
    with Image.open(path) as gif:
        count = gif.n_frames  # type: ignore[attr-defined]
        assert gif.size == (540, 540) and count > 15
        first = np.asarray(gif.convert("L"))
        gif.seek(count - 1)
        last = np.asarray(gif.convert("L"))
    assert (first < 128).mean() < 0.3 * (last < 128).mean()
    page.select_option("#save-shape", "story")
    with av.open(str(studio.save_as("film-mp4", tmp_path))) as film:
        stream = film.streams.video[0]
        assert (stream.width, stream.height, stream.codec_context.name) == (1080, 1920, "h264")
        assert float(stream.duration * stream.time_base) == pytest.approx(2, abs=0.1)
    svg = studio.save_as("film-svg", tmp_path).read_text(encoding="utf-8")
    assert 'width="108mm" height="192mm"' in svg and "animation-delay" in svg


@pytest.mark.long
def test_sheet_of_looks(studio: Studio, tmp_path: Path) -> None:
    """The photo first, then its drawing in every look, with a label under each."""
    from artline.looks import LOOKS

    studio.page.set_default_timeout(10 * PATIENCE)
    path = studio.save_as("looks", tmp_path)
    sheet = np.asarray(Image.open(path).convert("RGB"), float)
    columns = int(np.ceil(np.sqrt(len(LOOKS) + 1)))
    assert path.name == "faces-083-looks.png" and sheet.shape[1] == 16 + columns * 656
    cells = [
        sheet[16 + r * 680 :][:640, 16 + c * 656 :][:, :640] for r in range(3) for c in range(3)
    ]
    assert np.ptp(cells[0], axis=2).mean() > 20
    assert all((cell.min(axis=2) < 128).mean() > 0.005 for cell in cells)


def test_erase_undo_redo(studio: Studio, tmp_path: Path) -> None:
    """Ink goes where the brush was and nowhere else; undo brings it back, redo takes it again."""
    before = pixels(studio.save("#save-now", tmp_path))
    studio.page.click("#open-retouch")
    studio.page.locator("#brush-size").fill("60")
    paint(studio, (0.3, 0.6), (0.7, 0.6))
    path = studio.save("#save-now", tmp_path)
    erased = pixels(path)
    rows = slice(int(0.59 * SIDE), int(0.61 * SIDE))
    columns = slice(int(0.32 * SIDE), int(0.68 * SIDE))
    assert (before[rows, columns] < 128).mean() > 0.02
    assert (erased[rows, columns] < 128).mean() == 0
    assert (before[: SIDE // 2] == erased[: SIDE // 2]).mean() > 0.999
    studio.after(lambda: studio.page.keyboard.press("Control+z"))
    assert (pixels(studio.save("#save-now", tmp_path)) == before).all()
    studio.after(lambda: studio.page.click("#redo"))
    assert (pixels(studio.save("#save-now", tmp_path)) == erased).all()
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
    retouched = pixels(studio.save("#save-now", tmp_path))
    studio.drop(("plain.jpg", plain))
    studio.wait_for_drawing()
    untouched = pixels(studio.save("#save-now", tmp_path))
    assert retouched.sum() < untouched.sum()  # darker, by whatever was left out there

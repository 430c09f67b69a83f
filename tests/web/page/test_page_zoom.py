"""Seeing closely: zoom, pan, the photo, two settings side by side, all looks at once."""

from __future__ import annotations

import base64
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from artline.nouns import Window

from .conftest import PHOTOS, Opener, Studio
from .test_page_states import PHONE, tab_to

PIXELS = """(id) => {
    const image = document.getElementById(id);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
}"""


def view(studio: Studio) -> tuple[float, float, float]:
    """Scale of the sheet, and how far it is moved to the right and down, in CSS pixels."""
    matrix = studio.page.evaluate(
        "() => { const at = new DOMMatrix(getComputedStyle(sheet).transform);"
        " return [at.a, at.e, at.f] }"
    )
    return tuple(matrix)  # type: ignore[return-value]


def middle(studio: Studio) -> tuple[float, float]:
    """The middle of the pane on the screen."""
    box = studio.page.locator("#pane").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pixels(studio: Studio, image: str) -> np.ndarray[Any, Any]:
    """What a picture of the page shows, grey."""
    data = studio.page.evaluate(PIXELS, image)
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"), float)


def test_what_is_on_the_screen_is_drawn_at_its_scale(open_studio: Opener, artist: Any) -> None:
    """Eight times as large as fitted: the part that is seen, with the pixels of the pipeline."""
    studio = open_studio(path="#look=bold")
    studio.example()
    studio.page.keyboard.press("+")
    for _ in range(12):
        studio.page.mouse.move(*middle(studio))
        studio.page.mouse.wheel(0, -400)
        studio.page.wait_for_timeout(20)
    studio.page.wait_for_selector("#tile[src]")
    studio.settle()
    scale = view(studio)[0]
    assert scale >= 8
    asked = next(each.url for each in reversed(studio.requests) if "/region?" in each.url)
    told = dict(part.split("=") for part in asked.partition("?")[2].split("&"))
    window = Window(*(int(told[name]) for name in ("left", "top", "width", "height")))
    size = int(told["size"])
    fitted = studio.page.evaluate("sheet.offsetWidth")
    assert size == pytest.approx(fitted * scale, abs=1)
    ink = artist.see(PHOTOS / "faces-083.jpg")
    expected = artist.region(ink, window, look="bold", size=size)
    assert np.abs(pixels(studio, "tile") - expected).mean() < 1
    studio.page.keyboard.press("0")
    studio.page.wait_for_selector("#tile:not([src])", state="attached")
    assert view(studio) == (1, 0, 0)


def test_zoom_and_pan_with_mouse_and_keys(open_studio: Opener) -> None:
    """The place under the pointer stays; the sheet cannot be lost; 100 % is a pixel a pixel."""
    studio = open_studio()
    studio.example()
    page = studio.page
    studio.options()
    x, y = middle(studio)
    page.mouse.dblclick(x, y)
    scale = view(studio)[0]
    assert scale == pytest.approx(3)  # the photo is about as large as the window
    page.keyboard.press("z")
    assert view(studio) == (1, 0, 0)
    page.click("#zoom-full")
    assert page.inner_text("#zoom-level") == "100%"
    own = page.evaluate("sheet.getBoundingClientRect().width")
    assert own == pytest.approx(768, abs=1)
    page.select_option("#save-size", "2x")  # the size that is saved counts
    assert page.inner_text("#zoom-level") == "50%"
    page.click("#zoom-full")
    assert page.evaluate("sheet.getBoundingClientRect().width") == pytest.approx(1536, abs=2)
    page.select_option("#save-size", "")
    page.keyboard.press("0")
    page.mouse.move(x + 100, y - 50)

    def under() -> list[float]:
        found: list[float] = page.evaluate(
            "([x, y]) => { const b = sheet.getBoundingClientRect();"
            " return [(x - b.x) / b.width, (y - b.y) / b.height] }",
            [x + 100, y - 50],
        )
        return found

    before = under()
    page.mouse.wheel(0, -900)
    page.wait_for_timeout(100)
    assert view(studio)[0] > 3
    assert under() == pytest.approx(before, abs=0.01)
    _, left, top = view(studio)
    page.mouse.down()
    page.mouse.move(x + 160, y - 20, steps=3)
    page.mouse.up()
    assert view(studio)[1:] == pytest.approx((left + 60, top + 30), abs=1)
    page.keyboard.press("ArrowLeft")
    assert view(studio)[1] == pytest.approx(left + 140, abs=1)
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    box, pane = (page.locator(each).bounding_box() for each in ("#sheet", "#pane"))
    assert box is not None and pane is not None
    assert box["x"] == pytest.approx(pane["x"], abs=1)


def test_the_photo_is_seen_while_it_is_held(open_studio: Opener) -> None:
    """Space, or a long press; the drawing returns, and the divider has not moved."""
    studio = open_studio()
    studio.example()
    drawn = "() => getComputedStyle(document.getElementById('drawn')).visibility"
    for press, release in (
        (lambda: studio.page.keyboard.down(" "), lambda: studio.page.keyboard.up(" ")),
        (studio.page.mouse.down, studio.page.mouse.up),
    ):
        studio.page.mouse.move(*middle(studio))
        press()
        studio.page.wait_for_function(f"{drawn} === 'hidden'")
        release()
        studio.page.wait_for_function(f"{drawn} === 'visible'")
    assert studio.page.get_attribute("#divider", "aria-valuenow") == "0"


def test_two_fingers_zoom(open_studio: Opener) -> None:
    """On a phone, and while retouching, where the first finger's stroke is none."""
    studio = open_studio(**PHONE)
    studio.example("astronaut.jpg")
    touch = studio.page.context.new_cdp_session(studio.page)
    x, y = middle(studio)

    def pinch(begin: int, end: int) -> None:
        def send(kind: str, *places: float) -> None:
            points = [{"x": at, "y": y, "id": k} for k, at in enumerate(places)]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", x - begin)
        send("touchStart", x - begin, x + begin)
        for apart in np.linspace(begin, end, 6):
            send("touchMove", x - float(apart), x + float(apart))
        send("touchEnd")

    pinch(30, 90)
    assert view(studio)[0] == pytest.approx(3, rel=0.1)
    assert studio.page.evaluate("[scrollY, visualViewport.scale]") == [0, 1]
    pinch(90, 30)
    assert view(studio)[0] == 1
    studio.page.wait_for_timeout(400)
    studio.page.click("#open-retouch")
    pinch(30, 60)
    assert view(studio)[0] > 1.5
    assert studio.page.is_disabled("#undo")


def test_two_settings_side_by_side(open_studio: Opener) -> None:
    """A is kept while the panel changes B, then the other way round; Done keeps what is chosen."""
    studio = open_studio()
    studio.example()
    plain = pixels(studio, "drawing")
    tab_to(studio, "#open-compare")
    studio.page.keyboard.press("Enter")
    studio.after(lambda: studio.page.check("#looks [value=bold]"))
    bold = pixels(studio, "drawing")
    kept = pixels(studio, "other-drawing")
    assert (kept.shape == plain.shape and np.array_equal(kept, plain)) and (bold < 128).sum() > 0
    assert studio.page.get_attribute("#pane", "data-side") == "B: bold"
    assert studio.page.get_attribute("#other-pane", "data-side") == "A: ink"
    left, right = (studio.page.locator(each).bounding_box() for each in ("#other-pane", "#pane"))
    assert left is not None and right is not None and left["x"] < right["x"]
    studio.after(lambda: studio.page.keyboard.press("x"))
    assert studio.page.is_checked("#looks [value=ink]")
    assert np.array_equal(pixels(studio, "other-drawing"), bold)
    left, right = (studio.page.locator(each).bounding_box() for each in ("#pane", "#other-pane"))
    assert left is not None and right is not None and left["x"] < right["x"]
    studio.page.keyboard.press("z")
    studio.page.wait_for_selector("#other-tile[src]")
    studio.page.keyboard.press("Escape")
    assert studio.page.is_hidden("#other-pane")
    assert "look=" not in studio.page.url


def test_all_looks_at_once(open_studio: Opener) -> None:
    """Large, with the chosen settings, by the keyboard; what is chosen is drawn."""
    studio = open_studio(path="#ink=navy")
    studio.example()
    studio.page.keyboard.press("g")
    assert studio.page.is_visible("#grid")
    assert studio.page.evaluate("document.activeElement.value") == "ink"
    with studio.page.expect_request(lambda each: "look=contour" in each.url) as asked:
        pass
    assert "ink=%23000080" in asked.value.url and "/drawing?" in asked.value.url
    studio.page.keyboard.press("ArrowRight")
    studio.after(lambda: studio.page.keyboard.press("Enter"))
    assert studio.page.is_hidden("#grid")
    assert "look=contour" in studio.page.url and "ink=" in studio.page.url

"""Crop, turn, straighten by mouse, keys and touch; and ink that is added by hand."""

from __future__ import annotations

import io
import random
from typing import Any

import numpy as np
import pytest
from PIL import Image

from artline.nouns import Photo
from artline.options.frame import CROP, Frame
from artline.photo.frame import framed

from .conftest import PHOTOS, Opener, Studio

PHONE = {"size": (390, 844), "has_touch": True, "is_mobile": True}


def open_crop(studio: Studio) -> None:
    """Draw an example and open the dialog."""
    studio.example("astronaut.jpg")
    studio.page.click("#open-crop")
    studio.settle()


def frame_box(studio: Studio) -> dict[str, float]:
    box = studio.page.locator("#crop-frame").bounding_box()
    assert box is not None
    return {**box}


def apply(studio: Studio) -> dict[str, Any]:
    """Press Done, wait for the drawing; what the server saw."""
    before = len(studio.requests)

    def done() -> None:
        studio.page.click("#crop-done")
        studio.page.wait_for_selector(".former .drawing[src]")  # the former drawing stays meanwhile

    studio.after(done)
    assert not studio.page.query_selector(".former")
    (upload,) = [each for each in studio.requests[before:] if each.method == "POST"]
    answer = upload.response()
    assert answer is not None
    return {**answer.json()}


def ratio(studio: Studio) -> float:
    return float(
        studio.page.evaluate(
            "(d => d.naturalWidth / d.naturalHeight)(document.getElementById('drawing'))"
        )
    )


def test_crop_by_mouse_is_what_is_drawn_and_undone(open_studio: Opener) -> None:
    """A corner is dragged, the photo turned; undo draws the whole photo again, redo the crop."""
    studio = open_studio()
    page = studio.page
    open_crop(studio)
    box = frame_box(studio)
    corner = page.locator("[data-handle=se]").bounding_box()
    assert corner is not None
    page.mouse.move(corner["x"] + 22, corner["y"] + 22)
    page.mouse.down()
    page.mouse.move(corner["x"] + 22 - box["width"] / 2, corner["y"] + 22, steps=4)
    page.mouse.up()
    half = frame_box(studio)
    assert half["width"] == pytest.approx(box["width"] / 2, abs=4)
    assert half["height"] == pytest.approx(box["height"], abs=4)
    page.click("#crop-right")
    apply(studio)
    assert ratio(studio) == pytest.approx(2, rel=0.02)
    studio.after(lambda: page.keyboard.press("Control+z"))
    assert ratio(studio) == pytest.approx(1)
    studio.after(lambda: page.keyboard.press("Control+Shift+z"))
    assert ratio(studio) == pytest.approx(2, rel=0.02)


@pytest.mark.long
def test_crop_by_keys_alone(open_studio: Opener) -> None:
    """Arrows move and size the frame, Enter is Done; Escape changes nothing."""
    studio = open_studio()
    page, keys = studio.page, studio.page.keyboard
    open_crop(studio)
    assert page.evaluate("document.activeElement.id") == "crop-frame"
    for _ in range(20):
        keys.press("Shift+ArrowLeft")
    left = frame_box(studio)["x"]
    for _ in range(5):
        keys.press("ArrowRight")
    moved = frame_box(studio)
    assert moved["x"] > left + 5
    keys.press("Escape")
    assert page.is_hidden("#crop") and page.is_disabled("#undo")
    page.focus("#open-crop")
    keys.press("Enter")
    for _ in range(20):
        keys.press("Shift+ArrowLeft")
    studio.after(lambda: keys.press("Enter"))
    assert ratio(studio) == pytest.approx(0.8, rel=0.02)


def test_straightened_around_the_face(open_studio: Opener) -> None:
    """No corner lies outside of the photo: the server would refuse it; shapes keep their ratio."""
    studio = open_studio()
    page = studio.page
    open_crop(studio)
    page.check("#crop-shapes [value=a4]", force=True)
    page.click("#crop-face")
    page.locator("#crop-angle").fill("12.5")
    assert page.inner_text("#crop-degrees") == "+12.5°"
    box = frame_box(studio)
    assert box["width"] / box["height"] == pytest.approx(210 / 297, rel=0.02)
    size = page.inner_text("#crop-size")
    seen = apply(studio)
    assert f"{seen['width']} × {seen['height']} px" == size and seen["faces"] == 1
    assert seen["width"] < 512
    assert ratio(studio) == pytest.approx(210 / 297, rel=0.02)


def test_no_corner_leaves_the_photo(open_studio: Opener) -> None:
    """The server takes whatever frame the page makes; strokes go to another frame and back."""
    studio = open_studio()
    rng = random.Random(5)
    whole = {"width": 900, "height": 600}
    cases = [
        {
            "box": {k: rng.uniform(-500, 500) for k in "xy"}
            | {k: rng.uniform(30, 900) for k in "wh"},
            "turn": rng.choice([0, 90, 180, 270]),
            "tilt": round(rng.uniform(-20, 20), 1),
        }
        for _ in range(60)
    ]
    found = studio.page.evaluate(
        """async ([whole, cases]) => {
            const { fitted, frameOf, reframed, turnedSize } = await import('/static/geometry.js');
            return cases.map(({ box, turn, tilt }) => {
                const fit = fitted(box, turnedSize(whole, turn), tilt * Math.PI / 180);
                const frame = frameOf(fit, turn, tilt, whole);
                const strokes = [{ size: 0.1, points: [[0.2, 0.7]] }];
                const there = reframed(strokes, null, frame, whole);
                const [back] = reframed(there, frame, null, whole);
                return { frame, box: fit, back: [back.size, ...back.points[0]] };
            });
        }""",
        [whole, cases],
    )
    photo = Photo(np.zeros((600, 900, 3), np.uint8))
    for case, made in zip(cases, found, strict=True):
        texts = made["frame"]
        crop = CROP.check(texts["crop"])
        kept = framed(photo, Frame(case["turn"], float(texts.get("straighten", 0)), crop))
        assert (kept.width, kept.height) == pytest.approx(
            (made["box"]["w"], made["box"]["h"]), abs=1
        )
        assert made["back"] == pytest.approx([0.1, 0.2, 0.7], abs=1e-3)


@pytest.mark.long
def test_the_size_of_a_crop_is_that_of_its_pixels(open_studio: Opener) -> None:
    """Full quality: the file that is saved has the pixels of the part, upright as the photo is."""
    exif = Image.Exif()
    exif[0x0112] = 6
    memory = io.BytesIO()
    with Image.open(PHOTOS / "astronaut.jpg") as photo:
        photo.convert("RGB").resize((600, 400)).save(memory, "JPEG", exif=exif)
    studio = open_studio()
    page = studio.page
    studio.drop(("turned.jpg", memory.getvalue()))
    studio.wait_for_drawing()
    page.click("#open-crop")
    page.check("#crop-shapes [value=square]", force=True)
    assert page.inner_text("#crop-size") == "400 × 400 px"
    apply(studio)
    with page.expect_download() as waiting:
        page.click("#save-now")
    with Image.open(waiting.value.path()) as saved:
        assert saved.size == (400, 400)


def ink_at(studio: Studio, x: float, y: float) -> float:
    """Mean darkness 0..1 around a place of the drawing, in shares of its sides."""
    return float(
        studio.page.evaluate(
            """([x, y]) => {
                const image = document.getElementById('drawing');
                const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
                const pen = canvas.getContext('2d');
                pen.drawImage(image, 0, 0);
                const side = 5;
                const [left, top] = [x * canvas.width, y * canvas.height].map(Math.round);
                const data = pen.getImageData(left - 2, top - 2, side, side).data;
                let sum = 0;
                for (let k = 0; k < data.length; k += 4) sum += 255 - data[k];
                return sum / (side * side) / 255;
            }""",
            [x, y],
        )
    )


def test_a_pen_adds_ink_which_stays_in_place_when_cropped(open_studio: Opener) -> None:
    """A line in the empty background; after a crop it lies where the photo has it."""
    studio = open_studio()
    page = studio.page
    studio.example("faces-083.jpg")
    assert ink_at(studio, 0.06, 0.1) < 0.1
    page.click("#open-retouch")
    page.check("#brushes [value=draw]", force=True)
    page.locator("#brush-size").fill("20")
    box = page.locator("#overlay").bounding_box()
    assert box is not None

    def stroke() -> None:
        y = box["y"] + 0.1 * box["height"]
        page.mouse.move(box["x"] + 0.02 * box["width"], y)
        page.mouse.down()
        page.mouse.move(box["x"] + 0.16 * box["width"], y, steps=5)
        page.mouse.up()

    studio.after(stroke)
    assert ink_at(studio, 0.06, 0.1) > 0.8
    page.click("#close-retouch")
    page.click("#open-crop")
    page.focus("#crop-frame")
    for _ in range(50):
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+ArrowUp")
    apply(studio)
    assert ink_at(studio, 0.12, 0.2) > 0.8


def touch(session: Any, kind: str, *points: tuple[float, float]) -> None:
    """Put fingers down, move them, lift them."""
    fingers = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_retouch_fills_a_phone_and_fingers_crop(open_studio: Opener) -> None:
    """A finger drags the side of a crop and draws; the sheet is larger, what it covers is inert."""
    device: dict[str, Any] = PHONE
    studio = open_studio(**device)
    page = studio.page
    open_crop(studio)
    session = page.context.new_cdp_session(page)
    box = frame_box(studio)
    side = (box["x"] + box["width"], box["y"] + box["height"] / 2)
    touch(session, "touchStart", side)
    touch(session, "touchMove", (side[0] - 40, side[1]))
    touch(session, "touchMove", (side[0] - 80, side[1]))
    touch(session, "touchEnd")
    assert frame_box(studio)["width"] == pytest.approx(box["width"] - 80, abs=6)
    apply(studio)
    page.click("#open-retouch")
    bench = page.locator(".bench").bounding_box()
    assert bench is not None and (bench["width"], bench["height"]) == (390, 844)
    assert page.evaluate("document.getElementById('panel').inert")
    sheet = page.locator("#sheet").bounding_box()
    assert sheet is not None
    middle = (sheet["x"] + sheet["width"] / 2, sheet["y"] + sheet["height"] / 2)

    def stroke() -> None:
        touch(session, "touchStart", middle)
        touch(session, "touchMove", (middle[0] + 60, middle[1]))
        touch(session, "touchEnd")

    studio.after(stroke)
    # a stroke without duration is a fling, which the next tap only ends
    page.wait_for_timeout(1500)
    studio.after(lambda: page.tap("#undo-near"))
    page.tap("#close-retouch")
    assert not page.evaluate("document.getElementById('panel').inert")

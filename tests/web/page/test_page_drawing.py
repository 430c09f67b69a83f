"""From a photo to the drawing: every way in, the divider, looks, knobs, several photos."""

from __future__ import annotations

import base64
import io
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from .conftest import PHOTOS, Opener, Studio

SMALL = PHOTOS / "astronaut.jpg"
THUMBS = "document.querySelectorAll('.thumb').length"
THUMBNAILS = (
    "[...document.querySelectorAll('.thumb img')].filter((each) => each.naturalWidth > 0).length"
)


COUNT_FLYING = """() => {
    const { fetch } = window;
    window.flights = { now: 0, most: 0 };
    window.fetch = async (path, options) => {
        if (!/\\/drawing\\?.*size=/.test(path)) return fetch(path, options);
        flights.most = Math.max(flights.most, ++flights.now);
        try {
            return await fetch(path, options);
        } finally {
            flights.now--;
        }
    };
}"""
"""Counts drawings for the screen that are asked for at a time; one given up is none any more."""


def heic() -> bytes:
    """The astronaut as a phone would store her."""
    import pillow_heif

    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.open(SMALL).convert("RGB")).save(buffer)
    return buffer.getvalue()


def is_preview(url: str) -> bool:
    """Whether it asks for the drawing on the screen; the file to be saved has the photo's size."""
    return "/drawing?" in url and "size=" in url


def share(studio: Studio) -> float:
    """Where the divider is, 0..100."""
    return float(studio.page.get_attribute("#divider", "aria-valuenow") or -1)


def test_a_dropped_photo_becomes_a_drawing(open_studio: Opener) -> None:
    """The greeting goes, the photo stands there, then the drawing sweeps over all of it."""
    studio = open_studio(reduced_motion="no-preference")
    assert studio.page.is_visible("#welcome")
    studio.drop(("astronaut.jpg", SMALL.read_bytes()))
    assert studio.page.is_hidden("#welcome")
    assert "astronaut.jpg" in studio.page.inner_text("#progress-text")
    studio.wait_for_drawing()
    studio.page.wait_for_function("() => document.getElementById('divider').ariaValueNow === '0'")
    assert studio.page.get_attribute("#drawing", "alt") == "Line drawing of astronaut.jpg"
    assert "astronaut.jpg is ready" in studio.page.inner_text("#say")


def test_the_divider_follows_mouse_and_keys(open_studio: Opener) -> None:
    """Its handle is dragged; arrows, Home and End move it; a click in the picture does not."""
    studio = open_studio()
    studio.example()
    box = studio.page.locator("#sheet").bounding_box()
    grip = studio.page.locator(".grip").bounding_box()
    assert box is not None and grip is not None
    middle = box["y"] + box["height"] / 2
    studio.page.mouse.click(box["x"] + box["width"] * 0.25, middle)
    assert share(studio) == 0
    start = grip["x"] + grip["width"] - 6
    studio.page.mouse.move(start, grip["y"] + 8)
    studio.page.mouse.down()
    assert share(studio) == 0
    studio.page.mouse.move(start + box["width"] * 0.75, middle, steps=4)
    studio.page.mouse.up()
    assert share(studio) == pytest.approx(75, abs=1)
    studio.page.keyboard.press("ArrowLeft")
    assert share(studio) == pytest.approx(73, abs=1)
    for key, expected in (("End", 100), ("Home", 0), ("PageUp", 20)):
        studio.page.keyboard.press(key)
        assert share(studio) == expected
    said = studio.page.get_attribute("#divider", "aria-valuetext")
    assert said == "20% photo, 80% drawing"


def test_heic_is_shown_too(open_studio: Opener) -> None:
    """Chromium cannot show HEIC: the photo under the drawing comes from the server."""
    studio = open_studio()
    studio.drop(("phone.heic", heic()))
    studio.wait_for_drawing()
    studio.page.wait_for_selector(".has-photo .photo[src]")
    assert studio.page.evaluate("document.getElementById('photo').naturalWidth") >= 256


@pytest.mark.long
def test_paste_choose_and_the_photo_at_hand(open_studio: Opener) -> None:
    """Three more ways in; each photo is added to the strip."""
    studio = open_studio()
    with studio.page.expect_file_chooser() as chooser:
        studio.page.click("#choose")
    chooser.value.set_files(SMALL)
    studio.wait_for_drawing()
    studio.paste(("pasted.png", SMALL.read_bytes()))
    studio.page.wait_for_selector("#strip li:nth-child(2)[data-state=done]")
    studio.wait_for_drawing()
    names = [each.get_attribute("title") for each in studio.page.locator("#strip .open").all()]
    assert names == ["astronaut.jpg", "pasted.png"]
    again = open_studio()
    again.page.click("#try")
    again.wait_for_drawing()


def test_the_camera_takes_a_photo(open_studio: Opener) -> None:
    """The dialog shows what the camera sees, takes a picture and lets go of the camera."""
    studio = open_studio(permissions=["camera"])
    studio.page.click("#open-camera")
    studio.page.wait_for_selector("#shoot:enabled")
    assert studio.page.evaluate("document.getElementById('finder').videoWidth") > 0
    studio.page.click("#shoot")
    studio.wait_for_drawing()
    assert studio.page.evaluate("document.getElementById('finder').srcObject") is None
    assert "camera" in str(studio.page.get_attribute("#drawing", "alt"))


def test_looks_are_thumbnails_and_draw(open_studio: Opener) -> None:
    """One picture a look, each different; choosing one draws it and stands in the address."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    for place, thumb in enumerate(studio.page.locator(".thumb").all()):
        thumb.scroll_into_view_if_needed()  # those out of view are not drawn
        studio.page.wait_for_function(
            "(at) => document.querySelectorAll('.thumb img')[at].naturalWidth > 0", arg=place
        )
    looks = {look["name"] for look in httpx.get(studio.address + "api/looks").json()}
    radios = studio.page.locator("#looks input").all()
    assert {radio.get_attribute("value") for radio in radios} == looks
    studio.after(lambda: studio.page.check("#looks [value=stencil]"))
    assert studio.page.url.endswith("#look=stencil")


def test_thumbnails_wait_for_the_drawing_and_for_being_seen(open_studio: Opener) -> None:
    """On a phone only the first few are in view; the others are drawn when the row is scrolled."""
    studio = open_studio(size=(390, 560))
    studio.example()
    asked = [each.url for each in studio.requests]
    drawn = next(place for place, url in enumerate(asked) if "/drawing?" in url)
    assert not [url for url in asked[:drawn] if "/thumbnail?" in url]
    assert studio.page.evaluate(THUMBNAILS) < studio.page.evaluate(THUMBS)
    row = studio.page.locator("#looks")
    row.scroll_into_view_if_needed()
    studio.page.wait_for_function(f"() => {THUMBNAILS} >= 3")
    studio.page.wait_for_timeout(500)
    assert studio.page.evaluate(THUMBNAILS) < studio.page.evaluate(THUMBS)
    studio.page.locator(".thumb").last.scroll_into_view_if_needed()
    studio.page.wait_for_function(
        "() => [...document.querySelectorAll('.thumb img')].at(-1).naturalWidth > 0"
    )


def test_a_link_restores_every_setting(open_studio: Opener) -> None:
    """What the address says is what the panel shows and the server is asked for."""
    link = "#look=bold&weight=2&detail=-0.5&background=keep&ink=navy&paper=%23f7efdf&nonsense=1"
    studio = open_studio(path=link)
    studio.example()
    assert studio.page.is_checked("#looks [value=bold]")
    assert studio.page.is_checked("#grounds [value=keep]")
    assert studio.page.input_value("#colours input >> nth=0") == "#000080"
    (drawing,) = {each.url for each in studio.requests if is_preview(each.url)}
    for part in ("look=bold", "weight=2", "detail=-0.5", "ink=%23000080", "paper=%23f7efdf"):
        assert part in drawing
    studio.after(lambda: studio.page.click("#reset"))
    assert "#" not in studio.page.url


def test_a_dragged_knob_is_answered_at_once(open_studio: Opener) -> None:
    """Many moves, one request in flight at a time; the last move is what stands there."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    studio.page.evaluate(COUNT_FLYING)
    before = len(studio.requests)
    knob = studio.page.locator("#knob-weight")
    knob.scroll_into_view_if_needed()  # presets and looks may leave it below the window
    box = knob.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    studio.page.mouse.move(box["x"] + box["width"] / 2, y)
    studio.page.mouse.down()
    shown = set()
    moves = 0
    # a slow machine gets more moves, until pictures have come while the knob was moving
    while moves < 12 or (len(shown) < 3 and moves < 400):
        moves += 1
        studio.page.mouse.move(box["x"] + box["width"] * (0.8 + 0.005 * (moves % 20)), y)
        studio.page.wait_for_timeout(40)
        shown.add(studio.picture())
    assert "#" not in studio.page.url  # the address waits until the knob is let go
    studio.page.mouse.up()
    studio.settle()
    asked = [each.url for each in studio.requests[before:] if is_preview(each.url)]
    assert studio.page.evaluate("flights.most") == 1
    assert 2 <= len(asked) <= moves + 1
    assert len(shown) > 2  # pictures came while the knob was moving
    weight = studio.page.url.partition("weight=")[2]
    assert float(weight) > 2
    assert f"weight={weight}&" in asked[-1]


@pytest.mark.long
def test_several_photos_queue(open_studio: Opener) -> None:
    """All are drawn, one after the other; the strip goes between them; one can be removed."""
    studio = open_studio()
    photos = ("astronaut.jpg", "faces-083.jpg", "faces-056.jpg")
    studio.drop(*((name, (PHOTOS / name).read_bytes()) for name in photos))
    studio.page.wait_for_function(
        "() => document.querySelectorAll('#strip [data-state=done]').length === 3"
    )
    for name in reversed(photos):
        studio.after(lambda name=name: studio.page.click(f'#strip .open[title="{name}"]'))
        assert name in str(studio.page.get_attribute("#drawing", "alt"))
    studio.page.click("#strip li:nth-child(1) .remove")
    studio.wait_for_drawing()
    assert "faces-083" in str(studio.page.get_attribute("#drawing", "alt"))
    forgotten = [each for each in studio.requests if each.method == "DELETE"]
    assert len(forgotten) == 1


@pytest.mark.long
def test_thumbnails_are_kept_with_their_photo(open_studio: Opener) -> None:
    """Who goes between photos waits for none a second time."""
    studio = open_studio()
    answered: list[str] = []
    studio.page.on("requestfinished", lambda request: answered.append(request.url))
    photos = ("astronaut.jpg", "faces-083.jpg")
    studio.drop(*((name, (PHOTOS / name).read_bytes()) for name in photos))
    for name in (*photos, *photos):
        studio.page.click(f'#strip .open[title="{name}"]')
        studio.wait_for_drawing()
        studio.page.wait_for_function(f"() => {THUMBNAILS} >= 3")
    thumbnails = [url for url in answered if "/thumbnail?" in url]
    assert len(thumbnails) == len(set(thumbnails)) >= 6


@pytest.mark.long
def test_the_strokes_draw_themselves(open_studio: Opener) -> None:
    """The film uncovers the drawing bit by bit, and ends on the drawing itself."""
    studio = open_studio(reduced_motion="no-preference")
    studio.example()
    studio.page.click("#play")
    studio.page.wait_for_selector("#film:not([hidden])")
    ink = """() => {
        const canvas = document.getElementById('film');
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const pen = copy.getContext('2d', { willReadFrequently: true });
        pen.drawImage(canvas, 0, 0);
        const data = pen.getImageData(0, 0, copy.width, copy.height).data;
        let dark = 0;
        for (let k = 0; k < data.length; k += 4) dark += data[k] < 128;
        return dark / (data.length / 4);
    }"""
    early = studio.page.evaluate(ink)
    studio.page.wait_for_function(
        "() => document.getElementById('say').textContent === 'Playback finished.'"
    )
    late = studio.page.evaluate(ink)
    assert early < 0.5 * late
    assert late > 0.05
    studio.page.click("#stop")
    assert studio.page.is_hidden("#film")


def test_the_drawing_is_that_of_the_pipeline(open_studio: Opener, artist: Any) -> None:
    """What the page shows is what Python draws at the same settings and size."""
    studio = open_studio(path="#look=contour&detail=0.5")
    studio.example()
    data = studio.page.evaluate(
        """() => {
            const image = document.getElementById('drawing');
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            canvas.getContext('2d').drawImage(image, 0, 0);
            return canvas.toDataURL('image/png').split(',')[1];
        }"""
    )
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"), float)
    drawn = artist.draw(PHOTOS / "faces-083.jpg", look="contour", detail=0.5, size=max(shown.shape))
    assert np.abs(shown - np.asarray(drawn)).mean() < 1

"""What goes wrong, who uses what device, and who sees, hears or types."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from .conftest import HERE, PHOTOS, Opener, Studio

AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
STATIC = HERE.parents[2] / "src" / "artline" / "web" / "static"
HEAVIEST = 200_000
PHONE = {"size": (390, 844), "has_touch": True, "is_mobile": True}
TABLET = {"size": (834, 1112)}
DARK = {"color_scheme": "dark"}


def slow(*devices: dict[str, Any]) -> list[Any]:
    """Devices that are tried among the long tests alone."""
    return [pytest.param(device, marks=pytest.mark.long) for device in devices]


def violations(studio: Studio) -> list[str]:
    """What axe-core finds wrong on the page as it stands."""
    if not AXE.exists():
        pytest.fail(f"axe-core is not here; npm ci --prefix {HERE}")
    studio.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = studio.page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {node['html'][:120]} {node['failureSummary']}"
            for each in found for node in each["nodes"]]  # fmt: skip


@pytest.mark.parametrize("device", [{}, *slow(DARK, PHONE, {**PHONE, **DARK}, TABLET)], ids=str)
def test_axe_finds_nothing(open_studio: Opener, device: dict[str, Any]) -> None:
    """Greeting, drawing, retouch, comparison, looks, camera, failure; light, dark, all devices."""
    studio = open_studio(permissions=["camera"], **device)
    assert violations(studio) == []
    studio.page.click("#open-camera")
    studio.page.wait_for_selector("#shoot:enabled")
    assert violations(studio) == []
    studio.page.click("#close-camera")
    studio.example("astronaut.jpg")
    assert violations(studio) == []
    studio.page.click("#save-more")
    for form in ("png", "gcode", "film-gif"):
        studio.page.select_option("#save-format", form)
        assert violations(studio) == []
    studio.page.keyboard.press("Escape")
    studio.page.click("#open-retouch")
    assert violations(studio) == []
    studio.page.click("#close-retouch")
    for dialog, close in (("crop", "cancel"), ("keys", "")):
        studio.page.evaluate(f"document.getElementById('open-{dialog}').click()")
        studio.settle()
        assert violations(studio) == []
        studio.page.click(f"#{dialog}-{close}" if close else f"#close-{dialog}")
    studio.page.keyboard.press("z")
    studio.page.keyboard.press("b")
    assert violations(studio) == []
    studio.page.click("#close-compare")
    studio.page.keyboard.press("g")
    assert violations(studio) == []
    studio.page.click("#close-grid")
    studio.drop(("notes.txt", b"no picture"))
    studio.page.wait_for_selector("#failure-text")
    studio.page.click("#failures summary")
    assert violations(studio) == []
    studio.forgive("415")


@pytest.mark.parametrize("device", [{"size": (320, 640)}, *slow(PHONE, TABLET)], ids=str)
def test_nothing_sticks_out(open_studio: Opener, device: dict[str, Any]) -> None:
    """No page is wider than its screen, with and without a drawing."""
    studio = open_studio(**device)
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not studio.page.evaluate(wide)
    studio.example("astronaut.jpg")
    assert not studio.page.evaluate(wide)
    studio.page.click("#open-retouch")
    assert not studio.page.evaluate(wide)


def test_a_finger_moves_the_divider(open_studio: Opener) -> None:
    """On a phone the grip is dragged by touch, and the drawing can be saved without scrolling."""
    studio = open_studio(**PHONE)
    studio.example("astronaut.jpg")
    touch = studio.page.context.new_cdp_session(studio.page)
    grip = studio.page.locator(".grip").bounding_box()
    sheet = studio.page.locator("#sheet").bounding_box()
    assert grip is not None and sheet is not None
    y = grip["y"] + grip["height"] / 2
    start = max(4.0, grip["x"] + grip["width"] / 2 + 4)
    end = sheet["x"] + sheet["width"] / 2
    for kind, x in (("touchStart", start), ("touchMove", (start + end) / 2), ("touchMove", end)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    share = studio.page.get_attribute("#divider", "aria-valuenow")
    assert share in ("48", "49", "50")  # the finger holds the grip beside its middle
    near = studio.page.locator("#save-now").bounding_box()
    assert near is not None and near["y"] + near["height"] < PHONE["size"][1]  # type: ignore[index]


def tab_to(studio: Studio, selector: str) -> None:
    """Press Tab until something has the focus, which must be seen there."""
    for _ in range(80):
        studio.page.keyboard.press("Tab")
        if studio.page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_everything_with_the_keyboard_alone(open_studio: Opener, tmp_path: Path) -> None:
    """Photo, divider, retouch, undo, look, knob and file; no mouse."""
    studio = open_studio()
    keys = studio.page.keyboard
    tab_to(studio, "#try")
    keys.press("Enter")
    studio.wait_for_drawing()
    tab_to(studio, "#divider")
    keys.press("PageUp")
    assert studio.page.get_attribute("#divider", "aria-valuenow") == "20"
    tab_to(studio, "#open-retouch")
    keys.press("Enter")
    assert studio.page.evaluate("document.activeElement.id") == "overlay"

    def stroke() -> None:
        keys.press("Enter")
        for _ in range(10):
            keys.press("Shift+ArrowDown")
        keys.press("Enter")

    studio.after(stroke)
    studio.after(lambda: keys.press("Control+z"))
    keys.press("Escape")
    assert studio.page.evaluate("document.activeElement.id") == "open-retouch"
    tab_to(studio, "#looks input")
    studio.after(lambda: keys.press("ArrowRight"))
    assert "look=contour" in studio.page.url
    tab_to(studio, "#knob-weight")
    studio.after(lambda: keys.press("ArrowRight"))
    assert "weight=" in studio.page.url
    tab_to(studio, "#save-now")
    with studio.page.expect_download() as waiting:
        keys.press("Enter")
    assert waiting.value.suggested_filename == "hat-line.png"


def test_focus_is_seen(open_studio: Opener) -> None:
    """Whatever Tab reaches looks different from before, if only by its outline."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    seen = 0
    for _ in range(60):
        studio.page.keyboard.press("Tab")
        name, outlined = studio.page.evaluate(
            """() => {
                const it = document.activeElement;
                const near = [it, ...it.parentElement.children, ...it.children];
                const lined = near.some((each) => getComputedStyle(each).outlineStyle !== "none");
                return [it.tagName + "#" + it.id, lined];
            }"""
        )
        if name.startswith("BODY"):
            break
        assert outlined, name
        seen += 1
    assert seen > 20


def test_a_refused_file_says_why(open_studio: Opener) -> None:
    """The sentence of the command line, with ways on; the next photo is drawn all the same."""
    studio = open_studio()
    studio.drop(("notes.txt", b"no picture"))
    studio.page.wait_for_selector("#failure:not([hidden])")
    assert studio.page.inner_text("#failure-text").startswith("notes.txt: is not a picture; give ")
    assert studio.page.get_attribute("#failure-text", "role") == "alert"
    assert studio.page.is_disabled("#save-now")
    studio.forgive("415")
    studio.example("astronaut.jpg")


def test_what_is_to_be_said_of_a_drawing_stands_below_it(open_studio: Opener) -> None:
    """A sky without a sitter is drawn whole, and the page says so until that was asked for."""
    ramp = np.tile(np.linspace(90, 220, 128, dtype=np.uint8)[:, None], (1, 160))
    sky = io.BytesIO()
    Image.fromarray(ramp).save(sky, "PNG")
    studio = open_studio()
    studio.drop(("sky.png", sky.getvalue()))
    studio.wait_for_drawing()
    assert studio.page.inner_text("#notice").startswith("nobody found in the foreground")
    studio.after(lambda: studio.page.check("#grounds [value=keep]"))
    assert studio.page.is_hidden("#notice")


def test_work_can_be_cancelled_and_taken_up_again(open_studio: Opener) -> None:
    """Cancel ends the request; Try again draws after all."""
    studio = open_studio()
    studio.drop(("faces-083.jpg", (PHOTOS / "faces-083.jpg").read_bytes()))
    studio.page.click("#cancel")
    studio.page.wait_for_selector("#failure:not([hidden])")
    assert studio.page.inner_text("#failure-title") == "Cancelled"
    assert studio.page.inner_text("#failure-text") == "faces-083.jpg was not drawn."
    (upload,) = [each for each in studio.requests if each.method == "POST"]
    assert upload.failure == "net::ERR_ABORTED"
    studio.page.click("#again")
    studio.wait_for_drawing()


def test_offline_and_back(open_studio: Opener) -> None:
    """A banner while nobody answers; what was dropped meanwhile is drawn afterwards."""
    studio = open_studio()
    studio.page.context.set_offline(True)
    studio.drop(("astronaut.jpg", (PHOTOS / "astronaut.jpg").read_bytes()))
    studio.page.wait_for_selector("#offline:not([hidden])")
    assert "Cannot reach artline" in studio.page.inner_text("#offline")
    studio.page.context.set_offline(False)
    studio.page.wait_for_selector(".has-drawing .drawing[src]")
    studio.page.wait_for_selector("#offline", state="hidden")
    studio.pending.clear()  # nobody tells of the end of what was asked meanwhile
    studio.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_forgotten_photo_is_seen_again(open_studio: Opener) -> None:
    """The server drops what is old: the page sends the photo and its retouch once more."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    ink = next(each.url for each in studio.requests if "/drawing?" in each.url)
    httpx.delete(ink.partition("/drawing")[0]).raise_for_status()
    studio.after(lambda: studio.turn("shade", 150))
    assert len([each for each in studio.requests if each.method == "POST"]) == 2
    studio.forgive("404")


def test_leaving_the_page_forgets_the_photos(open_studio: Opener) -> None:
    """What the server saw goes when the page goes."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    ink = next(each.url for each in studio.requests if "/photo?" in each.url)
    assert httpx.get(ink).status_code == 200
    studio.page.goto("about:blank")
    studio.page.wait_for_timeout(200)
    assert httpx.get(ink).status_code == 404


def test_the_page_says_where_photos_go(open_studio: Opener) -> None:
    """Before the first photo, and while one is there."""
    studio = open_studio()
    assert "never written to disk" in studio.page.inner_text(".promise")
    studio.example("astronaut.jpg")
    assert studio.page.inner_text(".privacy") == "Photos never leave this computer"


def test_the_page_is_light(address: str) -> None:
    """All of it but the photo to try, in one language, as it comes over the line to a browser."""
    weight = 0
    other_languages = {path for path in (STATIC / "texts").iterdir() if path.name != "ja.js"}
    for path in sorted({path for path in STATIC.rglob("*") if path.is_file()} - other_languages):
        with httpx.stream("GET", f"{address}static/{path.relative_to(STATIC)}") as answer:
            sent = sum(len(chunk) for chunk in answer.iter_raw())
        if path.name == "try-it.webp":
            assert sent < 60_000
        else:
            weight += sent
    assert 20_000 < weight <= HEAVIEST


def test_texts_stand_in_one_file() -> None:
    """The markup names its texts; what it says itself is for browsers without scripts."""
    import re

    markup = (STATIC / "index.html").read_text(encoding="utf-8")
    markup = re.sub(r"<noscript>.*</noscript>", "", markup)
    said = [text.strip() for text in re.findall(r">([^<>]+)<", markup)]
    assert [text for text in said if text] == ["artline", "artline"]
    named = set(re.findall(r'data-(?:text|label|title)="(\w+)"', markup))
    texts = (STATIC / "texts" / "en.js").read_text(encoding="utf-8")
    assert {name for name in named if f"\n  {name}:" not in texts} == set()
    names = re.findall(r"^  (\w+):", texts, re.MULTILINE)
    assert len(names) == len(set(names))  # of two texts with one name JavaScript takes the last

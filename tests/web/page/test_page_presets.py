"""The row of presets: a press sets look and knobs, a link keeps them, Reset goes back."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
from PIL import Image

from .conftest import Opener, Studio

PHOTOS = Path(__file__).parents[3] / "examples" / "photos"


def pressed(studio: Studio) -> list[str]:
    """Names of the buttons that look pressed."""
    return [
        str(button.get_attribute("value"))
        for button in studio.page.locator("#presets [aria-pressed=true]").all()
    ]


def test_a_preset_sets_look_knobs_and_files(open_studio: Opener, tmp_path: Path) -> None:
    """It draws, is pressed until something is turned, brings its page and its machine, and goes."""
    studio = open_studio()
    studio.example("astronaut.jpg")
    names = [row["name"] for row in httpx.get(studio.address + "api/presets").json()]
    buttons = studio.page.locator("#presets button").all()
    assert [button.get_attribute("value") for button in buttons] == names
    assert pressed(studio) == []

    studio.after(lambda: studio.page.click("#presets [value=plotter-a4]"))
    assert pressed(studio) == ["plotter-a4"]
    assert studio.page.is_checked("#looks [value=contour]")
    assert studio.page.input_value("#page") == "a4"
    drawn = studio.save_as("svg", tmp_path).read_text("utf-8")
    assert 'width="210mm"' in drawn

    studio.after(lambda: studio.page.click("#presets [value=laser-wood]"))
    assert pressed(studio) == ["laser-wood"]
    assert studio.page.input_value("#page") == ""
    burnt = studio.save_as("gcode", tmp_path).read_text("utf-8")
    assert "M4 S" in burnt  # of the laser; a pen's servo has M3

    studio.after(lambda: studio.turn("weight", 180))
    assert pressed(studio) == [] and studio.page.url.count("preset=laser-wood") == 1
    studio.after(lambda: studio.page.click("#reset"))
    assert "#" not in studio.page.url and studio.page.is_checked("#looks [value=ink]")


def test_a_link_restores_a_preset_and_what_was_changed(open_studio: Opener) -> None:
    """A knob that was turned back to neutral stays neutral, though the preset says otherwise."""
    studio = open_studio(path="#preset=fine&weight=1")
    studio.example("astronaut.jpg")
    assert studio.page.input_value("#number-weight") == "×1.00"
    asked = [request.url for request in studio.requests if "/drawing?" in request.url][-1]
    assert "preset=fine" in asked and "weight=1" in asked and "format=png" in asked
    studio.after(lambda: studio.page.click("#presets [value=fine]"))
    assert pressed(studio) == ["fine"]


def test_a_preset_around_the_face_crops_the_photo(open_studio: Opener) -> None:
    """A picture of oneself is square in the page as by `--preset avatar`, and so is the command."""
    studio = open_studio(permissions=["clipboard-read", "clipboard-write"])
    file = io.BytesIO()
    Image.open(PHOTOS / "faces-083.jpg").resize((480, 480)).crop((0, 0, 480, 420)).save(file, "PNG")
    studio.drop(("wide.png", file.getvalue()))
    studio.wait_for_drawing()
    studio.page.click("#presets [value=avatar]")
    studio.page.wait_for_function(
        "() => { const e = document.querySelector('#drawing');"
        " return e.naturalWidth && Math.abs(e.naturalWidth / e.naturalHeight - 1) < 0.01; }"
    )
    studio.settle()
    studio.options()
    studio.page.click("#copy-command")
    command = studio.page.evaluate("navigator.clipboard.readText()")
    assert "--preset avatar" in command and "--crop 0." in command

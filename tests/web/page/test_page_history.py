"""Nothing is lost: undo and redo of everything, each photo's own settings, closing, failures."""

from __future__ import annotations

import pytest

from .conftest import PHOTOS, Opener, Studio

TWO = ("astronaut.jpg", "faces-083.jpg")


def drop(studio: Studio, *names: str) -> None:
    """Drop example photos, and wait until all are drawn."""
    studio.drop(*((name, (PHOTOS / name).read_bytes()) for name in names))
    studio.page.wait_for_function(
        "(count) => document.querySelectorAll('#strip [data-state=done]').length === count",
        arg=len(names),
    )
    studio.wait_for_drawing()


def drawing_of(studio: Studio) -> str:
    """Which photo's drawing is shown."""
    return str(studio.page.get_attribute("#drawing", "alt")).removeprefix("Line drawing of ")


def test_everything_is_undone_and_redone_in_one_history(open_studio: Opener) -> None:
    """Look, knob, preset, colours and a stroke, backwards and forwards, by keys and buttons."""
    studio = open_studio()
    page, keys = studio.page, studio.page.keyboard
    studio.example("astronaut.jpg")
    assert page.is_disabled("#undo")
    studio.after(lambda: page.check("#looks [value=bold]"))
    studio.after(lambda: studio.turn("weight", 150))
    weight = page.input_value("#number-weight")
    studio.after(lambda: page.click("#colours .swap"))
    studio.after(lambda: page.click("#presets [value=tattoo]"))
    page.click("#open-retouch")

    def stroke() -> None:
        keys.press("Shift+ArrowUp")
        keys.press("Space")

    studio.after(stroke)
    assert page.get_attribute("#undo", "title") == "Undo: Retouch"
    studio.after(lambda: keys.press("Control+z"))
    assert page.get_attribute("#undo", "title") == "Undo: Preset"
    assert page.get_attribute("#redo", "title") == "Redo: Retouch"
    keys.press("Escape")
    studio.after(lambda: keys.press("Control+z"))
    assert page.get_attribute("#undo", "title") == "Undo: Colours"
    assert "look=bold" in page.url and "ink=%23ffffff" in page.url
    studio.after(lambda: page.click("#undo"))
    assert "ink=" not in page.url and page.input_value("#number-weight") == weight
    studio.after(lambda: keys.press("Control+z"))
    assert page.input_value("#number-weight") == "×1.00"
    studio.after(lambda: keys.press("Control+z"))
    assert "#" not in page.url and page.is_disabled("#undo")
    for _ in range(4):
        studio.after(lambda: keys.press("Control+Shift+z"))
    masks = len([each for each in studio.requests if each.url.endswith("/retouch")])
    studio.after(lambda: page.click("#redo"))
    assert "preset=tattoo" in page.url and page.is_disabled("#redo")
    assert len([each for each in studio.requests if each.url.endswith("/retouch")]) == masks + 1
    studio.after(lambda: keys.press("Control+z"))  # something new forgets what was undone
    studio.after(lambda: page.check("#looks [value=stencil]"))
    assert page.is_disabled("#redo")


def test_each_photo_keeps_its_own_settings(open_studio: Opener) -> None:
    """Another photo has its own look; the settings of one can be used for all, and taken back."""
    studio = open_studio()
    page = studio.page
    drop(studio, *TWO)
    assert page.inner_text(".photo-name").split() == ["astronaut.jpg", "1", "of", "2"]
    studio.after(lambda: page.check("#looks [value=bold]"))
    studio.after(lambda: page.click("#next"))
    assert drawing_of(studio) == "faces-083.jpg" and page.is_checked("#looks [value=ink]")
    studio.after(lambda: page.keyboard.press("p"))
    assert drawing_of(studio) == "astronaut.jpg" and page.url.endswith("#look=bold")
    page.click("#everywhere")
    assert page.is_hidden("#everywhere")
    with page.expect_download():  # each in its own look, the same now
        page.click("#save-all")
    asked = [each.url for each in studio.requests if "/drawing?" in each.url][-2:]
    assert all("look=bold" in url for url in asked)
    studio.after(lambda: page.click("#next"))
    assert page.is_checked("#looks [value=bold]")
    page.on("dialog", lambda dialog: dialog.accept())
    studio.after(lambda: page.keyboard.press("Control+z"))
    assert page.is_checked("#looks [value=ink]")
    assert drawing_of(studio) == "faces-083.jpg"
    studio.after(lambda: page.keyboard.press("Control+z"))  # a change of the other photo: go there
    assert drawing_of(studio) == "astronaut.jpg" and page.is_checked("#looks [value=ink]")


@pytest.mark.long
def test_a_closed_photo_comes_back_with_its_work(open_studio: Opener) -> None:
    """Close is no loss: undo brings back the photo, its look and its retouch."""
    studio = open_studio()
    page = studio.page
    studio.example("astronaut.jpg")
    studio.after(lambda: page.check("#looks [value=bold]"))
    page.click("#close-photo")
    assert page.is_visible("#welcome")
    page.wait_for_timeout(100)
    assert [each.method for each in studio.requests].count("DELETE") == 1
    page.keyboard.press("Control+z")
    studio.wait_for_drawing()
    assert page.is_checked("#looks [value=bold]")
    page.keyboard.press("Delete")
    assert page.is_visible("#welcome")
    page.keyboard.press("Control+z")
    studio.wait_for_drawing()
    page.keyboard.press("Control+Shift+z")
    assert page.is_visible("#welcome")


def test_a_reload_that_loses_work_is_asked_about(open_studio: Opener) -> None:
    """Not a photo that was only drawn, and not after saving."""
    studio = open_studio()
    page = studio.page
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    studio.example("astronaut.jpg")
    page.reload()
    studio.settle()
    assert asked == []
    studio.example("astronaut.jpg")
    studio.after(lambda: page.check("#looks [value=bold]"))
    page.reload()
    studio.settle()
    assert asked == ["beforeunload"]
    studio.example("astronaut.jpg")
    studio.after(lambda: page.check("#looks [value=stencil]"))
    with page.expect_download():
        page.click("#save-now")
    page.wait_for_timeout(100)
    page.reload()
    studio.settle()
    assert asked == ["beforeunload"]


def test_failed_photos_are_named_with_their_reason(open_studio: Opener) -> None:
    """What can never be drawn offers another file, which takes its place."""
    studio = open_studio()
    page = studio.page
    studio.drop(("astronaut.jpg", (PHOTOS / TWO[0]).read_bytes()), ("notes.txt", b"no picture"))
    page.wait_for_selector("#failures:not([hidden])")
    assert page.inner_text("#queue-text") == "1 of 2 drawn"
    page.click("#failures summary")
    assert page.inner_text("#failures-list").startswith("notes.txt is not a picture; give ")
    page.click("#failures-list button")
    assert page.is_hidden("#again")
    assert page.inner_text("#another") == "Choose another"
    with page.expect_file_chooser() as chooser:
        page.click("#another")
    chooser.value.set_files(PHOTOS / TWO[1])
    studio.wait_for_drawing()
    names = [each.get_attribute("title") for each in page.locator("#strip .open").all()]
    assert names == list(TWO)
    page.click("#close-all")
    assert page.is_visible("#welcome")
    studio.forgive("415")


def test_numbers_of_knobs(open_studio: Opener) -> None:
    """Typed, stepped by arrows, out of range; back to neutral by double click and by button."""
    studio = open_studio(path="#weight=2")
    studio.example("astronaut.jpg")
    page = studio.page
    number = page.locator("#number-weight")
    assert number.input_value() == "×2.00"
    number.fill("1,5")
    number.press("Enter")
    assert page.url.endswith("#weight=1.5")
    number.fill("much")
    number.press("Enter")
    assert number.input_value() == "×1.50"
    number.press("ArrowDown")
    assert number.input_value() == "×1.45"
    assert page.inner_text("#knob-about").startswith("Weight: ")
    number.fill("99")
    number.press("Tab")
    assert number.input_value() == "×4.00"
    page.locator("#knob-weight").dblclick(position={"x": 5, "y": 10})
    assert number.input_value() == "×1.00" and "#" not in page.url
    number.fill("3")
    number.press("Enter")
    page.get_by_label("Reset Weight").click()
    assert number.input_value() == "×1.00"
    studio.settle()

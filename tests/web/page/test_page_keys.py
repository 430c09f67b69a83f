"""Keys: listed by `?`, acting everywhere but where the user types."""

from __future__ import annotations

import pytest

from .conftest import Opener


def test_keys_are_listed_and_act(open_studio: Opener) -> None:
    """Digits choose looks, letters open tools; none in a dialog or a field."""
    studio = open_studio()
    page, keys = studio.page, studio.page.keyboard
    studio.example("astronaut.jpg")
    studio.after(lambda: keys.press("3"))
    third = page.locator("#looks input").nth(2).get_attribute("value")
    assert page.url.endswith(f"#look={third}")
    keys.press("?")
    assert page.is_visible("#keys")
    listed = page.inner_text("#keys-list")
    assert "Retouch" in listed and "Undo" in listed
    keys.press("r")
    keys.press("Escape")
    assert page.is_hidden("#keys") and page.is_visible("#view-tools")
    page.focus("#number-weight")
    for key in ("r", "1", "Delete", "?"):
        keys.press(key)
    assert page.is_visible("#view-tools") and page.url.endswith(f"#look={third}")
    assert page.is_hidden("#keys") and page.is_visible("#work")
    page.focus("#pen")
    keys.press("r")
    assert page.is_visible("#view-tools")
    page.focus("#knob-weight")
    with page.expect_download():
        keys.press("s")
    keys.press("r")
    assert page.is_visible("#retouch-tools")
    keys.press("2")
    assert page.is_checked("#brushes [value=draw]")
    before = int(page.input_value("#brush-size"))
    keys.press("]")
    assert int(page.input_value("#brush-size")) > before
    keys.press("Escape")
    keys.press("t")
    assert page.is_visible("#crop")


@pytest.mark.long
def test_single_keys_can_be_turned_off(open_studio: Opener) -> None:
    """For who speaks or trembles; the page remembers it, and Ctrl still acts."""
    studio = open_studio()
    page, keys = studio.page, studio.page.keyboard
    page.click("#open-keys")
    page.uncheck("#keys-single")
    page.click("#close-keys")
    page.reload()
    studio.settle()
    studio.example("astronaut.jpg")
    keys.press("r")
    assert page.is_visible("#view-tools")
    studio.after(lambda: page.check("#looks [value=bold]"))
    studio.after(lambda: keys.press("Control+z"))

"""The page in each language: nothing is missing, nothing sticks out, another can be chosen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from artline.api.presets import presets
from artline.looks import LOOKS
from artline.options import DRAWING
from artline.options.kinds import Number

from .conftest import HERE, Opener, Studio

STATIC = HERE.parents[2] / "src" / "artline" / "web" / "static"
OTHERS = ("de", "es", "fr", "zh", "ja")
SERVER = {
    "looks": set(LOOKS),
    "presetAbouts": set(presets()),
    "knobAbouts": {name for name, each in DRAWING.items() if isinstance(each.kind, Number)},
}
"""What the server says in English, and the other languages say by themselves."""
TEXTS = """async (language) => {
    const { texts } = await import(new URL(`static/texts/${language}.js`, document.baseURI));
    const told = {};
    const take = (it, name) => {
        if (typeof it === "function") told[name] = it.toString();
        else if (typeof it === "string") told[name] = it;
        else for (const [key, value] of Object.entries(it)) take(value, `${name}/${key}`);
    };
    for (const [name, text] of Object.entries(texts)) take(text, name);
    return told;
}"""
STICKING_OUT = """() => {
    const wide = [...document.querySelectorAll("button, label, legend, h2, p, .segments, select")]
        .filter((each) => each.checkVisibility())
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
            || (each.matches("button, .segments span") && each.scrollWidth > each.clientWidth + 1))
        .map((each) => `${each.id || each.className}: ${each.textContent}`);
    if (document.documentElement.scrollWidth > innerWidth) wide.push("the page");
    return wide;
}"""


def arguments(text: str) -> tuple[set[str], set[str]]:
    """What a text takes, and what of it the text says; nothing for a text that is no function."""
    found = re.match(r"\(?\{?([\w, ]*)\}?\)? =>", text)
    if found is None:
        return set(), set()
    taken = set(re.findall(r"\w+", found[1]))
    return taken, {name for name in taken if re.search(rf"\b{name}\b", text[found.end() :])}


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_no_text_is_there_twice(language: str) -> None:
    """The second of two texts with one name would silently be the one."""
    text = (STATIC / "texts" / f"{language}.js").read_text(encoding="utf-8")
    names = re.findall(r"^  (\w+):", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_no_text_is_missing_in_any_language(open_studio: Opener) -> None:
    """The same texts with the same placeholders, and every look, knob and preset of the server."""
    page = open_studio(size=(1280, 860)).page
    english = page.evaluate(TEXTS, "en")
    assert not [name for name in english if name.partition("/")[0] in SERVER]
    for language in OTHERS:
        texts: dict[str, Any] = page.evaluate(TEXTS, language)
        own = {name for name in texts if name.partition("/")[0] in SERVER}
        assert texts.keys() - own == english.keys()
        for group, names in SERVER.items():
            assert {name.split("/")[1] for name in own if name.startswith(f"{group}/")} == names
        for name, text in english.items():
            assert arguments(texts[name]) == arguments(text), (language, name)
        assert [name for name, text in texts.items() if not text.strip()] == []


def sticking_out(studio: Studio) -> list[str]:
    """Parts of the page that are wider than the screen, or whose text is wider than they are."""
    found: list[str] = studio.page.evaluate(STICKING_OUT)
    return found


@pytest.mark.parametrize(
    "language", ["de", *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS[1:])]
)
def test_nothing_sticks_out_of_a_narrow_phone(open_studio: Opener, language: str) -> None:
    """At 320 pixels, in the browser's language: start, drawing, what is saved, crop, retouch."""
    studio = open_studio(size=(320, 640), locale=language, has_touch=True, is_mobile=True)
    page = studio.page
    assert page.get_attribute("html", "lang") == language
    assert sticking_out(studio) == []
    studio.example("astronaut.jpg")
    assert sticking_out(studio) == []
    for form in ("png", "gcode", "film-gif"):
        page.select_option("#save-format", form)
        studio.options()
        assert sticking_out(studio) == []
    page.click("#save-more")
    page.click("#open-crop")
    assert sticking_out(studio) == []
    page.click("#crop-cancel")
    page.click("#open-retouch")
    assert sticking_out(studio) == []


def test_another_language_is_chosen_and_kept(open_studio: Opener) -> None:
    """A browser in a language that there is not gets English; what is chosen lasts."""
    studio = open_studio(locale="pt-BR")
    assert studio.page.inner_text("#choose") == "Choose photos"
    with studio.page.expect_navigation():
        studio.page.select_option("#language", "fr")
    studio.page.reload()
    studio.settle()
    assert studio.page.inner_text("#choose") == "Choisir des photos"
    assert studio.page.get_attribute("html", "lang") == "fr"
    loaded = [each.url for each in studio.requests if "/texts/" in each.url]
    assert not [url for url in loaded if url.endswith(("/de.js", "/ja.js"))]

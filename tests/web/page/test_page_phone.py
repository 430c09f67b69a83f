"""What a phone needs: targets for fingers, all looks, camera, an app that opens by itself."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import httpx
from PIL import Image

from .conftest import HERE, PHOTOS, Opener, Studio

STATIC = HERE.parents[2] / "src" / "artline" / "web" / "static"
PHONE = {"size": (390, 844), "has_touch": True, "is_mobile": True}
SMALL_TARGETS = """() => {
    const targets = [...document.querySelectorAll("button, a, select, input, summary")]
        .filter((each) => !each.matches("[type=file]"))
        .map((each) => each.matches("[type=radio], [type=checkbox]") ? each.closest("label") : each)
        .filter((each) => each.checkVisibility({ visibilityProperty: true }));
    return targets.map((each) => [each, each.getBoundingClientRect()])
        .filter(([, { width, height }]) => width < 43.5 || height < 43.5)
        .map(([each, { width, height }]) => `${each.id || each.className} ${width} × ${height}`);
}"""


def small_targets(studio: Studio) -> list[str]:
    """Buttons, fields and the like that are smaller than a fingertip, of those that are shown."""
    found: list[str] = studio.page.evaluate(SMALL_TARGETS)
    return found


def test_a_finger_meets_every_target(open_studio: Opener) -> None:
    """44 by 44 pixels at least: start, drawing, strip, what is saved, crop, retouch, camera."""
    studio = open_studio(permissions=["camera"], **PHONE)
    page = studio.page
    assert small_targets(studio) == []
    page.click("#open-camera")
    page.wait_for_selector("#shoot:enabled")
    assert small_targets(studio) == []
    page.click("#close-camera")
    photo = (PHOTOS / "astronaut.jpg").read_bytes()
    studio.drop(("one.jpg", photo), ("two.jpg", photo))
    studio.wait_for_drawing()
    studio.options()
    assert small_targets(studio) == []
    page.click("#save-more")
    page.click("#open-crop")
    assert small_targets(studio) == []
    page.click("#crop-cancel")
    page.click("#open-retouch")
    assert small_targets(studio) == []


def test_every_look_is_reached_without_sideways_scrolling(open_studio: Opener) -> None:
    """On a phone the looks stand in rows, names in full, before everything else of the panel."""
    studio = open_studio(**PHONE)
    studio.example("astronaut.jpg")
    looks = studio.page.evaluate(
        """() => [...document.querySelectorAll(".look")].map((each) => {
            const { left, right, top } = each.getBoundingClientRect();
            const name = each.querySelector(".name");
            return [left, right, top, name.scrollWidth <= name.clientWidth + 1];
        })"""
    )
    assert len(looks) > 15
    assert all(left >= 0 and right <= 390 and whole for left, right, _, whole in looks)
    tops = [top for _, _, top, _ in looks]
    assert max(tops) - min(tops) < 844 / 2


def test_the_camera_counts_down_and_shows_a_mirror(open_studio: Opener) -> None:
    """Three seconds before the photo; a second press stops them; the photo is not mirrored."""
    studio = open_studio(permissions=["camera"], **PHONE)
    page = studio.page
    assert page.inner_text("#open-camera") == "Take a photo"
    page.click("#open-camera")
    page.wait_for_selector("#shoot:enabled")
    assert "mirrored" in (page.get_attribute("#finder", "class") or "")
    page.check("#countdowns [value='3']")
    page.click("#shoot")
    assert page.inner_text("#count") == "3"
    page.click("#shoot")
    assert page.inner_text("#count") == ""
    page.click("#shoot")
    page.locator("#count", has_text="1").wait_for()
    assert page.is_visible("#camera")
    studio.wait_for_drawing()
    assert page.inner_text("#photo-name").startswith("camera ")


def test_what_stays_is_this_phone(open_studio: Opener) -> None:
    """A phone is no computer, and nothing can be dropped on it."""
    phone = open_studio(**PHONE).page
    assert "Photos stay on this phone." in phone.inner_text(".promise")
    assert "rop" not in phone.inner_text(".lead")
    assert "Drop" in open_studio().page.inner_text(".lead")


def test_the_page_is_an_app(address: str) -> None:
    """The manifest's addresses are relative, so that they hold below a proxy's path too."""
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text(encoding="utf-8"))
    at = f"{address}static/manifest.webmanifest"
    assert httpx.get(at).headers["content-type"].startswith("application/manifest+json")
    for name in ("id", "start_url", "scope"):
        assert urljoin(at, manifest[name]) == address
    for icon in manifest["icons"]:
        assert httpx.get(urljoin(at, icon["src"])).headers["content-type"] == icon["type"]
    with Image.open(STATIC / "icon.png") as icon_pixels:
        assert icon_pixels.size == (512, 512)


def test_the_page_opens_while_nobody_answers(open_studio: Opener) -> None:
    """After one visit its own files are kept, and nothing of a photo."""
    studio = open_studio(**PHONE)
    page = studio.page
    studio.example("astronaut.jpg")
    page.wait_for_function(
        """async () => {
            const kept = (await (await caches.open("artline-page")).keys()).map(({ url }) => url);
            return performance.getEntriesByType("resource").map(({ name }) => name)
                .filter((name) => name.includes("/static/"))
                .every((name) => kept.includes(name)) && kept.length > 40;
        }"""
    )
    kept = page.evaluate(
        "caches.open('artline-page').then(async (s) => (await s.keys()).map(({ url }) => url))"
    )
    beyond = [url for url in kept if url != studio.address and "/static/" not in url]
    assert beyond == []
    page.context.set_offline(True)
    page.goto(studio.address)
    page.locator("#choose", has_text="Choose photos").wait_for()
    page.wait_for_selector("#offline:not([hidden])")
    page.context.set_offline(False)
    page.wait_for_selector("#offline", state="hidden")
    studio.pending.clear()
    studio.forgive("ERR_INTERNET_DISCONNECTED")

"""The page as others reach it: by the network without HTTPS, and below a path of a proxy."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from real_network import ADDRESS, lan
from real_nginx import nginx

from .conftest import CHROMIUM, PATIENCE, SWITCHES, Opener

NEEDS_HTTPS = ("#save-copy:not([hidden])", "#save-share:not([hidden])")
"""What browsers allow on localhost and by HTTPS alone."""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _draw(page: Page, address: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    assert "token" not in page.url
    page.click("#try")
    page.wait_for_selector(".has-drawing .drawing[src]")


@pytest.mark.long
def test_by_the_network_what_needs_https_is_hidden(tmp_path: Path) -> None:
    """By this machine's own network address, as a phone and as another computer.

    On the phone its own camera app is offered; a computer without a preview has none.
    """
    browser = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert browser is not None
    with lan(until="--certificate auto") as served, sync_playwright() as playwright:
        inside = tmp_path / "chromium"
        inside.write_text(f'#!/bin/sh\nexec {" ".join(served.entering)} {browser} "$@"\n', "utf-8")
        inside.chmod(0o755)
        chromium = playwright.chromium.launch(executable_path=inside, args=SWITCHES)
        for options in (PHONE, {}):
            page = chromium.new_context(**options).new_page()
            complaints: list[str] = []
            page.on("pageerror", lambda fault, said=complaints: said.append(str(fault)))
            page.goto(served.address, wait_until="networkidle")
            assert urlsplit(page.url).hostname == ADDRESS
            assert page.evaluate("isSecureContext") is False
            assert page.is_visible("#open-camera") == bool(options)
            if options:
                with page.expect_file_chooser() as chooser:
                    page.click("#open-camera")
                assert chooser.value.element.get_attribute("capture") == "user"
                _draw(page, served.address)
            page.wait_for_selector("#save-format option", state="attached")
            assert not [each for each in NEEDS_HTTPS if page.query_selector(each)]
            assert complaints == []
        chromium.close()


def test_on_localhost_nothing_is_hidden(open_studio: Opener) -> None:
    """Else the test above would prove nothing."""
    studio = open_studio()
    assert studio.page.is_visible("#open-camera")
    assert studio.page.query_selector("#save-copy:not([hidden])") is not None


def test_below_a_path_of_a_real_proxy(open_studio: Opener, address: str, tmp_path: Path) -> None:
    """The page draws, and asks for nothing outside of its path."""
    with nginx(tmp_path, int(urlsplit(address).port or 0)) as proxy:
        studio = open_studio(at=f"{proxy}/studio/")
        studio.page.click("#try")
        studio.wait_for_drawing()
        asked = {urlsplit(each.url).path for each in studio.requests if each.url.startswith(proxy)}
        assert len(asked) > 10 and all(path.startswith("/studio/") for path in asked)
        studio.page.close()

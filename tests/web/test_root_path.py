"""Below a path of a proxy: every address is relative, and a real nginx leads there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from artline.errors import SettingError
from artline.web.config import Config
from artline.web.page import STATIC
from real_nginx import nginx

TOKEN = "correct-horse-battery-staple"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class _Links(HTMLParser):
    """Addresses that a page loads or leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def test_no_address_of_the_page_begins_at_the_root() -> None:
    """Protects who serves below a path: also from the next address that is written."""
    rooted = re.compile(r"""["'`(=]/(?:static|api|docs|healthz|certificate|openapi)""")
    found = [path.name for path in STATIC.iterdir()
             if path.suffix in (".html", ".js", ".css", ".json", ".webmanifest")
             and rooted.search(path.read_text("utf-8"))]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("root", ["", "/studio"])
def test_behind_a_real_nginx(serve_with, tmp_path, jpeg, root) -> None:
    """With the settings of docs/studio.md: the page, all it loads, its errors and a drawing.

    nginx takes the path away; whether the server knows it as --root-path or not, all of it works.
    """
    server = serve_with(token=TOKEN, root_path=root)
    with nginx(tmp_path, server.port) as proxy, httpx.Client(timeout=300) as browser:
        page = f"{proxy}/studio/"
        led = browser.get(page, params={"token": TOKEN}, headers=BROWSER, follow_redirects=True)
        assert (led.status_code, str(led.url)) == (200, page)
        links = _Links(led.text).found
        assert len(links) > 5
        for link in links:
            assert browser.get(urljoin(page, link)).status_code == 200, link
        assert browser.get(urljoin(page, "docs")).status_code == 200
        lost = browser.get(urljoin(page, "no/such"), headers=BROWSER)
        assert (lost.status_code, lost.headers["content-type"][:9]) == (404, "text/html")
        assert urljoin(str(lost.url), *_Links(lost.text).found) == page
        origin = {"Origin": proxy, "Sec-Fetch-Site": "same-origin"}
        drawn = browser.post(urljoin(page, "api/draw"), files={"photo": jpeg}, headers=origin)
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
    assert not [path for path in Path(tmp_path).rglob("*/*") if path.is_file()]


def test_a_proxy_may_pass_the_path_on(serve_with) -> None:
    """Protects from a proxy that does not take it away; examples say the whole address."""
    client = serve_with(root_path="/studio").client
    for path in ("/studio/", "/studio/api/looks", "/studio/static/page.js", "/api/looks"):
        assert client.get(path).status_code == 200, path
    assert client.get("/studio/static/page.js").headers["cache-control"] == "no-cache"
    assert "/studio/api/draw" in client.get("/studio/docs").text
    assert client.get("/studio/openapi.json").json()["servers"] == [{"url": "/studio"}]
    assert client.get("/studious/").status_code == 404


@pytest.mark.parametrize("path", ["studio", "/a b", "/a/../b", "//", "/?x", "/ü", "/a//b"])
def test_no_path_is_refused(path: str) -> None:
    """In one line, with one that would do."""
    with pytest.raises(SettingError, match=r"root_path: .* write it like /studio"):
        Config(root_path=path)

"""The page in a real Chromium, on a server started as a user would start it."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

HERE = Path(__file__).parent
PHOTOS = HERE.parents[2] / "examples" / "photos"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PATIENCE = 60_000
"""Milliseconds to wait for anything, on a machine that has other things to do."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """`artline serve` on a free port, in its own process."""
    command = [Path(sys.executable).with_name("artline"), "serve", "--port", "0", "--threads", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        try:
            assert found, line + server.stderr.read()
            yield found[0]
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium, with a camera that shows a test picture."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("no Chromium here; sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@dataclass
class Studio:
    """The page, opened, and what it asked for and complained about meanwhile."""

    page: Page
    address: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pending: set[Request] = field(default_factory=set)

    def watch(self) -> None:
        """Begin to take down what the page does."""

        def began(request: Request) -> None:
            self.requests.append(request)
            if not request.url.startswith(("blob:", "data:")) and "/thumbnail?" not in request.url:
                self.pending.add(request)

        def ended(request: Request) -> None:
            self.pending.discard(request)

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(message.text)

        self.page.on("request", began)
        self.page.on("requestfinished", ended)
        self.page.on("requestfailed", ended)
        self.page.on("console", said)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    def drop(self, *files: tuple[str, bytes]) -> None:
        """Drop files on the page, as a hand does with the mouse."""
        self._transfer("drop", files)

    def paste(self, *files: tuple[str, bytes]) -> None:
        """Paste files."""
        self._transfer("paste", files)

    def _transfer(self, kind: str, files: tuple[tuple[str, bytes], ...]) -> None:
        encoded = [(name, base64.b64encode(data).decode()) for name, data in files]
        self.page.evaluate(
            """([kind, files]) => {
                const data = new DataTransfer();
                for (const [name, text] of files) {
                    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
                    data.items.add(new File([bytes], name));
                }
                const options = { bubbles: true, cancelable: true };
                document.body.dispatchEvent(kind === "paste"
                    ? new ClipboardEvent(kind, { ...options, clipboardData: data })
                    : new DragEvent(kind, { ...options, dataTransfer: data }));
            }""",
            [kind, encoded],
        )

    def example(self, name: str = "faces-083.jpg") -> None:
        """Drop an example photo and wait for its drawing."""
        self.drop((name, (PHOTOS / name).read_bytes()))
        self.wait_for_drawing()

    def wait_for_drawing(self) -> None:
        """Until the drawing stands on the sheet and nothing else is on its way."""
        self.page.wait_for_selector(".has-drawing .drawing[src]")
        self.settle()

    def settle(self) -> None:
        """Until the page has what it asked for; thumbnails are waited for where they are tested."""
        quiet, end = 0, time.monotonic() + PATIENCE / 1000
        while quiet < 4:
            assert time.monotonic() < end, [request.url for request in self.pending]
            self.page.wait_for_timeout(25)
            quiet = 0 if self.pending else quiet + 1

    def picture(self) -> str:
        """Where the drawing that is shown comes from; another picture has another address."""
        return str(self.page.get_attribute("#drawing", "src"))

    def after(self, action: Callable[[], Any]) -> None:
        """Do something, and wait until another drawing is shown."""
        before = self.picture()
        action()
        self.page.wait_for_function(
            "before => !['', before].includes(document.getElementById('drawing').src)", arg=before
        )
        self.settle()

    def save(self, button: str, folder: Path) -> Path:
        """Press a button that saves, and find the file."""
        with self.page.expect_download() as waiting:
            self.page.click(button)
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def save_as(self, form: str, folder: Path) -> Path:
        """Choose a format, save, and find the file."""
        self.page.select_option("#save-format", form)
        return self.save("#save-now", folder)

    def options(self) -> None:
        """Show what can be chosen of the file."""
        if self.page.is_hidden("#save-options"):
            self.page.click("#save-more")

    def turn(self, knob: str, value: int) -> None:
        """Set a slider to a place 0..200 and let go of it."""
        self.page.locator(f"#knob-{knob}").fill(str(value))

    def forgive(self, text: str) -> None:
        """Let go of the one complaint that was provoked: browsers report every 4xx themselves."""
        assert any(text in complaint for complaint in self.complaints), self.complaints
        self.complaints = [each for each in self.complaints if text not in each]


Opener = Callable[..., Studio]


@pytest.fixture
def open_studio(chromium: Browser, address: str) -> Iterator[Opener]:
    """Open the page; at the end it has asked no other host and complained of nothing."""
    opened: list[Studio] = []

    def open_it(
        *, path: str = "", at: str = address, size: tuple[int, int] = (1280, 860), **options: Any
    ) -> Studio:
        options = {"reduced_motion": "reduce", **options}
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, accept_downloads=True, **options)
        context.set_default_timeout(PATIENCE)
        studio = Studio(context.new_page(), at)
        studio.watch()
        studio.page.goto(at + path)
        studio.settle()
        opened.append(studio)
        return studio

    yield open_it
    for studio in opened:
        studio.page.context.close()
        hosts = {urlsplit(request.url).netloc for request in studio.requests} - {""}
        assert hosts == {urlsplit(studio.address).netloc}
        assert studio.complaints == []

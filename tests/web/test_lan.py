"""`artline serve --lan` as the other devices of a network reach it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from made_qr import read_qr
from real_network import ADDRESS, SERVE, in_namespace, lan, why_no_namespace

PHONE = """
import json, ssl, sys, httpx
address, photo = sys.argv[1:3]
browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
bare = address.partition("?")[0]
authority = httpx.get(bare + "certificate", verify=False).text
trusted = ssl.create_default_context(cadata=authority)
with httpx.Client(verify=trusted, follow_redirects=True, timeout=300) as phone:
    stranger = phone.get(bare, headers=browser)
    entered = phone.get(address, headers=browser)
    script = phone.get(str(entered.url.join("static/page.js")))
    drawn = phone.post(str(entered.url.join("api/draw")), files={"photo": open(photo, "rb")})
    left = phone.get(bare, headers=browser)
print(json.dumps({
    "stranger": [stranger.status_code, stranger.headers["content-type"], stranger.text],
    "entered": [entered.status_code, str(entered.url), entered.text[:15]],
    "script": script.status_code, "drawn": [drawn.status_code, drawn.headers["content-type"]],
    "again": left.status_code, "cookie": entered.history[0].headers["set-cookie"],
}))
"""


def test_a_phone_scans_the_code_and_draws(tmp_path: Path, jpeg: bytes) -> None:
    """By the machine's own network address, with the certificate that it made and the phone trusts.

    What the terminal shows leads to the page; without the token there is a page that says so, and
    the token is in no later address.
    """
    photo, script = tmp_path / "photo.jpg", tmp_path / "phone.py"
    photo.write_bytes(jpeg)
    script.write_text(PHONE, encoding="utf-8")
    with lan("--certificate", "auto", until="SHA-256") as served:
        address = read_qr(served.said)
        answers = json.loads(in_namespace(served, script, address, str(photo)))
    assert address == served.address
    assert re.fullmatch(rf"https://{re.escape(ADDRESS)}:\d+/\?token=[\w-]{{22}}", address)
    status, kind, text = answers["stranger"]
    assert (status, kind.partition(";")[0]) == (401, "text/html")
    assert "a token is needed; open the address that `artline serve` printed" in text
    assert answers["entered"] == [200, address.partition("?")[0], "<!doctype html>"]
    assert answers["script"] == answers["again"] == 200
    assert answers["drawn"] == [200, "image/png"]
    assert "secure" in answers["cookie"].lower()


def test_without_a_network_it_is_said() -> None:
    """Protects who is offline from an address that leads nowhere."""
    if (why := why_no_namespace()) is not None:
        pytest.skip(why)
    alone = ["unshare", "--map-root-user", "--net", "--", sys.executable, "-c", SERVE]
    done = subprocess.run(
        [*alone, "serve", "--lan"], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (
        2,
        "error: lan: this machine is in no network; connect it, or give its address as --host\n",
    )


def test_a_token_of_ones_own_stays_out_of_logs() -> None:
    """A service's log shows the address without it; nobody points a phone at a log either."""
    token = "correct-horse-battery-staple"
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", "--host", "0.0.0.0", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ARTLINE_TOKEN": token},
    ) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        process.terminate()
    assert re.match(r"artline studio at http://[0-9.]+:\d+/ \(Ctrl-C stops\)", said[0])
    assert said[1].startswith("open it on a phone")
    assert token not in "".join(said)

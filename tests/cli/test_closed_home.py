"""A home that may not be entered: another user's, a container's, systemd's ProtectHome."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from real_shell import ROOT, SETPRIV, WITHOUT_PRIVILEGES, Place, place

pytestmark = pytest.mark.skipif(
    ROOT and not SETPRIV, reason="needs setpriv to give up root's privileges"
)

HOMES = ("locked", "locked/home", "none", "photo.jpg")
"""One that is closed, one below it, none at all, and one that is a file."""


@pytest.fixture(scope="module")
def shell(portrait: NDArray[np.uint8]) -> Iterator[Place]:
    """A folder with a closed one in it."""
    with place(Image.fromarray(portrait[0:240, 120:320]).resize((50, 60))) as made:
        yield made


@pytest.mark.parametrize("home", HOMES)
def test_pictures_need_no_home(shell: Place, home: str) -> None:
    """Protects a drawing from what only machines need: no error, and no notice either."""
    script = "artline photo.jpg -o a.png --force -q"
    assert shell.run(script, HOME=str(shell.folder / home))[:2] == (0, "")


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["svg", "pdf", "dxf", "hpgl", "gcode"])
def test_strokes_need_no_home(shell: Place, suffix: str) -> None:
    """Protects every format of strokes; the libraries behind them look into the home as well."""
    script = f"artline photo.jpg -o - --format {suffix} --strokes 20 -q"
    ended, said, out = shell.run(script, HOME=str(shell.folder / "locked"))
    assert ended == 0 and len(out) > 500
    assert not re.search(rb"Errno|ezdxf/|denied", out)
    notices = re.findall(r"note: (.*machines\.toml: not read.*)\n", said)
    assert len(notices) == (suffix in ("hpgl", "gcode"))
    assert all("Permission denied" in notice for notice in notices)
    assert said.count("\n") == len(notices)


def test_the_machines_are_listed_all_the_same(shell: Place) -> None:
    """Protects `artline machines`: the bundled ones, and one notice."""
    ended, said, out = shell.run("artline machines", HOME=str(shell.folder / "locked"))
    assert ended == 0 and out.startswith(b"servo ")
    assert said.count("note: ") == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("toml", "words"), [("[mine", "cannot be read as TOML"), ("[mine]\nbed = 3\n", "bed is width")]
)
def test_a_typo_stops_only_what_needs_it(shell: Place, toml: str, words: str) -> None:
    """Protects drawings from a mistake in the user's file of machines."""
    own = shell.folder / "home/.config/artline/machines.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(toml, encoding="utf-8")
    for options in ("-o a.png", "-o a.svg --strokes 20"):
        ended, said, _ = shell.run(f"artline photo.jpg {options} --force -q")
        assert (ended, said) == (0, ""), options
    ended, said, _ = shell.run("artline photo.jpg -o a.gcode --force --machine mine")
    assert ended == 2 and words in said and said.count("\n") == 1
    ended, said, out = shell.run("artline machines")
    assert ended == 0 and words in said and b"servo " in out


@pytest.mark.long
def test_the_server_draws_strokes_without_a_home(shell: Place) -> None:
    """Protects a service under ProtectHome from answering 500 to every format of strokes."""
    command = ["artline", "serve", "--port", "0"]
    if ROOT:
        command = [*WITHOUT_PRIVILEGES, *command]
    process = subprocess.Popen(
        command,
        cwd=shell.folder,
        env=shell.environment(HOME=str(shell.folder / "locked")),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr)))
        photo = (shell.folder / "photo.jpg").read_bytes()
        with httpx.Client(base_url=found[0], timeout=300) as client:
            for name in ("png", "svg", "dxf", "gcode"):
                for _ in range(8):  # a busy machine takes longer than a server lets one wait
                    answer = client.post("/api/draw", files={"photo": photo}, data={"format": name})
                    if answer.status_code != 503:
                        break
                assert answer.status_code == 200, (name, answer.text)
    finally:
        process.kill()
        process.communicate()

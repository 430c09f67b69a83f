"""What happens on Tab, in the shells themselves: commands, photos, options and looks."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import time
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from real_shell import Place, place

PATIENCE = 20.0
"""Seconds that a shell has to answer."""

SET_UP = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; "
        'eval "$(artline completion bash)"',
    ),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u; . ./.words.zsh"),
}
"""How each shell is started without the user's own settings, and told of artline."""


@pytest.fixture(scope="module")
def shell(portrait: NDArray[np.uint8]) -> Iterator[Place]:
    """A folder with files whose names begin as commands do."""
    with place(Image.fromarray(portrait[0:240, 120:320]).resize((50, 60))) as made:
        for name in ("comic.png", "my photo.jpg", "data.jpg", "zoo/lion.jpg"):
            (made.folder / name).parent.mkdir(exist_ok=True)
            (made.folder / name).touch()
        yield made


class Terminal:
    """An interactive shell, typed into."""

    def __init__(self, shell: Place, name: str) -> None:
        import pty

        command, told = SET_UP[name]
        if name == "zsh":
            shell.run("artline completion zsh > .words.zsh")
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command,
            cwd=shell.folder,
            env=shell.environment(TERM="dumb", PS1="> ", PROMPT="> ", COLUMNS="200"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.type(f"{told}; echo rea''dy\n", {"ready"}, PATIENCE)

    def type(self, text: str, wanted: set[str], seconds: float) -> str:
        """What appears after something was typed, until all of it is there or the time is up."""
        os.write(self._ours, text.encode())
        seen, end = "", time.monotonic() + seconds
        while not all(word in seen for word in wanted) and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.1)[0]:
                seen += os.read(self._ours, 4096).decode(errors="replace")
                seen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)
        return seen

    def completed(self, typed: str, wanted: set[str]) -> str:
        """What is seen after Tab behind a beginning, pressed again where that was not enough."""
        self.type("\x15", {"nothing"}, 0.3)  # clears the line
        seen = self.type(f"{typed}\t", wanted, PATIENCE / 4)
        if not all(word in seen for word in wanted):
            seen += self.type("\t", wanted, PATIENCE)
        return seen

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)


@pytest.fixture(scope="module", params=sorted(SET_UP))
def terminal(request: pytest.FixtureRequest, shell: Place) -> Iterator[Terminal]:
    """A shell that knows artline's completion."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    made = Terminal(shell, request.param)
    yield made
    made.close()


CASES = [
    ("artline com", {"compare", "completion", "comic.png"}),
    ("artline tra", {"train"}),
    ("artline my", {r"my\ photo.jpg"}),
    ("artline zoo/l", {"zoo/lion.jpg"}),
    ("artline photo.jpg --look b", {"bold", "brush"}),
    ("artline photo.jpg --backg", {"--background"}),
    ("artline looks comi", {"comic.png"}),
    ("artline evaluate f", {"folder", "fs2k"}),
]


@pytest.mark.long
@pytest.mark.parametrize(("typed", "wanted"), CASES, ids=[typed for typed, _ in CASES])
def test_tab_in_a_terminal(terminal: Terminal, typed: str, wanted: set[str]) -> None:
    """Protects Tab: commands are offered beside files, and files where only these may stand."""
    seen = terminal.completed(typed, wanted)
    assert all(word in seen for word in wanted), seen


@pytest.mark.parametrize(("typed", "wanted"), CASES, ids=[typed for typed, _ in CASES])
def test_tab_in_fish(shell: Place, typed: str, wanted: set[str]) -> None:
    """Protects the same in fish, which says what it would complete."""
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    script = f"artline completion fish | source; complete -C '{typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=shell.folder,
        env=shell.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    offered = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert {word.replace("\\", "") for word in wanted} <= offered

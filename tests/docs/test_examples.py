"""Every example in the documentation runs as it is printed.

Python blocks of a page run in order in one namespace, `bash` blocks in between, all in one folder
that holds the photos the pages speak of; each `$` line of a `console` block has a fresh one.
`<!-- not run: reason -->` before a block excuses it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
SERVED = {"docs/studio.md"}  # needs a server: tests/web/test_docs.py
LONG = {
    "docs/python.md",
    "docs/cli.md",
    "docs/looks.md",
    "docs/strokes.md",
    "docs/scale.md",
}  # dozens of commands each
NAMES = [
    (name, [pytest.mark.long] if name in LONG else [])
    for name in (page.relative_to(ROOT).as_posix() for page in PAGES)
    if name not in SERVED
]
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<excuse>[^\n]+?) -->\n+)?"
    r"^```(?P<language>python|bash|console|sh|shell|pycon)\n(?P<code>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Example:
    """A fenced block: its language and code, and why it is not run, if so."""

    language: str
    code: str
    excuse: str | None = None


def examples(text: str) -> list[Example]:
    """The Python and shell blocks of a Markdown page, in order."""
    return [
        Example(found["language"], found["code"], found["excuse"]) for found in BLOCK.finditer(text)
    ]


def commands(example: Example) -> list[str]:
    """Shell blocks are one script; in a console block each line after `$ ` is one of its own."""
    if example.language != "console":
        return [example.code]
    return [line[2:] for line in example.code.splitlines() if line.startswith("$ ")]


def fill(folder: Path, photo: NDArray[np.uint8]) -> None:
    """Put the photos that the examples name into a folder."""
    (folder / "photos" / "family").mkdir(parents=True)
    small = Image.fromarray(photo).resize((256, 256))
    for name in ("photo.jpg", "photos/ada.jpg", "photos/bob.png", "photos/family/eva.webp"):
        small.save(folder / name)


def run(script: str, folder: Path) -> None:
    """Run a shell script in a folder that is also its home; every command must succeed."""
    (folder / ".config/fish/completions").mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, f"{script}\n{ran.stdout}{ran.stderr}"


@pytest.mark.parametrize(
    "page", [pytest.param(ROOT / name, id=name, marks=marks) for name, marks in NAMES]
)
def test_examples_run_as_printed(
    page: Path, tmp_path: Path, portrait: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reader copies from the documentation works."""
    binaries = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    shared = tmp_path / "shared"
    fill(shared, portrait)
    monkeypatch.chdir(shared)
    namespace: dict[str, object] = {"__name__": "__main__"}
    for number, example in enumerate(examples(page.read_text(encoding="utf-8"))):
        if example.excuse:
            continue
        if example.language == "python":
            exec(compile(example.code, str(page), "exec"), namespace)
            continue
        typed = commands(example)
        assert typed, f"nothing is typed in:\n{example.code}"
        for line, script in enumerate(typed):
            folder = shared
            if example.language == "console":
                folder = tmp_path / f"{number}-{line}"
                fill(folder, portrait)
            run(script, folder)


def test_a_failing_example_is_seen(tmp_path: Path) -> None:
    """The check can fail: on the last command and on one before it."""
    run("true", tmp_path)
    for script in ("false", "false\ntrue", "false | true"):
        with pytest.raises(AssertionError, match="false"):
            run(script, tmp_path)


def test_blocks_are_found() -> None:
    """The search finds each kind of block, and the excuse that stands before one."""
    text = (
        "```python\nx = 1\n```\n\n<!-- not run: installs -->\n```bash\npip install x\n```\n"
        "```console\n$ artline photo.jpg\nphoto-line.png\n```\n```text\nno\n```\n"
    )
    found = examples(text)
    assert [example.language for example in found] == ["python", "bash", "console"]
    assert [example.excuse for example in found] == [None, "installs", None]
    assert commands(found[2]) == ["artline photo.jpg"]


def test_every_block_says_its_language() -> None:
    """A block without a language could hide a command that is never run."""
    unrun = {"text", "json", "toml", "nginx", "caddy"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        opening = re.findall(r"^```(\w*)$", text, re.MULTILINE)[::2]
        assert set(opening) <= unrun | {"python", "bash", "console"}, page.name

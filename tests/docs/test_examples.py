"""Every example in the documentation runs as it is printed.

Python blocks of a page run in order in one namespace, shell blocks in between, all in one folder
that holds the photos the pages speak of. `<!-- not run: reason -->` before a block excuses it.
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


def commands(example: Example) -> str:
    """What is typed in a shell block; in a console block, the lines after `$ `."""
    if example.language != "console":
        return example.code
    typed = [line[2:] for line in example.code.splitlines() if line.startswith("$ ")]
    return "\n".join(typed)


@pytest.fixture
def folder(tmp_path: Path, portrait: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the photos that the examples name, and `artline` on the path."""
    photo = Image.fromarray(portrait).resize((256, 256))
    (tmp_path / "photos" / "family").mkdir(parents=True)
    for name in ("photo.jpg", "photos/ada.jpg", "photos/bob.png", "photos/family/eva.webp"):
        photo.save(tmp_path / name)
    scripts = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{scripts}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_run_as_printed(page: Path, folder: Path) -> None:
    """What a reader copies from the documentation works."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    for example in examples(page.read_text(encoding="utf-8")):
        if example.excuse:
            continue
        if example.language == "python":
            exec(compile(example.code, str(page), "exec"), namespace)
            continue
        typed = commands(example)
        assert typed, f"nothing is typed in:\n{example.code}"
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", typed],
            cwd=folder,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert run.returncode == 0, f"{typed}\n{run.stdout}{run.stderr}"


def test_blocks_are_found() -> None:
    """The search finds each kind of block, and the excuse that stands before one."""
    text = (
        "```python\nx = 1\n```\n\n<!-- not run: installs -->\n```bash\npip install x\n```\n"
        "```console\n$ artline photo.jpg\nphoto-line.png\n```\n```text\nno\n```\n"
    )
    found = examples(text)
    assert [example.language for example in found] == ["python", "bash", "console"]
    assert [example.excuse for example in found] == [None, "installs", None]
    assert commands(found[2]) == "artline photo.jpg"


def test_no_page_is_without_a_language_on_its_commands() -> None:
    """A block without a language would never be run: only `text` and the like may stay unrun."""
    known = {"python", "bash", "console", "text", "json", "toml", "makefile", "yaml", ""}
    for page in PAGES:
        fences = re.findall(r"^```(\w*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        opening = fences[::2]
        assert set(opening) <= known - {""}, page.name

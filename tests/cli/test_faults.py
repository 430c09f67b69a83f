"""What a user or a system does wrong is never called a fault of artline's.

Each row is an example of a kind, in a real shell: closed folders, long names, streams that are
closed or full, folders that are gone, words that are no commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from real_shell import ROOT, SETPRIV, Place, place

pytestmark = [
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's devices"),
    pytest.mark.skipif(ROOT and not SETPRIV, reason="needs setpriv to give up root's privileges"),
]

LONG = "x" * 300
GONE = "mkdir gone && cd gone && rmdir ../gone &&"

WRONG = [
    # files that are named
    ("artline locked/c.jpg", 1, "locked/c.jpg: may not be read"),
    ("artline closed.jpg", 1, "closed.jpg: may not be read"),
    ("artline listed/d.jpg", 1, "listed/d.jpg: may not be read"),
    ("artline nowhere.jpg", 1, "nowhere.jpg: no such file"),
    (f"artline {LONG}.jpg", 1, "name too long"),
    (f"artline {LONG}/{LONG}.jpg", 1, "name too long"),
    ("artline photo.jpg/x.jpg", 1, "no such file"),
    ("artline /dev/null", 1, "is a pipe, socket or device"),
    # folders that are searched
    ("artline locked", 1, "locked: cannot be searched: Permission denied"),
    ("artline locked/", 1, "cannot be searched"),
    ("artline listed", 1, "listed/d.jpg: may not be read"),
    ("artline empty", 1, "empty: no photos in this folder"),
    ("artline empty locked many -o many", 1, "cannot be searched"),
    # where to write
    ("artline photo.jpg -o locked/x.png", 1, "locked/x.png: no permission to write here"),
    ("artline photo.jpg -o locked/deep/x.png", 1, "no permission to write here"),
    ("artline photo.jpg -o readonly/x.png", 1, "no permission to write here"),
    ("artline photo.jpg -o readonly/new/", 1, "no permission to write here"),
    ("artline photo.jpg -o /proc/x.png", 1, "/proc/x.png: "),
    (f"artline photo.jpg -o {LONG}.png", 1, "the name is too long"),
    (f"artline photo.jpg -o new/{LONG}/x.png", 1, "the name is too long"),
    ("artline photo.jpg -o photo.jpg/x.png", 1, "part of the path is a file"),
    # the same, in the other commands
    ("artline compare closed.jpg", 1, "closed.jpg: may not be read"),
    ("artline compare photo.jpg -o readonly/x.png", 1, "no permission to write here"),
    ("artline looks locked/c.jpg -o x.png", 1, "may not be read"),
    ("artline info locked/c.jpg", 1, "may not be read"),
    (f"artline info {LONG}.jpg", 1, "name too long"),
    ("artline preview locked/a.svg", 1, "no permission"),
    (f"artline preview {LONG}.svg", 1, f"{LONG}"),
    ("artline booklet locked -o b.pdf", 1, "cannot be searched"),
    ("artline booklet photo.jpg -o readonly/b.pdf", 1, "no permission to write here"),
    ("artline photo.jpg --model locked/m.onnx", 2, "locked/m.onnx"),
    (f"artline photo.jpg --model {LONG}.onnx", 2, "no such model file"),
    ("artline data check locked", None, "locked"),
    (f"artline data check {LONG}", None, LONG),
    ("artline evaluate folder locked/none -o out", None, "locked/none"),
    ("artline evaluate tally closed.jpg b.jpg", None, "closed.jpg"),
    # the current folder is gone
    (f"{GONE} artline photo.jpg", 1, "photo.jpg: no such file"),
    (f"{GONE} artline .", 1, "no photos"),
    (f"{GONE} artline ../photo.jpg", 1, "the current folder was deleted"),
    (f"{GONE} artline $OLDPWD/photo.jpg -o x.png", 1, "the current folder was deleted"),
    (f"{GONE} artline looks", 0, ""),
    (f"{GONE} artline compare $OLDPWD/photo.jpg -o x.png", 1, "the current folder was deleted"),
    # streams
    ("artline - <&-", 1, "-: stdin is closed"),
    ("artline info - <&-", 1, "-: stdin is closed"),
    ("artline - <photo.jpg >&-", 1, "-: stdout is closed"),
    ("artline compare - <photo.jpg >&-", 1, "-: stdout is closed"),
    ("artline looks >&-", 1, "stdout: is closed"),
    ("artline models --json >/dev/full", 1, "stdout: No space left on device"),
    ("artline looks >/dev/full", 1, "stdout: No space left on device"),
    ("artline machines >/dev/full", 1, "stdout: No space left on device"),
    ("artline completion bash >/dev/full", 1, "stdout: No space left on device"),
    ("artline --help >/dev/full", 1, "No space left on device"),
    ("artline nowhere.jpg --json >/dev/full", 1, "stdout: No space left on device"),
    ("artline --version >&- 2>&-", 0, ""),
    ("artline nowhere.jpg 2>/dev/full", 1, ""),
    ("artline nowhere.jpg 2>&-", 1, ""),
    ("artline looks | head -n 1", 0, ""),
    ("PYTHONIOENCODING=ascii artline info photo.jpg", 0, ""),
    # an unset variable of the shell
    ('artline ""', 2, "a name is empty"),
    ('artline photo.jpg ""', 2, "a name is empty"),
    ('artline photo.jpg -o ""', 2, "-o is empty"),
    ("artline photo.jpg --output=", 2, "--output is empty"),
    ('artline photo.jpg --look ""', 2, "--look is empty"),
    ('artline compare ""', 2, "a name is empty"),
    ('artline looks "" -o x.png', 2, "a name is empty"),
    ('artline booklet many -o ""', 2, "-o is empty"),
    ('artline preview ""', 2, "a name is empty"),
    ('artline data check ""', 2, "a name is empty"),
    ('artline evaluate folder "" -o out', 2, "a name is empty"),
    ('artline serve --host ""', 2, "--host is empty"),
    # words that are no commands, and no photos
    ("artline drow photo.jpg", 2, "no such command or file (did you mean draw?)"),
    ("artline lokks", 2, "(did you mean looks?)"),
    ("artline Compare photo.jpg", 2, "(did you mean compare?)"),
    ("artline help", 2, "(did you mean artline --help?)"),
    ("artline help looks", 2, "(did you mean artline looks --help?)"),
    ("artline version", 2, "(did you mean artline --version?)"),
    ("artline photos", 2, "photos: no such command or file"),
    ("artline batch nowhere -o x", 2, "nowhere: no such file or folder; name the photos' place"),
    ("artline batch stats x", 2, "(did you mean status?)"),
    ("artline batch photo.jpg -o x --address auto", 2, "address: counts for --engine ray alone"),
    ("artline photo.jpg x.png", 2, "artline photo.jpg -o x.png"),
    ("artline photo.jpg 'a b.svg'", 2, "-o 'a b.svg'"),
    ("artline https://example.org/a.jpg", 2, "is an address; download it first"),
    ("artline info HTTP://example.org/a.jpg", 2, "HTTP://example.org/a.jpg: is an address"),
    ("artline photo.jpg -o s3://bucket/a.png", 2, "is an address; name a file"),
    ("artline data", 0, ""),
    ("artline evaluate", 0, ""),
]


@pytest.fixture(scope="module")
def shell(portrait: NDArray[np.uint8]) -> Iterator[Place]:
    """A folder with closed places."""
    with place(Image.fromarray(portrait[0:240, 120:320]).resize((50, 60))) as made:
        yield made


def check(shell: Place, script: str, code: int | None, words: str, *, privileged: bool) -> None:
    ended, said, _ = shell.run(script, privileged=privileged)
    for banned in ("at fault", "Traceback", "Exception ignored", "OSError"):
        assert banned not in said, script
    if privileged:  # for whom much of this is no fault at all
        assert ended in (0, 1, 2), said
        return
    assert ended in ((1, 2) if code is None else (code,)), said
    assert words in said
    if code:
        named = [line for line in said.splitlines() if not line.startswith("shell-init:")]
        errors = [line for line in named if line.startswith("error: ")]
        others = [
            line for line in named if not re.match(r"error: |\[\d+/\d+\] |\d+ drawn|note: ", line)
        ]
        assert not others
        assert errors or not words


@pytest.mark.parametrize(("script", "code", "words"), WRONG, ids=[row[0][:70] for row in WRONG])
def test_what_a_user_can_mend_is_said(
    shell: Place, script: str, code: int | None, words: str
) -> None:
    """Protects users from reporting what they could mend: one line, the right code."""
    check(shell, script, code, words, privileged=False)


@pytest.mark.long
@pytest.mark.skipif(not ROOT, reason="needs root")
@pytest.mark.parametrize(("script", "code", "words"), WRONG, ids=[row[0][:70] for row in WRONG])
def test_nor_is_root_told_of_a_fault(
    shell: Place, script: str, code: int | None, words: str
) -> None:
    """Protects containers, which run as root: nothing of this is a fault of artline's."""
    check(shell, script, code, words, privileged=True)


def test_one_unreadable_photo_stops_no_other(shell: Place) -> None:
    """Protects a run over photos of which some are closed: the others are drawn."""
    script = "artline photo.jpg closed.jpg locked/c.jpg b.jpg locked -o drawn"
    ended, said, _ = shell.run(script)
    assert ended == 1
    assert sorted(path.name for path in (shell.folder / "drawn").iterdir()) == [
        "b.png",
        "photo.png",
    ]
    assert "2 drawn, 3 failed in " in said
    assert said.count("error: ") == 3


@pytest.mark.long
@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_what_is_said_to_nobody_ends_no_run(shell: Place, streams: str) -> None:
    """Protects a run from stderr: it may be full or closed, and every photo is drawn."""
    ended, said, _ = shell.run(f"rm -rf quiet; artline photo.jpg b.jpg -o quiet {streams}")
    assert (ended, said) == (0, "")
    for path in ("quiet/photo.png", "quiet/b.png"):
        with Image.open(shell.folder / path) as image:
            image.load()


@pytest.mark.long
def test_standard_streams_by_their_other_names(shell: Place) -> None:
    """Protects `-o /dev/stdout`, `/dev/stdin` and the pipes that bash makes."""
    drawn = {
        name: shell.run(script)
        for name, script in (
            ("stdout", "artline photo.jpg -o /dev/stdout"),
            ("fd", "artline photo.jpg -o /dev/fd/1"),
            ("stdin", "artline /dev/stdin -o - <photo.jpg"),
            ("pipe", "artline photo.jpg --format png -o >(cat) -q && sleep 1"),
        )
    }
    for name, (ended, said, out) in drawn.items():
        assert (ended, said) == (0, ""), name
        assert out == drawn["stdout"][2], name
    assert drawn["stdout"][2].startswith(b"\x89PNG")


@pytest.mark.parametrize("megabytes", [160, 250, 350, 450])
def test_want_of_memory_is_said(shell: Place, megabytes: int) -> None:
    """Protects small machines: where libraries cannot be loaded, that is no ImportError."""
    script = f"ulimit -v {1024 * megabytes}; artline photo.jpg -o small.png --force"
    ended, said, _ = shell.run(script)
    assert ended
    for banned in ("at fault", "ImportError", "Traceback"):
        assert banned not in said

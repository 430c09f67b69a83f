"""`make` on a machine without a fitting Python ends in one line that says what to install."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("make", "sh", "rm")

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


@pytest.fixture
def binaries(tmp_path: Path) -> Path:
    """A folder with the few programs that make itself needs, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return folder


def make(binaries: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`make .venv/pyvenv.cfg` in a folder that holds the Makefile alone."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    return subprocess.run(
        ["make", "--no-print-directory", *arguments, ".venv/pyvenv.cfg"],
        cwd=tmp_path,
        env={"PATH": str(binaries)},
        capture_output=True,
        text=True,
        check=False,
    )


def pretend(path: Path, script: str) -> None:
    """A program that stands where a Python would."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_no_python(binaries: Path, tmp_path: Path) -> None:
    """Nothing named python is there."""
    ran = make(binaries, tmp_path)
    assert ran.returncode != 0
    assert ran.stderr.startswith("artline: python3 is not Python 3.11 or newer; install one")


def test_an_old_python_is_passed_over(binaries: Path, tmp_path: Path) -> None:
    """One that says of itself that it is too old, as 3.10 does, is not taken; it is named."""
    pretend(binaries / "python3", "exit 1")
    ran = make(binaries, tmp_path, f"PYTHON={binaries / 'python3'}")
    assert ran.returncode != 0
    assert ran.stderr.startswith(f"artline: {binaries / 'python3'} is not Python 3.11 or newer")


def test_debian_without_its_venv_package(binaries: Path, tmp_path: Path) -> None:
    """Python is there but cannot make an environment: the line to type is printed."""
    pretend(binaries / "python3.12", 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.12;; esac')
    ran = make(binaries, tmp_path)
    assert ran.returncode != 0
    assert "sudo apt install python3.12-venv" in ran.stderr.splitlines()[0]

"""`make` says in one line what it could not find or install, and how to go on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("make", "sh", "rm", "tail")
AXE = "tests/web/page/node_modules/axe-core/axe.min.js"
NOWHERE = "http://127.0.0.1:9/"
"""Nothing listens on the discard port: a registry that cannot be reached."""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")


@pytest.fixture
def binaries(tmp_path: Path) -> Path:
    """A folder with the few programs that make itself needs, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return folder


def make(
    path: str | Path,
    folder: Path,
    *arguments: str,
    target: str = ".venv/pyvenv.cfg",
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """`make` in a folder of its own, with the programs on `path` alone."""
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(
        ["make", "--no-print-directory", *arguments, target],
        cwd=folder,
        env={"PATH": str(path), "HOME": str(folder), **environment},
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


@pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here")
def test_npm_without_its_registry(tmp_path: Path) -> None:
    """npm's reason, where to look, and the tests that can be run without it."""
    page = tmp_path / "tests" / "web" / "page"
    page.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / "web" / "page" / name, page)
    ran = make(
        os.environ["PATH"],
        tmp_path,
        target=AXE,
        npm_config_registry=NOWHERE,
        npm_config_cache=str(tmp_path / "cache"),
        npm_config_fetch_retries="0",
    )
    assert ran.returncode != 0
    line = ran.stderr.splitlines()[0]
    assert line.startswith("artline: npm could not install axe-core")
    assert "ECONNREFUSED 127.0.0.1:9" in line
    assert "registry" in line
    assert line.endswith("make test ARGS='--ignore tests/web/page'")


def test_apt_that_fails(binaries: Path, tmp_path: Path) -> None:
    """What was to be installed and the last line that apt-get wrote."""
    pretend(binaries / "id", "echo 0")
    pretend(
        binaries / "apt-get",
        'case "$1" in install) echo "E: Unable to locate it" >&2; exit 100;; esac',
    )
    ran = make(binaries, tmp_path, target="browser")
    assert ran.returncode != 0
    line = ran.stderr.splitlines()[0]
    # nginx too, where this machine has none beside what is on the path
    assert re.match(
        r"artline: apt-get could not install npm chromium( nginx-light)? "
        r"\(E: Unable to locate it\); ",
        line,
    )
    assert line.endswith("make test ARGS='--ignore tests/web/page'")


def test_without_the_page_nothing_is_installed_for_it(tmp_path: Path) -> None:
    """The command that the messages give asks for neither npm nor a browser."""
    (tmp_path / "pyproject.toml").touch()
    asked = [
        make(os.environ["PATH"], tmp_path, "--dry-run", *arguments, target="test").stdout
        for arguments in ((), ("ARGS=--ignore tests/web/page",))
    ]
    assert ["chromium" in commands for commands in asked] == [True, False]


def test_pip_without_its_index(tmp_path: Path) -> None:
    """pip says why; the last line says whose failure it is and where to look."""
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "artline"\nversion = "0"\n',
        encoding="utf-8",
    )
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    pretend(tmp_path / ".venv" / "bin" / "python", f'exec "{sys.executable}" "$@"')
    ran = make(
        os.environ["PATH"],
        tmp_path,
        target=".venv/.package",
        PIP_INDEX_URL=NOWHERE,
        PIP_RETRIES="0",
        PIP_CONFIG_FILE=os.devnull,
    )
    assert ran.returncode != 0
    assert "hatchling" in ran.stderr
    assert "\nartline: pip could not install artline and what it needs" in ran.stderr

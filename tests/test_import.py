"""`import artline` is light, and the public names are the documented ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import artline

HEAVY = {"PIL", "click", "cv2", "onnxruntime", "platformdirs", "rich", "scipy", "skimage", "torch"}
PYTHON_MD = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """Top-level names in `sys.modules` of a fresh process after `import artline`."""
    code = "import artline, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


def test_nothing_heavy_is_imported(imported: set[str]) -> None:
    """Whoever imports artline pays for numpy and nothing else until a photo is drawn."""
    assert not imported & HEAVY
    assert {"artline", "numpy"} <= imported


def test_the_check_sees_heavy_imports() -> None:
    """The names looked for are those under which heavy packages really appear."""
    code = "import artline.cli, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "click" in out.stdout.split()


def test_every_public_name_exists_and_is_documented() -> None:
    """`artline.__all__` is the whole public API; docs/python.md tells of every name in it."""
    documentation = PYTHON_MD.read_text(encoding="utf-8")
    for name in artline.__all__:
        assert getattr(artline, name).__doc__, f"artline.{name} has no docstring"
        assert f"`{name}" in documentation or f"artline.{name}" in documentation, name


def test_types_travel_with_the_package() -> None:
    """Type checkers of users read artline's annotations only where py.typed lies."""
    assert (Path(artline.__file__).parent / "py.typed").exists()

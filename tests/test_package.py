"""The wheel: small, and with everything in it that drawing and the terms need."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from artline.models.store import rows

ROOT = Path(__file__).parents[1]
LARGEST_WHEEL = 25_000_000
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "LICENSES", "src")

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it, from a copy of the sources."""
    copy = tmp_path_factory.mktemp("copy")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name)
        else:
            shutil.copy(ROOT / name, copy)
    options = ["--no-build-isolation", "--no-deps", "--quiet", "--wheel-dir", str(copy / "dist")]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(copy)], check=True)
    (built,) = (copy / "dist").glob("*.whl")
    return built


def test_the_wheel_is_small(wheel: Path) -> None:
    """Installing artline stays quick, and the wheel fits where packages are kept."""
    assert wheel.stat().st_size < LARGEST_WHEEL


def test_the_wheel_holds_models_types_and_terms(wheel: Path) -> None:
    """Every bundled model, the registry, the types' marker, and the text of every licence."""
    names = set(zipfile.ZipFile(wheel).namelist())
    models = {f"artline/models/{row.file}" for row in rows().values()}
    assert {"artline/py.typed", "artline/models/registry.toml", *models} <= names
    licences = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    assert {"LICENSE", "LICENSES/README.md", "LICENSES/Apache-2.0.txt"} <= licences


def test_nothing_but_the_package_is_installed(wheel: Path) -> None:
    """Tests, examples and documentation stay out of other people's site-packages."""
    top = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {"artline"}

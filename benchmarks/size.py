"""Bytes: the wheel, and what a fresh installation puts on the disk."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.report import Table

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "LICENSES", "src")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--wheel-only", action="store_true", help="install nothing")


def run(options: argparse.Namespace) -> list[Table]:
    """The wheel; then, with a way to a package index, a fresh environment."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = _built(Path(folder))
        tables = [_wheel(wheel)]
        if not (options.tiny or options.wheel_only):
            tables.append(_installed(wheel, Path(folder, "environment")))
    return tables


def _built(folder: Path) -> Path:
    """The wheel as pip builds it, from a copy of the sources."""
    copy = folder / "copy"
    copy.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    options = ["--no-build-isolation", "--no-deps", "--quiet", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(copy)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _wheel(wheel: Path) -> Table:
    infos = zipfile.ZipFile(wheel).infolist()
    table = Table("The wheel", ("part", "MB packed", "MB unpacked"))
    table.rows.append((wheel.name, wheel.stat().st_size / 1e6,
                       sum(i.file_size for i in infos) / 1e6))  # fmt: skip
    for title, kept in (
        ("weights", lambda name: name.endswith(".onnx")),
        ("all else", lambda name: not name.endswith(".onnx")),
    ):
        part = [i for i in infos if kept(i.filename)]
        packed, whole = (sum(getattr(i, what) for i in part) / 1e6
                         for what in ("compress_size", "file_size"))  # fmt: skip
        table.rows.append((title, packed, whole))
    return table


def _installed(wheel: Path, environment: Path) -> Table:
    venv.create(environment, with_pip=True)
    place = next((environment / "lib").glob("python*/site-packages"))
    before = {path.name for path in place.iterdir()}
    command = [str(environment / "bin/python"), "-m", "pip", "install", "--quiet", "--no-compile"]
    command.append(str(wheel))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    table = Table("A fresh installation", ("package", "MB"))
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        table.notes.append(f"left out, pip could not install: {reason}")
        return table
    sizes = {path.name: _bytes(path) / 1e6 for path in place.iterdir() if path.name not in before}
    table.rows.append(("all, without Python and pip", sum(sizes.values())))
    largest = sorted(sizes, key=lambda name: -sizes[name])[:10]
    table.rows += [(f"  {name}", sizes[name]) for name in largest]
    table.notes.append("without byte code, which Python writes on first use")
    return table


def _bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())

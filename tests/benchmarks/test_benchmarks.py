"""Each benchmark runs and writes what it found; what it found is not judged here."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = (
    "startup", "scaling", "threads", "precision", "peak", "throughput", "manifest", "finish",
    "size", "strokes", "rivals", "serve", "crops", "steps", "training",
    "parts", "skin", "closed", "tone",
)  # fmt: skip


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def numbers(cell: object) -> list[float]:
    """What was measured in a cell, or nothing where it is text."""
    if isinstance(cell, dict):
        return [*cell["values"], cell["median"]]
    return [cell] if isinstance(cell, int | float) else []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_its_json_holds_every_measurement(name: str, tmp_path: Path) -> None:
    """A table on stdout; in JSON, the machine, the load, and finite numbers in every row."""
    done = run(name, "--tiny", "-o", tmp_path / "found.json")
    assert done.returncode == 0, done.stderr
    assert "tiny mode: these are no figures" in done.stdout
    found = json.loads((tmp_path / "found.json").read_text())
    assert found["benchmark"] == name
    assert len(found["load"]) == 2 and found["machine"]["packages"]["onnxruntime"]
    for table in found["tables"]:
        assert table["title"] in done.stdout
        assert table["rows"]
        for row in table["rows"]:
            values = [value for cell in row.values() for value in numbers(cell)]
            assert values and all(math.isfinite(value) for value in values)


def test_all_are_listed_and_explained() -> None:
    """Help names every benchmark, and the README has a section on each."""
    listed = run("--help").stdout
    readme = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"\n    {name}" in listed
        assert f"`{name}`" in readme
    files = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    assert set(NAMES) <= files


def test_a_wrong_name_is_refused() -> None:
    """With the list of right ones."""
    done = run("speed")
    assert done.returncode == 2
    assert "startup" in done.stderr

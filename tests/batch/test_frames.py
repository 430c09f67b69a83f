"""What docs/scale.md shows for other engines runs as it is printed, where they are installed."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
PROOF = {
    "datasets": "assert drawings[0]['drawing'].size == (64, 64) and drawings[0]['error'] is None",
    "daft": "assert drawings.to_pydict()['drawing'][0][:4] == b'\\x89PNG'",
    "pyspark": "assert bytes(drawings[0]['drawing'][:4]) == b'\\x89PNG'",
}
"""Package → what holds once its example has run."""


@pytest.mark.long
@pytest.mark.parametrize("package", PROOF)
def test_the_callable_runs_in_other_engines(
    package: str, tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    """Protects readers who have an engine already: ten lines are enough, and these ten work."""
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    said = f"where {package} is installed -->\n```python\n(.*?)^```$"
    example = re.search(said, PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert example
    script = tmp_path / "example.py"
    script.write_text(f"{example[1]}\n{PROOF[package]}\n", encoding="utf-8")
    Image.fromarray(portrait).resize((64, 64)).save(tmp_path / "photo.jpg")
    ran = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr

"""Run the command line in this process, with its real streams and its own error handling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image


@dataclass(frozen=True)
class Run:
    """What a run of the command line left: exit code, stdout as bytes, stderr as text."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def out(self) -> str:
        return self.stdout.decode()


Artline = Callable[..., Run]


@pytest.fixture
def artline_cli(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Artline:
    """`artline_cli("photo.jpg", "-q")`, run in an empty folder; no run may show a traceback."""
    from artline.cli import main

    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Run:
        capfdbinary.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        captured = capfdbinary.readouterr()
        stderr = captured.err.decode()
        assert "Traceback" not in stderr
        return Run(code, captured.out, stderr)

    return run


@pytest.fixture
def small_photo(portrait: NDArray[np.uint8]) -> Image.Image:
    """A portrait small enough to draw often."""
    return Image.fromarray(portrait[0:240, 120:320]).resize((100, 120))

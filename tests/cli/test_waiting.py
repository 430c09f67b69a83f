"""What a person is told while a single drawing takes its time."""

from __future__ import annotations

import time

import pytest

from artline.cli import waiting
from artline.cli.waiting import ERASE, Waiting


def test_long_waiting_is_told_and_wiped_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Protects from a terminal that says nothing for seconds, and from a line that is left."""
    monkeypatch.setattr(waiting, "PATIENCE", 0.02)
    with Waiting():
        time.sleep(0.2)
    said = capsys.readouterr().err
    assert "drawing … 0 s" in said and said.endswith(ERASE)


def test_a_short_one_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Protects quick drawings from flicker."""
    with Waiting():
        pass
    assert capsys.readouterr().err == ""

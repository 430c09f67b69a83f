"""TensorBoard finds every loss of a run; without it, one line says what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from artline.errors import SettingError
from artline.train.events import events
from artline.train.loop import Progress


def test_tensorboard_reads_what_was_noted(tmp_path: Path) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    with events(tmp_path) as note:
        for step in (1, 2):
            note(Progress(step, 9, 1, {"loss": 3.0 / step}, 4.0))
    found = EventAccumulator(str(tmp_path / "events")).Reload()
    assert [(e.step, e.value) for e in found.Scalars("loss")] == [(1, 3.0), (2, 1.5)]
    assert [e.value for e in found.Scalars("crops a second")] == [4.0, 4.0]


def test_without_it_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(SettingError, match="pip install tensorboard"), events(tmp_path):
        pass

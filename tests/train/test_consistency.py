"""One photo at two sizes: the loss sees a drawing that changes, and the loop learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from artline.errors import SettingError
from artline.train.consistency import consistency_loss, shrunk, smaller_side
from artline.train.loop import fit
from artline.train.plan import Stage, smaller_sides
from made_training import Rings, read_journal, recipe


def test_the_same_drawing_at_two_sizes_costs_nothing_another_does() -> None:
    large = torch.full((1, 2, 96, 96), -6.0)
    large[:, :, 20:60, 20:60] = 6
    same = torch.logit(shrunk(torch.sigmoid(large), 64), eps=1e-6)
    assert float(consistency_loss(large, same)) < 1e-4
    assert float(consistency_loss(large, same.flip(3))) > 0.1


def test_the_smaller_side_is_the_steps_and_fits() -> None:
    """Protects resuming: a step that is taken again must see the same size."""
    seen = [smaller_side(256, 3, step) for step in range(30)]
    assert seen == [smaller_side(256, 3, step) for step in range(30)]
    assert set(seen) == {128, 160, 192} == set(smaller_sides(256))


def test_a_stage_learns_from_it_and_small_crops_refuse_it(tmp_path: Path) -> None:
    stage = {"size": 64, "batch": 2, "steps": 2, "rate": 1e-3}
    fit(recipe(stages=[{**stage, "consistency": 0.5}]), [Rings()], tmp_path)
    assert all(row["consistency"] > 0 for row in read_journal(tmp_path))
    with pytest.raises(SettingError, match="size = 64"):
        Stage(**{**stage, "size": 32, "consistency": 0.5})  # type: ignore[arg-type]

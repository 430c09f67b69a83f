"""Lines are compared as lines: near is better than far, whole better than broken."""

from __future__ import annotations

import torch

from artline.train.lines import continuity_loss, distance_loss, skeleton


def line(row: int, gap: int = 0) -> torch.Tensor:
    ink = torch.zeros(1, 1, 40, 40)
    ink[:, :, row - 1 : row + 2] = 1
    if gap:
        ink[..., 20 : 20 + gap] = 0
    return ink


def test_the_farther_off_the_worse() -> None:
    losses = [float(distance_loss(line(row), line(12))) for row in (12, 13, 16, 30)]
    assert losses == sorted(losses)
    assert losses[0] == 0
    assert losses[1] < 0.1 < losses[2]


def test_no_ink_wanted_costs_by_how_much_is_drawn() -> None:
    """A crop of plain background has no line to be near to."""
    nothing = torch.zeros(1, 1, 40, 40)
    assert float(distance_loss(nothing, nothing)) == 0
    assert float(distance_loss(line(12), nothing)) > 0.9


def test_a_broken_line_costs() -> None:
    whole = float(continuity_loss(line(12), line(12)))
    broken = float(continuity_loss(line(12, gap=6), line(12)))
    assert whole < 0.01 < 0.05 < broken


def test_a_skeleton_is_thin() -> None:
    thin = skeleton(line(12))[0, 0, :, 20]
    assert float(thin[12]) > 0.9
    assert float(thin.sum()) < 1.5


def test_gradients_reach_the_drawing() -> None:
    drawn = (line(20) * 0.8 + 0.1).requires_grad_()
    (distance_loss(drawn, line(12)) + continuity_loss(drawn, line(12))).backward()
    assert drawn.grad is not None
    assert float(drawn.grad.abs().sum()) > 0

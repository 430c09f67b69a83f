"""Losses count what they say: known pixels, the sitter more, edges, overlap."""

from __future__ import annotations

import math

import pytest
import torch

from artline.train.losses import gradient_difference, ink_loss, skin_loss, subject_loss
from artline.train.plan import ChannelLoss, SubjectLoss

HALF = math.log(2)


def target(ink: float, subject: float) -> torch.Tensor:
    return torch.stack([torch.full((8, 8), float(value)) for value in (ink, subject)])[None]


def test_cross_entropy_of_not_knowing_is_log_two() -> None:
    row = {"line": ChannelLoss(bce=1, l1=0, gradient=0)}
    loss = ink_loss(torch.zeros(1, 2, 8, 8), target(1, 0), ["line"], row)["line"]
    assert float(loss) == pytest.approx(HALF)


def test_the_sitter_counts_more() -> None:
    row = {"line": ChannelLoss(bce=1, l1=0, gradient=0, sitter=4, background=0.5)}
    logits = torch.zeros(1, 2, 8, 8)
    sitter = ink_loss(logits, target(1, 1), ["line"], row)["line"]
    background = ink_loss(logits, target(1, 0), ["line"], row)["line"]
    assert float(sitter) == pytest.approx(4 * HALF)
    assert float(background) == pytest.approx(0.5 * HALF)


def test_what_nobody_knows_teaches_nothing() -> None:
    """Data sets that lack a channel or a matte must not pull it to any value."""
    logits = torch.randn(1, 2, 8, 8, requires_grad=True)
    unknown = target(-1, -1)
    ink = ink_loss(logits, unknown, ["line"], {})["line"]
    matte = subject_loss(logits[:, 1], unknown[:, 1], SubjectLoss())
    (ink + matte).backward()
    assert ink.item() == 0
    assert logits.grad is not None
    assert float(logits.grad.abs().max()) == 0


def test_a_blurred_edge_costs_more_than_a_sharp_one_of_another_level() -> None:
    """The gradient term is there for edges, not for levels."""
    edge = torch.zeros(1, 8, 8)
    edge[:, :, 4:] = 1
    known = torch.ones_like(edge)
    level = gradient_difference(edge.clamp(0.1, 1.1), edge, known)
    blurred = gradient_difference(torch.linspace(0, 1, 8).expand(1, 8, 8), edge, known)
    assert float(level) < float(blurred)
    assert float(gradient_difference(edge, edge, known)) == 0


def test_overlap_falls_as_the_matte_is_found() -> None:
    wanted = torch.zeros(1, 8, 8)
    wanted[:, :, 4:] = 1
    plan = SubjectLoss(bce=0, iou=1)
    found = subject_loss((wanted - 0.5) * 40, wanted, plan)
    missed = subject_loss((0.5 - wanted) * 40, wanted, plan)
    assert float(found) == pytest.approx(0, abs=1e-4)
    assert float(missed) > 0.9


def test_ink_on_skin_costs_alike_whatever_the_face_s_size_and_lines_are_free() -> None:
    """A small face may not be drowned by a large one; what the target draws is no smoke."""
    clean, smoke = torch.full((2, 1, 32, 32), -12.0), torch.full((2, 1, 32, 32), -12.0)
    skin, paper = torch.zeros(2, 32, 32), torch.zeros(2, 1, 32, 32)
    skin[0], skin[1, :10, :10] = 1, 1
    smoke[1, :, :10, :10] = 0.0
    assert float(skin_loss(clean, paper, skin)) < 1e-4
    assert float(skin_loss(smoke, paper, skin)) == pytest.approx((HALF + 0.5) / 2, abs=1e-3)
    drawn = paper.clone()
    drawn[1, :, :10, :10] = 1
    assert float(skin_loss(smoke, drawn, skin)) < 1e-4
    assert float(skin_loss(smoke, torch.full_like(paper, -1), skin)) == 0

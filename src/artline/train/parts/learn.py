"""Teaching the branch: features of views read once and kept, then a few thousand small steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from artline.train.errors import TrainingError
from artline.train.parts.network import Parts, fold, unfold
from artline.train.parts.sources import Taught
from artline.train.parts.taps import TAPS, Reader
from artline.train.parts.targets import UNKNOWN
from artline.train.parts.views import views

LEVELS = 254
"""Levels of a kept target: even, so that one half is one of them."""
RATE = 2e-3
"""Of AdamW, at its height."""
DECAY = 1e-3
"""Weight decay of AdamW."""
WARM = 0.05
"""Share of the steps in which the rate rises."""
BATCH = 6
"""Views a step."""
EPOCHS = 5
"""Times that every view is seen."""
AVERAGED = 0.995
"""Share of the running average of weights that a step leaves."""
SAMPLED = 150
"""Views from which mean and deviation of the features are taken."""
LEAST_DEVIATION = 1e-3
"""Added to a feature's deviation, which may be 0."""
UNSAID = 0.02
"""Distance of a target from one half below which it says nothing."""
OVERLAP = 0.5
"""Weight of 1 − soft IoU beside the cross-entropy."""


def keep(name: str, taught: Taught, read: Reader, folder: Path, seed: int) -> None:
    """Write features (float16) and targets of every view of a photo, as NAME.number.npz."""
    for number, (photo, parts) in enumerate(views(taught, np.random.default_rng(seed))):
        features = {key: value[0].astype(np.float16) for key, value in read(photo).items()}
        np.savez(
            folder / f"{name}.{number}.npz",
            parts=np.rint(parts * LEVELS).astype(np.uint8),
            **features,
        )


def learn(
    files: Sequence[Path],
    epochs: int = EPOCHS,
    tell: Callable[[str], None] = lambda line: None,
    start: Parts | None = None,
) -> Parts:
    """A branch taught on views, reading features as they are.

    Args:
        files: the views, as `keep` wrote them; one that is named twice counts twice.
        epochs: times that every view is seen.
        tell: is told how it goes, a line an epoch.
        start: a branch that goes on learning, changed in place; None begins anew.

    Raises:
        TrainingError: there are no views.
    """
    if not files:
        raise TrainingError("no views; read the features of some photos first")
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    scales = _scales([files[k] for k in rng.permutation(len(files))[:SAMPLED]])
    parts = Parts() if start is None else start.train()
    if start is not None:
        unfold(parts, *scales)
    average = {name: weight.detach().clone() for name, weight in parts.named_parameters()}
    optimiser = torch.optim.AdamW(parts.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * math.ceil(len(files) / BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps))
    for epoch in range(epochs):
        losses = []
        for batch in np.array_split(rng.permutation(len(files)), math.ceil(len(files) / BATCH)):
            for k in batch:
                features, wanted = _read(files[k], scales)
                loss = loss_of(parts(*features), wanted)
                torch.autograd.backward(loss / len(batch))
                losses.append(float(loss.detach()))
            optimiser.step()
            optimiser.zero_grad()
            rate.step()
            with torch.no_grad():
                for name, weight in parts.named_parameters():
                    average[name].lerp_(weight, 1 - AVERAGED)
        tell(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.4f}")
    parts.load_state_dict(average)
    fold(parts, *scales)
    return parts.eval()


def loss_of(logits: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy, and 1 − soft IoU of each part, where the targets say something.

    Args:
        logits: 1×3×h×w.
        wanted: 1×3×h×w, 0..1; one half says nothing.
    """
    said = ((wanted - UNKNOWN).abs() > UNSAID).float()
    crossed = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    drawn = torch.sigmoid(logits) * said
    both = (drawn * wanted).sum((2, 3))
    either = (drawn + wanted * said).sum((2, 3)) - both
    overlap = (both + 1) / (either + 1)
    return (crossed * said).sum() / said.sum().clamp_min(1) + OVERLAP * (1 - overlap).mean()


def _rate(done: float) -> float:
    """Share of the highest rate, after a share of the steps: up, then down along a cosine."""
    return (
        done / WARM if done < WARM else 0.5 + 0.5 * math.cos(math.pi * (done - WARM) / (1 - WARM))
    )


def _scales(files: Sequence[Path]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Mean and deviation of each channel of each input."""
    sums = {name: torch.zeros(3, tap.channels, dtype=torch.float64) for name, tap in TAPS.items()}
    for file in files:
        with np.load(file) as kept:
            for name in TAPS:
                x = torch.from_numpy(kept[name].astype(np.float64)).flatten(1)
                sums[name] += torch.stack(
                    [torch.full((len(x),), x.shape[1]), x.sum(1), (x**2).sum(1)]
                )
    means = {name: s[1] / s[0] for name, s in sums.items()}
    squares = {name: s[2] / s[0] - means[name] ** 2 for name, s in sums.items()}
    deviations = {name: v.clamp_min(0).sqrt() + LEAST_DEVIATION for name, v in squares.items()}
    return {n: m.float() for n, m in means.items()}, {n: d.float() for n, d in deviations.items()}


def _read(
    file: Path, scales: tuple[dict[str, Tensor], dict[str, Tensor]]
) -> tuple[list[Tensor], Tensor]:
    """Standardised features and the targets of a view, as batches of one."""
    means, deviations = scales
    with np.load(file) as kept:
        wanted = torch.from_numpy(kept["parts"].astype(np.float32) / LEVELS)[None]
        features = [
            (torch.from_numpy(kept[name].astype(np.float32)) - means[name][:, None, None])
            / deviations[name][:, None, None]
            for name in TAPS
        ]
    return [one[None] for one in features], wanted

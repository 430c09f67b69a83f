"""Steps of a training: how many crops a second of processor time the network learns from."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks.measure import spread
from benchmarks.report import Table

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Variant:
    """How a step is taken."""

    last: bool = True
    fused: bool = True
    half: bool = False
    head: str = "shuffle"
    compiled: bool = False


VARIANTS = {
    "as artline train does": Variant(),
    "channels first": Variant(last=False),
    "AdamW a tensor at a time": Variant(fused=False),
    "bf16": Variant(half=True),
    "head full": Variant(head="full"),
    "channels first, AdamW a tensor at a time, head full": Variant(
        last=False, fused=False, head="full"
    ),
}
COMPILED = {"torch.compile": Variant(compiled=True)}
DECODER = {"shuffle": (128, 80, 48, 32), "full": (128, 80, 48, 32, 20)}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--size", type=int, default=192, help="side of a crop [192]")
    parser.add_argument("--batch", type=int, default=4, help="crops a step [4]")
    parser.add_argument("--repeats", type=int, default=3, help="steps of each [3]")
    parser.add_argument("--compile", action="store_true", help="torch.compile too; takes minutes")
    parser.add_argument("--threads", type=int, default=1, help="of torch [1]")


def run(options: argparse.Namespace) -> list[Table]:
    """Every variant takes a step in turn, the first of which is not counted."""
    import torch

    size, batch, repeats = (
        (64, 2, 1) if options.tiny else (options.size, options.batch, options.repeats)
    )
    torch.set_num_threads(options.threads)
    variants = {**VARIANTS, **(COMPILED if options.compile else {})}
    steps = {name: _step(size, batch, kind) for name, kind in variants.items()}
    rates: dict[str, list[float]] = {name: [] for name in variants}
    paces: dict[str, list[float]] = {name: [] for name in variants}
    first: dict[str, float] = {}
    for repeat in range(repeats + 1):
        for name, step in steps.items():
            busy, wall = time.process_time(), time.perf_counter()
            step()
            busy, wall = time.process_time() - busy, time.perf_counter() - wall
            if repeat:
                rates[name].append(batch / busy)
                paces[name].append(batch / wall)
            else:
                first[name] = wall
    table = Table(
        f"Steps of {batch} crops of {size}², {options.threads} thread(s)",
        ("variant", "crops a second of processor time", "of wall time", "first step, s"),
    )
    table.rows += [
        (name, spread(rates[name]), spread(paces[name]), round(first[name], 1)) for name in variants
    ]
    table.notes.append("cutting the crops is not in it: see `crops`")
    return [table]


def _step(size: int, batch: int, kind: Variant) -> Callable[[], Any]:
    """Forward, losses, backward and update, on one random batch."""
    import torch

    from artline.train.losses import ink_loss, subject_loss
    from artline.train.network import Network
    from artline.train.plan import SubjectLoss

    layout = torch.channels_last if kind.last else torch.contiguous_format
    network = Network(decoder=DECODER[kind.head], head=kind.head)
    network.to(memory_format=layout)  # type: ignore[call-overload]
    see = torch.compile(network) if kind.compiled else network
    optimiser = torch.optim.AdamW(network.parameters(), fused=kind.fused, foreach=False)
    photo = torch.rand(batch, 3, size, size).contiguous(memory_format=layout)
    target = torch.rand(batch, 4, size, size)

    def step() -> None:
        with torch.autocast("cpu", torch.bfloat16, enabled=kind.half):
            logits = see(photo)
        logits = logits.float()
        parts = ink_loss(logits, target, network.channels, {})
        loss = sum(parts.values()) + subject_loss(logits[:, -1], target[:, -1], SubjectLoss())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()

    return step

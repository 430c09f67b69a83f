"""Networks of other projects beside ours, in one run: time does not depend on weights."""

from __future__ import annotations

import argparse
from functools import partial
from importlib.util import find_spec

from benchmarks.measure import in_turn, ratios, spread
from benchmarks.report import Table

OURS = "artline"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=5, help="rounds [5]")
    parser.add_argument("--side", type=int, default=512, help="of the picture, pixels [512]")


def run(options: argparse.Namespace) -> list[Table]:
    """Parameters, work and time of each, in turn, on every core."""
    repeats, side = (1, 64) if options.tiny else (options.repeats, options.side)
    table = Table(
        f"Networks at {side}², every core",
        ("network", "M weights", "GMAC", "wall s", "CPU s", "GMAC/s", "times ours"),
    )
    if find_spec("onnx") is None:
        table.notes.append("left out: pip install onnx")
        return [table]
    import numpy as np

    from artline.models.session import open_session
    from artline.models.store import find
    from benchmarks.macs import gmacs, parameters
    from benchmarks.networks import resnet, u2net

    models = {
        OURS: find("portrait").data,
        "U²-Net, full (Qin 2020)": u2net(),
        "ResNet, 3 blocks (informative drawings, Chan 2022)": resnet(3, 1),
        "ResNet, 9 blocks (Johnson 2016, CycleGAN)": resnet(9, 3),
    }
    sessions = {name: open_session(data, name) for name, data in models.items()}
    photo = np.random.default_rng(0).random((1, 3, side, side), np.float32)
    doings = {name: partial(one.run, None, {"photo": photo}) for name, one in sessions.items()}
    times = in_turn(doings, repeats)
    for name, taken in times.items():
        work = gmacs(models[name], side, side)
        table.rows.append((
            name, parameters(models[name]), work, spread(taken["wall"]), spread(taken["cpu"]),
            spread([work / second for second in taken["wall"]]),
            ratios(taken["wall"], times[OURS]["wall"]),
        ))  # fmt: skip
    table.notes.append("all under the session settings of artline (no memory arena, no spinning)")
    return [table]

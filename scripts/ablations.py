"""What each part of a recipe brings: a short training with it, and one without.

    python scripts/ablations.py --recipe recipes/pilot.toml            # all rows, one by one
    python scripts/ablations.py --recipe recipes/pilot.toml --only "VGG features"
    python scripts/ablations.py --show                                 # the table of what was run

Prints a table in Markdown. Each row is a run of its own below runs/ablations; what was stopped
goes on, what is done is not run again. A row takes as long as 300 steps of 4 crops at 128², some
minutes on one core; rows named by --only in several processes run side by side.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from artline.train.data.batches import Crop
    from artline.train.recipe import Recipe

ROOT = Path(__file__).parent.parent
SIZE = 128
"""Side of the crops that are learned, in pixels."""
BATCH = 4
STEPS = 300
RATE = 2e-3
SEED = 1
CROPS = 48
"""Crops that are measured."""
RESULT = "result.json"
MEASURES = ("ink, plain", "ink, degraded", "matte, degraded", "drawing, plain")

DRAWN = ("fs2k", "apdrawing", "anime", "pairs")
"""Kinds of sets that people drew."""
TAUGHT = ("line", "mass", "pressure")
"""Channels that the teacher draws and that are measured."""

Toml = dict[str, Any]
Change = Callable[[Toml], None]


def _augment(**numbers: float) -> Change:
    return lambda table: table.setdefault("augment", {}).update(numbers)


def _network(**values: bool) -> Change:
    return lambda table: table.setdefault("network", {}).update(values)


def _drawing(**weights: float) -> Change:
    def change(table: Toml) -> None:
        losses = table.setdefault("losses", {}).setdefault("drawing", {})
        every = [c for c in _channels(table) if c != "scene"]
        by_hand = [c for c in every if c not in TAUGHT]
        losses.update(weights, channels=by_hand or every)

    return change


def _progressive(table: Toml) -> None:
    (whole,) = table["stages"]
    half = {**whole, "steps": whole["steps"] // 2}
    table["stages"] = [{**half, "size": whole["size"] // 2}, half]


def _criticised(table: Toml) -> None:
    (whole,) = table["stages"]
    last = max(whole["steps"] // 6, 2)
    critic = {"critic": 0.05, "critic_first": last // 3, "rate": whole["rate"] / 5}
    table["stages"] = [
        {**whole, "steps": whole["steps"] - last},
        {**whole, "steps": last, **critic},
    ]


def _registered(table: Toml) -> None:
    for row in table["data"]:
        row["landmarks"] = row["kind"] in DRAWN


def _self_trained(table: Toml) -> None:
    """In the second half: before, the average knows nothing."""
    (whole,) = table["stages"]
    half = {**whole, "steps": whole["steps"] // 2}
    table["stages"] = [half, {**half, "self_training": 0.5}]


# Name → what makes the base with it, and without it; None is the base itself.
ROWS: dict[str, tuple[Change | None, Change | None]] = {
    "blended set": (_augment(blend=0.7, blend_steps=STEPS // 2), None),
    "attention": (None, _network(attention=False)),
    "spectral norm": (_network(spectral=True), None),
    "progressive sizes": (_progressive, None),
    "VGG features": (_drawing(features=0.2), None),
    "Gram": (_drawing(gram=0.05), None),
    "distance": (_drawing(distance=0.2), None),
    "continuity": (_drawing(continuity=0.2), None),
    "critic": (_criticised, None),
    "registration": (_registered, None),
    "degradations": (None, _augment(degrade=0.0)),
    "self-training": (_self_trained, None),
}


def main() -> None:
    """Each row's training that is not done yet, one after the other; then the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--recipe", type=Path, default=ROOT / "recipes" / "pilot.toml")
    parser.add_argument("--held", type=Path, help="a recipe whose data is measured on")
    parser.add_argument("--runs", type=Path, default=Path("runs/ablations"), metavar="FOLDER")
    parser.add_argument("--only", action="append", choices=("base", *ROWS), help="run these")
    parser.add_argument("--show", action="store_true", help="run nothing, show what was run")
    parser.add_argument("--steps", type=int, default=STEPS)
    chosen = parser.parse_args()
    wanted = () if chosen.show else chosen.only or ("base", *ROWS)
    for name in wanted:
        if not _result(chosen.runs, name):
            print(f"training: {name}", file=sys.stderr)
            change = next(filter(None, ROWS.get(name, ())), None)
            table = _changed(_base(chosen.recipe, chosen.steps), change)
            folder = chosen.runs / _folder(name)
            _train(table, chosen.recipe.parent, folder, chosen.held or chosen.recipe)
    print(_table(chosen.runs))


def _base(recipe: Path, steps: int) -> Toml:
    """The recipe with one short stage."""
    from artline.train.recipe import read_recipe

    table: Toml = json.loads(read_recipe(recipe).source)
    table["stages"] = [{"size": SIZE, "batch": BATCH, "steps": steps, "rate": RATE}]
    return {**table, "seed": SEED, "save_every": 50, "sheet_every": steps}


def _changed(base: Toml, change: Change | None) -> Toml:
    table = copy.deepcopy(base)
    if change is not None:
        change(table)
    return table


def _channels(table: Toml) -> list[str]:
    channels: list[str] = table.get("channels", ["line", "mass", "scene"])
    return channels


def _train(table: Toml, beside: Path, folder: Path, held: Path) -> None:
    """Train, or go on; then measure and keep the result."""
    from artline.train.data.sets.kinds import open_set
    from artline.train.loop import fit
    from artline.train.missing import without_missing
    from artline.train.recipe import recipe_from_table

    recipe, _ = without_missing(recipe_from_table(table, beside, folder.name), folder.name)
    training = fit(
        recipe, [open_set(row.kind, row.path, row.options) for row in recipe.data], folder
    )
    result = _measured(training.average, recipe, held)
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _measured(network: Any, recipe: Recipe, held: Path) -> dict[str, float]:
    """Measures on fixed crops of data that was held back, plain and degraded; see `_scores`."""
    import numpy as np

    from artline.train.data.augment import PLAIN, Augment
    from artline.train.data.batches import Crops
    from artline.train.data.sets.kinds import open_set
    from artline.train.missing import without_missing
    from artline.train.recipe import read_recipe

    chosen, _ = without_missing(read_recipe(held), str(held))
    data = [open_set(row.kind, row.path, row.options) for row in chosen.data]
    weights = [row.weight or 1.0 for row in chosen.data]
    found: dict[str, list[float]] = {}
    for name, augment in (("plain", PLAIN), ("degraded", Augment())):
        cut = Crops(data, 2 * SIZE, 999, channels=recipe.channels, augment=augment, weights=weights)
        for index in range(CROPS):
            for measure, score in _scores(network, recipe.channels, cut.crop(0, index)).items():
                found.setdefault(f"{measure}, {name}", []).append(score)
    return {name: float(np.mean(scores)) for name, scores in found.items() if name in MEASURES}


def _scores(network: Any, channels: tuple[str, ...], crop: Crop) -> dict[str, float]:
    """What is known of a crop, measured.

    "ink": mean absolute difference from the teacher's, in per cent. "matte": overlap, 0..1.
    "drawing", of channels that people drew, where a line a pixel off is no worse than none: how
    far the drawing lies from theirs in VGG16's features.
    """
    import numpy as np
    import torch

    with torch.no_grad():
        ink = torch.sigmoid(network(torch.from_numpy(crop.photo[None]).float() / 255))
    drawn, target = ink[0].numpy(), crop.target
    known = [k for k in range(len(channels)) if target[k].min() >= 0]
    taught = [k for k in known if channels[k] in TAUGHT]
    by_hand = [k for k in known if channels[k] not in (*TAUGHT, "scene")]
    scores: dict[str, float] = {}
    if taught:
        scores["ink"] = float(np.abs(drawn[taught] - target[taught]).mean() * 100)
    if target[-1].min() >= 0:
        ours, theirs = drawn[-1] > 0.5, target[-1] > 0.5
        scores["matte"] = float((ours & theirs).sum() / max((ours | theirs).sum(), 1))
    if by_hand:
        theirs = torch.from_numpy(target[None, by_hand])
        scores["drawing"] = _apart(ink[:, by_hand], theirs)
    return scores


def _apart(ours: Any, theirs: Any) -> float:
    """How far two drawings, 1×K×H×W, lie apart in VGG16's features."""
    import torch

    from artline.train.features import feature_losses
    from artline.train.plan import DrawingLoss

    paper, wanted = (1 - ink.amax(1, keepdim=True) for ink in (ours, theirs))
    with torch.no_grad():
        content, _ = feature_losses(_features(), paper, wanted, DrawingLoss().taps)
    return float(content)


@cache
def _features() -> Any:
    from artline.train.features import load_features

    return load_features()


def _folder(name: str) -> str:
    return name.replace(" ", "-")


def _result(runs: Path, name: str) -> dict[str, float]:
    path = runs / _folder(name) / RESULT
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _table(runs: Path) -> str:
    """Markdown: with the part and without it, by each measure."""
    base = _result(runs, "base")
    heads = [f"{name}, {side}" for name in MEASURES for side in ("on", "off")]
    lines = [f"| part | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name, (on, _) in ROWS.items():
        changed = _result(runs, name)
        if not (base and changed):
            lines.append(f"| {name} | not run |" + " |" * (len(heads) - 1))
            continue
        pair = (changed, base) if on is not None else (base, changed)
        cells = [
            f"{side[measure]:.3f}" if measure in side else "–"
            for measure in MEASURES
            for side in pair
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

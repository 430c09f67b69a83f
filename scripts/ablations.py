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
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from artline.train.recipe import Recipe

ROOT = Path(__file__).parent.parent
SIZE, BATCH, STEPS, RATE, SEED = 128, 4, 300, 2e-3, 1
CROPS = 48
RESULT = "result.json"
MEASURES = ("ink, plain", "ink, degraded", "matte, degraded", "drawing, plain")

DRAWN = ("fs2k", "apdrawing", "anime", "pairs")
"""Kinds of sets that people drew."""
TAUGHT = ("line", "mass", "pressure")
"""Channels that the teacher draws, and that are looked at."""

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
    """In the second half: before, the average has nothing to say."""
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
    from artline.train.data.sets.opened import open_set
    from artline.train.loop import fit
    from artline.train.recipe import made

    recipe = made(table, beside, folder.name)
    training = fit(
        recipe, [open_set(row.kind, row.path, row.options) for row in recipe.data], folder
    )
    result = _measured(training.average, recipe, held)
    (folder / RESULT).write_text(json.dumps(result), encoding="utf-8")


def _measured(network: Any, recipe: Recipe, held: Path) -> dict[str, float]:
    """Measures on fixed crops of data that was held back.

    Mean absolute difference of the teacher's ink in per cent; the matte's overlap, 0..1; and of
    channels that people drew, where a line a pixel off is no worse than none, how far the drawing
    lies from theirs in VGG16's features.
    """
    import numpy as np
    import torch

    from artline.train.data.augment import PLAIN, Augment
    from artline.train.data.batches import Crops
    from artline.train.data.sets.opened import open_set
    from artline.train.features import feature_losses, load_features
    from artline.train.plan import DrawingLoss
    from artline.train.recipe import read_recipe

    chosen = read_recipe(held)
    data = [open_set(row.kind, row.path, row.options) for row in chosen.data]
    weights = [row.weight or 1.0 for row in chosen.data]
    taught = [k for k, name in enumerate(recipe.channels) if name in TAUGHT]
    drawn = [k for k, name in enumerate(recipe.channels) if name not in (*TAUGHT, "scene")]
    features = load_features() if drawn else None
    result = {}
    for name, augment in (("plain", PLAIN), ("degraded", Augment())):
        cut = Crops(data, 2 * SIZE, 999, channels=recipe.channels, augment=augment, weights=weights)
        errors, overlaps, apart = [], [], []
        for index in range(CROPS):
            photo, target, _ = cut.crop(0, index)
            with torch.no_grad():
                ink = torch.sigmoid(network(torch.from_numpy(photo[None]).float() / 255))
            seen = ink[0].numpy()
            known = [k for k in taught if target[k].min() >= 0]
            if known:
                errors.append(np.abs(seen[known] - target[known]).mean() * 100)
            by_hand = [k for k in drawn if target[k].min() >= 0]
            if by_hand and features is not None and name == "plain":
                wanted = 1 - torch.from_numpy(target[None, by_hand]).amax(1, keepdim=True)
                paper = 1 - ink[:, by_hand].amax(1, keepdim=True)
                with torch.no_grad():
                    content, _ = feature_losses(features, paper, wanted, DrawingLoss().taps)
                apart.append(float(content))
            if target[-1].min() >= 0:
                ours, theirs = seen[-1] > 0.5, target[-1] > 0.5
                overlaps.append((ours & theirs).sum() / max((ours | theirs).sum(), 1))
        result[f"ink, {name}"] = float(np.mean(errors))
        result[f"matte, {name}"] = float(np.mean(overlaps))
        if apart:
            result["drawing, plain"] = float(np.mean(apart))
    return result


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

"""Two ways of drawing the same photos: who they are, and where they differ most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from artline.errors import SettingError, shown
from artline.evaluate.case import Case, Entrant
from artline.evaluate.pictures import read_gray, read_rgb, save_png, to_bytes
from artline.evaluate.run import Run
from artline.options import Settings

MOST = 12
"""Photos on the sheet of differences."""

PANEL = 420
"""Longest side of a picture on that sheet, pixels."""

COMPARABLE = ("look", "weight", "detail", "shade", "background")
"""Settings that change the drawing itself at the photo's pixels, not its colours or size."""


def pair(choices: Sequence[tuple[str, str]], default_model: str) -> tuple[Entrant, Entrant]:
    """A and B from names and values: one given once is for both, one given twice for A, then B.

    Args:
        choices: ("model", …), ("look", …), ("weight", …) …, in the order given.
        default_model: where no model is named.

    Raises:
        SettingError: nothing is given twice, something more often, or a value is refused.
        ModelError: no such model.
    """
    values: dict[str, list[str]] = {}
    for name, value in choices:
        values.setdefault(name, []).append(value)
    for name, given in values.items():
        if name != "model":
            _refuse_unknown(name)
        if len(given) > 2:
            raise SettingError(f"{name}: given {len(given)} times; twice is for A and B")
    if not any(len(given) == 2 for given in values.values()):
        raise SettingError("A and B are the same; give --model, --look or --set NAME=… twice")
    of_a = {name: given[0] for name, given in values.items()}
    of_b = {name: given[-1] for name, given in values.items()}
    return _entrant("A", of_a, default_model), _entrant("B", of_b, default_model)


def save_differences(run: Run, names: Sequence[str]) -> Path | None:
    """Write `differences.png`: photo, A and B of the pictures that differ most, most first.

    How much: mean absolute difference of grey.

    Args:
        run: its entrants are A and B.
        names: the scored photos.

    Returns:
        The file, or None where nothing was scored.

    Raises:
        OutputError: it cannot be written.
    """
    from artline.output.contact import contact_sheet

    a, b = run.order.entrants
    drawn = frozenset(names)
    cases = [case for case in run.cases.cases if case.name in drawn]
    if not cases:
        return None
    amounts = {case.name: _amount(run, a, b, case) for case in cases}
    cases.sort(key=lambda case: (-amounts[case.name], case.name))
    pictures = []
    for case in cases[:MOST]:
        pictures.append((f"{shown(case.name)}: {amounts[case.name]:.3f}", read_rgb(case.photo)))
        for entrant in (a, b):
            gray = read_gray(run.order.drawing_path(entrant, case))
            pictures.append((entrant.name, to_bytes(gray)))
    path = run.order.folder / "differences.png"
    save_png(contact_sheet(pictures, panel=PANEL, columns=3), path)
    return path


def _amount(run: Run, a: Entrant, b: Entrant, case: Case) -> float:
    gray_a, gray_b = (read_gray(run.order.drawing_path(entrant, case)) for entrant in (a, b))
    return float(np.abs(gray_a - gray_b).mean())


def _entrant(name: str, chosen: dict[str, str], default_model: str) -> Entrant:
    model = chosen.get("model", default_model)
    values: dict[str, Any] = {key: value for key, value in chosen.items() if key != "model"}
    return Entrant.of_model(name, model, Settings.choose(**values))


def _refuse_unknown(name: str) -> None:
    if name in COMPARABLE:
        return
    known = {setting.name for setting in fields(Settings)}
    if name in known:
        raise SettingError(
            f"{name}: drawings are compared black on white at the photo's pixels; "
            f"choose from {', '.join(COMPARABLE)}"
        )
    Settings.choose(**{name: None})

"""Data sets that a recipe takes where they are at hand, and does without where they are not."""

from __future__ import annotations

from dataclasses import replace

from artline.errors import SettingError, shown
from artline.train.recipe import Recipe, refuse_no_targets


def without_missing(recipe: Recipe, name: str) -> tuple[Recipe, list[str]]:
    """The recipe with the data sets that are here, and a line on each that was left out.

    Only rows with `missing = "skip"` are left out, and only where there is no such folder: one
    that is there and odd is refused when it is opened.

    Args:
        recipe: with one data set at least.
        name: of the recipe, for messages.

    Raises:
        SettingError: none is here, or none of those that are has targets.
    """
    gone = [
        row
        for row in recipe.data
        if row.missing == "skip" and row.path is not None and not row.path.is_dir()
    ]
    kept = tuple(row for row in recipe.data if row not in gone)
    if gone and not kept:
        places = ", ".join(shown(row.path) for row in gone)
        raise SettingError(f"{shown(name)}: none of its data sets is here; put one at {places}")
    refuse_no_targets(recipe.stages, kept, shown(name))
    said = [f"left out: {shown(row.path)}: no such folder; training without it" for row in gone]
    return replace(recipe, data=kept), said

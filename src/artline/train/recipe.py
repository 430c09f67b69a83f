"""A recipe: all settings of a training, in one TOML file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from artline.errors import SettingError, shown
from artline.options import one_of
from artline.train.data.augment import Augment
from artline.train.data.sample import CHANNELS
from artline.train.plan import MISSING, Data, Losses, NetworkPlan, Optimiser, Stage, Terms
from artline.train.table import build, within

PRECISIONS = ("fp32", "bf16")

EXPORTED = ".onnx"
"""Suffix by which a warm start knows a file that `artline export` wrote."""

_ROW = ("kind", "path", "weight", "missing")
"""Keys of a [[data]] row that every kind has."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A training; see docs/training.md for each key.

    Attributes:
        channels: names of the ink channels.
        seed: of the crops and of the initial weights.
        threads: of torch on the CPU; 0 is one per core.
        workers: processes that cut crops; 0 cuts them between steps.
        precision: "fp32" or "bf16" (activations only).
        save_every: steps between checkpoints.
        sheet_every: steps between sample sheets.
        warm_start: path of initial weights, a checkpoint or an exported ONNX file, or "".
        distil: path of an exported ONNX file whose drawings are targets, or "".
        source: the whole table as JSON, kept in checkpoints.
    """

    stages: tuple[Stage, ...]
    channels: tuple[str, ...] = CHANNELS
    seed: int = 0
    threads: int = 0
    workers: int = 0
    precision: str = "fp32"
    save_every: int = 100
    sheet_every: int = 200
    warm_start: str = ""
    distil: str = ""
    network: NetworkPlan = field(default_factory=NetworkPlan)
    optimiser: Optimiser = field(default_factory=Optimiser)
    losses: Losses = field(default_factory=Losses)
    augment: Augment = field(default_factory=Augment)
    terms: Terms = field(default_factory=Terms)
    data: tuple[Data, ...] = field(default=(), metadata={"key": False})
    source: str = field(default="", metadata={"key": False}, repr=False)

    def __post_init__(self) -> None:
        one_of("precision", self.precision, PRECISIONS)
        for name, low, high in (
            ("seed", 0, 2**31),
            ("threads", 0, 1024),
            ("workers", 0, 256),
            ("save_every", 1, 1_000_000),
            ("sheet_every", 1, 1_000_000),
        ):
            within(name, getattr(self, name), low, high)
        if not self.channels or len(set(self.channels)) != len(self.channels):
            raise SettingError(f"channels: {shown(self.channels)} are not different names")
        hand = self.network.hand
        if hand and (len(hand) == len(self.channels) or self.channels[-len(hand) :] != hand):
            raise SettingError(
                f"hand: {shown(hand)} are not the last of the channels, with others before them"
            )
        if bool(self.distil) != any(stage.distillation for stage in self.stages):
            raise SettingError(
                "distil: names the network whose drawings a stage's distillation weighs; give both "
                "or neither"
            )
        if self.network.spectral and self.warm_start.endswith(EXPORTED):
            raise SettingError(
                f"spectral: would scale the weights of {shown(self.warm_start)}, into which its "
                "batch norms are folded; set spectral = false, or start from a checkpoint"
            )
        if self.network.frozen and any(stage.freeze_encoder for stage in self.stages):
            raise SettingError("freeze_encoder: does nothing where the network is frozen")
        if not self.stages:
            raise SettingError("stages: no row; a training needs one [[stages]] at least")
        named = (*self.losses.ink, *self.losses.drawing.channels, *self.losses.skin.channels)
        for name in named:
            one_of("losses", name, self.channels)
        for stage in self.stages:
            self.augment_of(stage)

    @property
    def steps(self) -> int:
        """Steps of all stages."""
        return sum(stage.steps for stage in self.stages)

    def augment_of(self, stage: Stage) -> Augment:
        """The augmentation of a stage.

        Raises:
            SettingError: an unknown name or a value out of range.
        """
        changed = build(Augment, dict(stage.augment), "augment")
        return replace(self.augment, **{name: getattr(changed, name) for name in stage.augment})


def read_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file; paths in it are relative to its folder.

    Raises:
        SettingError: missing, no TOML, an unknown key, or a value out of range.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingError(f"{shown(path)}: no such recipe; give the path of a .toml") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{shown(path)}: cannot be read ({shown(error)})") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{shown(path)}: not TOML ({shown(error)})") from None
    return recipe_from_table(table, path.parent, str(path))


def recipe_from_table(table: dict[str, Any], folder: Path, name: str) -> Recipe:
    """The recipe in a table.

    Args:
        table: as TOML gives it.
        folder: what paths in it are relative to.
        name: for messages.
    """
    where = shown(name)
    rows = table.get("data", [])
    if not isinstance(rows, list):
        raise SettingError(f"{where}: data: write each data set as [[data]]")
    recipe = build(Recipe, {k: v for k, v in table.items() if k != "data"}, where)
    data = tuple(_data(row, folder, f"{where}: data[{k}]") for k, row in enumerate(rows))
    warm = str(folder / recipe.warm_start) if recipe.warm_start else ""
    distil = str(folder / recipe.distil) if recipe.distil else ""
    refuse_no_targets(recipe.stages, data, where)
    return replace(recipe, data=data, warm_start=warm, distil=distil, source=json.dumps(table))


def refuse_no_targets(stages: tuple[Stage, ...], data: tuple[Data, ...], where: str) -> None:
    """Refuse a stage without targets, self-training and distillation.

    Raises:
        SettingError: names the stage.
    """
    if not data or any(row.options.get("targets") != "none" for row in data):
        return
    for number, stage in enumerate(stages):
        if not stage.self_training and not stage.distillation:
            raise SettingError(
                f"{where}: stages[{number}]: no data set has targets; give the stage "
                "self_training or distillation, or add a set that has some"
            )


def recipe_from_source(source: str, name: str) -> Recipe:
    """The recipe in a checkpoint.

    Args:
        source: `Recipe.source`.
        name: of the checkpoint, for messages.

    Raises:
        SettingError: it was written by another version of artline, whose keys differ.
    """
    return recipe_from_table(json.loads(source), Path(), name)


def _data(row: Mapping[str, Any], folder: Path, where: str) -> Data:
    kind, path, weight = row.get("kind"), row.get("path"), row.get("weight")
    if not isinstance(kind, str):
        raise SettingError(f"{where}: kind is missing; it says which layout the set has")
    if path is not None and not isinstance(path, str):
        raise SettingError(f"{where}: path: {shown(path)} is not a path")
    if weight is not None:
        if not isinstance(weight, int | float) or isinstance(weight, bool):
            raise SettingError(f"{where}: weight: {shown(weight)} is not a number")
        within(f"{where}: weight", weight, 0, 1e9)
    missing = row.get("missing", "refuse")
    try:
        one_of("missing", missing, MISSING)
    except SettingError as fault:
        raise SettingError(f"{where}: {fault}") from None
    options = {k: v for k, v in row.items() if k not in _ROW}
    return Data(
        kind,
        None if path is None else folder / path,
        None if weight is None else float(weight),
        missing,
        MappingProxyType(options),
    )

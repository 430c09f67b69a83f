"""The tables of a recipe, each a frozen dataclass that refuses what is out of range."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from artline.errors import SettingError
from artline.options import one_of
from artline.train.table import within

ENCODERS = ("imagenet", "random")
MISSING = ("refuse", "skip")
DEEPEST = (32, 16)
"""Pixels across and down for each of the encoder's deepest features."""

STAGES = {"full": 5, "shuffle": 4}
"""Head → stages of its decoder, from features at 1/32."""


MULTIPLE = 32
"""Sides of crops are multiples of this, in pixels."""

SMALLER = (0.4, 0.8)
"""Least and largest side of the smaller pass of `consistency`, as shares of the crop's side."""


def smaller_sides(size: int) -> range:
    """Sides of a smaller pass of a crop, in pixels; none for the smallest crops."""
    least, most = (share * size for share in SMALLER)
    return range(math.ceil(least / MULTIPLE) * MULTIPLE, math.floor(most) + 1, MULTIPLE)


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """The shape of the network.

    Attributes:
        encoder: its initial weights: "imagenet" or "random".
        deepest: 32 or 16: its deepest features have one value for so many pixels across and down.
        decoder: widths of its stages, coarse to fine: five for "full", four for "shuffle"; one
            fewer where `deepest` is 16.
        head: "full" or "shuffle"; see `network.Network`.
        attention: self-attention at 1/16.
        spectral: spectral normalisation of the decoder; folded into plain weights at export.
        hand: channels, the last of the recipe's, drawn by finest stages of their own.
        frozen: only those stages learn.
    """

    encoder: str = "imagenet"
    deepest: int = 32
    decoder: tuple[int, ...] = (128, 80, 48, 32, 20)
    head: str = "full"
    attention: bool = True
    spectral: bool = False
    hand: tuple[str, ...] = ()
    frozen: bool = False

    def __post_init__(self) -> None:
        one_of("encoder", self.encoder, ENCODERS)
        if self.frozen and not self.hand:
            raise SettingError("frozen: nothing would learn; name the channels of a hand")
        one_of("head", self.head, tuple(STAGES))
        if self.deepest not in DEEPEST:
            raise SettingError(f"deepest: {self.deepest} is neither 32 nor 16")
        if self.hand and self.deepest != DEEPEST[0]:
            raise SettingError("hand: needs deepest = 32; leave the hand out of a smaller network")
        stages = STAGES[self.head] - DEEPEST.index(self.deepest)
        if len(self.decoder) != stages:
            raise SettingError(
                f"decoder: {len(self.decoder)} widths; head {self.head} has {stages}"
            )
        for width in self.decoder:
            within("decoder", width, 4, 4096)


@dataclass(frozen=True, slots=True)
class ChannelLoss:
    """Weights of one ink channel's losses.

    Attributes:
        bce: weight of the cross-entropy.
        l1: weight of the absolute difference.
        gradient: weight of the absolute difference of neighbouring pixels' differences.
        sitter: weight of a pixel of the sitter in `bce` and `l1`.
        background: weight of any other pixel.
    """

    bce: float = 1.0
    l1: float = 1.0
    gradient: float = 1.0
    sitter: float = 1.0
    background: float = 1.0

    def __post_init__(self) -> None:
        for name in ("bce", "l1", "gradient", "sitter", "background"):
            within(name, getattr(self, name), 0, 1000)


@dataclass(frozen=True, slots=True)
class SubjectLoss:
    """Weights of the matte's losses: cross-entropy, and one minus the soft overlap."""

    bce: float = 0.6
    iou: float = 0.3

    def __post_init__(self) -> None:
        for name in ("bce", "iou"):
            within(name, getattr(self, name), 0, 1000)


@dataclass(frozen=True, slots=True)
class SkinLoss:
    """What ink costs on bare skin that the target leaves white, alike for every photo.

    Attributes:
        weight: of the loss; 0 is none.
        channels: whose ink; none means all.
    """

    weight: float = 0.0
    channels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        within("weight", self.weight, 0, 1000)


@dataclass(frozen=True, slots=True)
class DrawingLoss:
    """Weights of the losses on the drawing as one picture, for targets drawn by hand.

    Attributes:
        channels: which ink makes the picture; none means all.
        features: weight of VGG16's features.
        taps: weights of relu2_2, relu3_3 and relu4_3 among them.
        gram: weight of their Gram matrices.
        distance: weight of ink by its distance from the target's.
        continuity: weight of lines broken or joined (soft clDice).
    """

    channels: tuple[str, ...] = ()
    features: float = 0.0
    taps: tuple[float, float, float] = (20.0, 70.0, 10.0)
    gram: float = 0.0
    distance: float = 0.0
    continuity: float = 0.0

    def __post_init__(self) -> None:
        for name in ("features", "gram", "distance", "continuity"):
            within(name, getattr(self, name), 0, 1000)


@dataclass(frozen=True, slots=True)
class Losses:
    """All losses: `[losses.ink.NAME]`, and `subject`, `skin` and `drawing`."""

    ink: Mapping[str, ChannelLoss] = field(default_factory=lambda: MappingProxyType({}))
    subject: SubjectLoss = field(default_factory=SubjectLoss)
    skin: SkinLoss = field(default_factory=SkinLoss)
    drawing: DrawingLoss = field(default_factory=DrawingLoss)


@dataclass(frozen=True, slots=True)
class Optimiser:
    """AdamW (Loshchilov and Hutter 2019), its rate rising, then falling as a cosine.

    Attributes:
        encoder: the encoder's share of the rate.
        decay: weight decay.
        betas: of the moments.
        warm_up: steps of a stage until its full rate.
        clip: largest norm of the gradient.
        average: decay of the exponential average of the weights, which is what is exported.
    """

    encoder: float = 0.3
    decay: float = 1e-4
    betas: tuple[float, float] = (0.9, 0.99)
    warm_up: int = 60
    clip: float = 1.0
    average: float = 0.996

    def __post_init__(self) -> None:
        within("encoder", self.encoder, 0, 1)
        within("decay", self.decay, 0, 1)
        within("warm_up", self.warm_up, 0, 1_000_000)
        within("clip", self.clip, 1e-6, 1e6)
        for name, value in (("average", self.average), *(("betas", b) for b in self.betas)):
            within(name, value, 0, 0.999999)


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the training: progressive resizing is several rows.

    Attributes:
        size: side of the crops, pixels, a multiple of 32.
        batch: crops a step.
        steps: number of steps.
        rate: largest learning rate.
        critic: weight of the adversarial loss; 0 is none.
        critic_first: steps at the stage's start in which the critic alone learns (NoGAN's order).
        self_training: weight of what the averaged network draws of the undamaged photo.
        distillation: weight of what the recipe's `distil` draws of the undamaged photo.
        agreement: both draw the photo mirrored and smaller, too, and pixels count by how far these
            drawings agree.
        consistency: weight of the difference between the drawings of one crop at two sizes.
        freeze_encoder: the encoder does not learn, which makes a step cheaper.
        augment: numbers of `[augment]` that differ in this stage.
    """

    size: int
    batch: int
    steps: int
    rate: float
    critic: float = 0.0
    critic_first: int = 0
    self_training: float = 0.0
    distillation: float = 0.0
    agreement: bool = False
    consistency: float = 0.0
    freeze_encoder: bool = False
    augment: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        within("size", self.size, 32, 2048)
        if self.size % MULTIPLE:
            raise SettingError(f"size: {self.size} is not a multiple of {MULTIPLE}")
        within("batch", self.batch, 1, 4096)
        within("steps", self.steps, 1, 100_000_000)
        within("rate", self.rate, 0, 1)
        within("critic", self.critic, 0, 1000)
        within("critic_first", self.critic_first, 0, self.steps)
        within("self_training", self.self_training, 0, 1000)
        within("distillation", self.distillation, 0, 1000)
        if self.agreement and not (self.self_training or self.distillation):
            raise SettingError(
                "agreement: weighs self_training and distillation; give the stage one of them"
            )
        within("consistency", self.consistency, 0, 1000)
        if self.consistency and not smaller_sides(self.size):
            raise SettingError(
                f"consistency: crops of {self.size} pixels are too small to be compared with "
                "smaller ones; take size = 64 or more"
            )


@dataclass(frozen=True, slots=True)
class Data:
    """One data set.

    Attributes:
        kind: which layout it has.
        path: its folder.
        weight: relative to the other sets; None is by number of samples.
        missing: what a folder that is not there means: "refuse", or "skip" to train without it.
        options: the kind's own.
    """

    kind: str
    path: Path | None = None
    weight: float | None = None
    missing: str = "refuse"
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Terms:
    """Metadata of the exported file.

    Attributes:
        best_long_side: long side in pixels at which it draws a portrait best.
        halo: how many pixels around a point influence it; tiles overlap by it.
        licence: terms of the weights.
        data: what the training pictures are, and their terms.
        trained_on: how many of what, and how the targets were made.
    """

    best_long_side: int = 512
    halo: int = 96
    licence: str = "not stated"
    data: str = ""
    trained_on: str = ""

    def __post_init__(self) -> None:
        within("best_long_side", self.best_long_side, 32, 8192)
        within("halo", self.halo, 0, 4096)

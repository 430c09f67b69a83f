"""What a drawing model promises, read from the ONNX file's metadata and never assumed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from artline.errors import ModelError, shown

VERSION = 2
"""Version of the contract that this artline reads."""
REQUIRED = ("line", "mass", "scene", "pressure")
"""Channels that every drawing model gives."""
LAST_ARTLINE_FOR = {1: "0.1.0"}
"""Older version of the contract → the last artline that reads it."""
_RESERVED = frozenset(
    {
        "artline.contract",
        "channels",
        "hand",
        "parts",
        "multiple",
        "best_long_side",
        "halo",
        "licence",
        "data",
        "trained_on",
    }
)
_CHANNEL = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Node:
    """An input or output of a model: name, element type, and shape (names or None are free)."""

    name: str
    type: str
    shape: tuple[int | str | None, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract of a drawing model.

    Attributes:
        version: of the contract; 2.
        channels: names of the ink channels, in the output's order; those of `REQUIRED` and any
            others.
        multiple: height and width of the network's input must be multiples of this.
        best_long_side: the long side, in pixels, at which the model draws a portrait best.
        halo: pixels around a tile that influence it, at most; what tiles must overlap.
        licence: terms of the weights.
        data: what the training pictures are, and their terms; "" where the file does not say.
        trained_on: how many of what, and how the targets were made; "" where the file does not say.
        extra: the file's other metadata.
        hand: names of the channels of the output `hand`, drawn as an artist's hand would, which
            costs nothing where it is not asked for; none where the model has no such output.
        parts: names of the channels of the output `parts`, which say what a place belongs to;
            none where the model has no such output.
    """

    version: int
    channels: tuple[str, ...]
    multiple: int
    best_long_side: int
    halo: int
    licence: str
    data: str
    trained_on: str
    extra: Mapping[str, str]
    hand: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def read_contract(
    name: str, metadata: Mapping[str, str], inputs: Sequence[Node], outputs: Sequence[Node]
) -> Contract:
    """The contract in a model's metadata, checked against its inputs and outputs.

    Args:
        name: the model's name or path, for messages.
        metadata: the ONNX file's key and value pairs.
        inputs: the graph's inputs.
        outputs: the graph's outputs.

    Raises:
        ModelError: something is missing, out of range or contradicts the graph.
    """
    contract = Contract(
        version=_version(name, metadata),
        channels=_channels(name, metadata, "channels"),
        multiple=_whole(name, metadata, "multiple", 1, 1024),
        best_long_side=_whole(name, metadata, "best_long_side", 32, 8192),
        halo=_whole(name, metadata, "halo", 0, 4096),
        licence=_text(name, metadata, "licence"),
        data=metadata.get("data", ""),
        trained_on=metadata.get("trained_on", ""),
        extra=MappingProxyType({k: v for k, v in metadata.items() if k not in _RESERVED}),
        hand=_channels(name, metadata, "hand") if "hand" in metadata else (),
        parts=_channels(name, metadata, "parts") if "parts" in metadata else (),
    )
    missing = [channel for channel in REQUIRED if channel not in contract.channels]
    if missing:
        raise ModelError(
            f"{shown(name)}: it has no channel {', '.join(missing)}, which contract {VERSION} "
            "requires; use a model from `artline models`"
        )
    _check(name, "input", inputs, {"photo": 3})
    optional = {"hand": len(contract.hand), "parts": len(contract.parts)}
    own = {output: count for output, count in optional.items() if count}
    _check(name, "output", outputs, {"ink": len(contract.channels), **own, "subject": 1})
    return contract


def _version(name: str, metadata: Mapping[str, str]) -> int:
    version = _whole(name, metadata, "artline.contract", 1, 1_000_000)
    if version == VERSION:
        return version
    last = LAST_ARTLINE_FOR.get(version)
    remedy = f"use artline {last}, which reads it" if last else "update artline"
    raise ModelError(
        f"{shown(name)}: its contract is version {version}, this artline reads {VERSION}; "
        f"{remedy}, or a model from `artline models`"
    )


def _text(name: str, metadata: Mapping[str, str], key: str) -> str:
    value = metadata.get(key, "").strip()
    if not value:
        raise ModelError(
            f"{shown(name)}: not an artline model (its metadata has no {key!r}); "
            "use a model from `artline models`"
        )
    return value


def _whole(name: str, metadata: Mapping[str, str], key: str, low: int, high: int) -> int:
    text = _text(name, metadata, key)
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else low - 1
    if not low <= number <= high:
        raise ModelError(
            f"{shown(name)}: its metadata says {key} = {shown(text)}, which is not a whole number "
            f"from {low} to {high}; use a model from `artline models`"
        )
    return number


def _channels(name: str, metadata: Mapping[str, str], key: str) -> tuple[str, ...]:
    text = _text(name, metadata, key)
    channels = tuple(channel.strip() for channel in text.split(","))
    named = all(_CHANNEL.fullmatch(channel) for channel in channels)
    if not named or len(set(channels)) != len(channels):
        raise ModelError(
            f"{shown(name)}: its metadata says {key} = {shown(text)}, which is no list of "
            "different names; use a model from `artline models`"
        )
    return channels


def _check(name: str, side: str, nodes: Sequence[Node], expected: Mapping[str, int]) -> None:
    """Refuse a graph whose inputs or outputs are not float32 1×channels×free×free as named."""
    found = {node.name: node for node in nodes}
    for key, channels in expected.items():
        node = found.get(key)
        wanted = f"float32 1×{channels}×H×W"
        if node is None or len(found) != len(expected):
            names = shown(", ".join(found))
            raise ModelError(
                f"{shown(name)}: its {side}s are {names}, the contract wants "
                f"{', '.join(expected)}; use a model from `artline models`"
            )
        shape = node.shape
        free = len(shape) == 4 and not isinstance(shape[2], int) and not isinstance(shape[3], int)
        fits = free and shape[0] in (1, None) and shape[1] in (channels, None)
        if not fits or node.type != "tensor(float)":
            raise ModelError(
                f"{shown(name)}: its {side} {key} is {shown(node.type)} {shown(shape)}, the "
                f"contract wants {wanted}; use a model from `artline models`"
            )

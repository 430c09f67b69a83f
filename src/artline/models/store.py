"""Find a model by name or path and give its bytes, verified.

The registry (`registry.toml`) has a row for each model known by name. Every one of them is bundled
with the package, so that no model ever needs the network.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from artline.errors import ModelError, shown
from artline.system.paths import exists

HERE = Path(__file__).parent
"""Folder of the registry and of the bundled models."""

FOLDER_VARIABLE = "ARTLINE_WEIGHTS"
"""Environment variable that names the folder of networks that are not bundled."""

_GIVE_PATH = "give the path of an .onnx file"
_REINSTALL = "reinstall artline: pip install --force-reinstall artline"


@dataclass(frozen=True, slots=True)
class Row:
    """A registered model.

    Attributes:
        name: what the user types.
        kind: "drawing" (photo to ink), "faces" (photo to face boxes), "mesh" (face to points) or
            "iris" (eye to points).
        file: file name in the package.
        sha256: sum of the file, 64 hexadecimal digits.
        size: bytes.
        licence: terms of the weights.
        about: one line on what it does.
        data: one line on what it was trained on, and those terms.
        drawn_by: "network", or "teacher" where the file only tells who the sitter is and
            artline's own rules draw.
    """

    name: str
    kind: str
    file: str
    sha256: str
    size: int
    licence: str
    about: str
    data: str
    drawn_by: str = "network"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A model's bytes.

    Attributes:
        name: the registered name, or the path as given.
        data: the whole ONNX file.
        row: the registry's row, or None for a path.
    """

    name: str
    data: bytes
    row: Row | None

    def __repr__(self) -> str:
        return f"Weights({self.name!r}, {len(self.data)} bytes)"


@cache
def rows() -> Mapping[str, Row]:
    """Every registered model by name, in the registry's order."""
    text = HERE.joinpath("registry.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return MappingProxyType({name: Row(name=name, **row) for name, row in table.items()})


def folder() -> Path:
    """Where networks lie that are not bundled: `$ARTLINE_WEIGHTS`, or the user's cache folder.

    These are LPIPS's, which `scripts/export_lpips.py` writes.
    """
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("artline", appauthor=False) / "weights"


def find(
    model: str | os.PathLike[str],
    *,
    kind: str = "drawing",
    table: Mapping[str, Row] | None = None,
) -> Weights:
    """The bytes of a model, by registered name or by path.

    A registered name wins over a file of that name; write `./portrait` for the file.

    Args:
        model: a registered name or the path of an ONNX file.
        kind: which registered models count: "drawing", "faces", "mesh" or "iris".
        table: registry to look into; None is artline's own.

    Raises:
        ModelError: unknown name, no such file, or a wrong checksum.
    """
    row = _row(model, kind, rows() if table is None else table)
    if row is not None:
        return Weights(row.name, _registered(row), row)
    return Weights(os.fspath(model), _read(Path(model), _GIVE_PATH), None)


def check(model: str | os.PathLike[str]) -> None:
    """Refuse early what can be told of a drawing model without reading it.

    Raises:
        ModelError: unknown name, or no such file.
    """
    if _row(model, "drawing", rows()) is None and not exists(model):
        raise ModelError(f"{shown(model)}: no such model file; {_GIVE_PATH}")


def _row(model: str | os.PathLike[str], kind: str, table: Mapping[str, Row]) -> Row | None:
    """The registered model of that name, or None for a path."""
    known = {name: row for name, row in table.items() if row.kind == kind}
    row = known.get(model) if isinstance(model, str) else None
    if row is None and isinstance(model, str) and not _looks_like_path(model):
        near = difflib.get_close_matches(model, known, n=1)
        hint = f", did you mean {near[0]}?" if near else ""
        raise ModelError(
            f"{shown(model)}: no such model{hint}; there are {', '.join(known)}, "
            "or give the path of an .onnx file"
        )
    return row


def verify(data: bytes, row: Row) -> bool:
    """Whether these bytes are the registered file."""
    return len(data) == row.size and hashlib.sha256(data).hexdigest() == row.sha256


def _looks_like_path(model: str) -> bool:
    separators = tuple(s for s in (os.sep, os.altsep) if s)
    if any(s in model for s in separators) or model.lower().endswith(".onnx"):
        return True
    return bool(model) and exists(model)


def _registered(row: Row) -> bytes:
    path = HERE / row.file
    data = _read(path, _REINSTALL)
    if not verify(data, row):
        raise ModelError(
            f"{shown(path)}: damaged or another version (its sha256 is not the registered one); "
            f"{_REINSTALL}"
        )
    return data


def _read(path: Path, remedy: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{shown(path)}: no such model file; {remedy}") from None
    except IsADirectoryError:
        raise ModelError(f"{shown(path)}: a folder, not a model; {remedy}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"{shown(path)}: cannot be read ({reason}); {remedy}") from None

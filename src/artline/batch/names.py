"""What each drawing is called and where it goes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from artline.batch.distinct import distinct
from artline.batch.find import Found, find_photos
from artline.batch.outcome import Outcome
from artline.errors import OutputError, SettingError, shown
from artline.options.drawing import LOOK
from artline.output.registry import format_of, format_with
from artline.system.paths import exists, is_folder, real

STREAM = "-"
"""What names stdin and stdout."""

ENDING = "-line"
"""Appended to a photo's name where its drawing lies beside it, in the look that goes unsaid."""


def ending(look: str) -> str:
    """What is appended in a look, so that a photo's drawings lie beside each other."""
    return ENDING if look == LOOK.default else f"-{look}"


@dataclass(frozen=True, slots=True)
class Job:
    """One photo to draw, and where to; "-" is stdin and stdout."""

    photo: str
    output: str
    format: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do.

    Attributes:
        jobs: the photos to draw.
        failures: what failed before anything was drawn.
        many: whether a folder or several photos were asked for.
        passed: what was passed over in folders, in one line; empty where nothing was.
    """

    jobs: tuple[Job, ...]
    failures: tuple[Outcome, ...] = ()
    many: bool = False
    passed: str = ""


def plan(
    inputs: Sequence[str],
    output: str | None = None,
    *,
    format: str | None = None,  # noqa: A002 - as everywhere
    look: str = LOOK.default,
    recursive: bool = False,
) -> Plan:
    """Photos found and drawings named.

    Without `output` a drawing lies beside its photo, as `STEM-line.png` or, in another look than
    the one that goes unsaid, as `STEM-look.png`. A single photo goes to
    `output` itself, or into it where it is a folder or ends in a slash. Several photos, or a
    folder of them, go into the folder `output` as `STEM.png`, subfolders mirrored. Photos whose
    drawings would have the same name keep their old suffix in it: `a.jpg.png`, `a.webp.png`.

    Raises:
        OutputError: `output` cannot be what these inputs need, or has an unknown suffix.
        SettingError: stdin beside other photos.
    """
    many = len(inputs) > 1 or (inputs[0] != STREAM and is_folder(inputs[0]))
    if STREAM in inputs and many:
        raise SettingError("-: stdin is one photo; name it alone")
    if not many and (inputs[0] == STREAM or output == STREAM):
        return _streamed(inputs[0], output, format)
    if many:
        _refuse_file(output)
    folder = Path(output) if output is not None and (many or _means_folder(output)) else None
    found, failures, passed = find_photos(inputs, recursive=recursive, apart=folder)
    if output is not None and folder is None:
        jobs = [Job(str(found[0].path), output, format_of(output, format).name)]
    else:
        row = format_of(None, format)
        jobs = [
            Job(str(photo.path), str(name), row.name)
            for photo, name in zip(found, _names(found, folder, look, row.suffix), strict=True)
        ]
    safe, unsafe = _parted(jobs)
    return Plan(tuple(safe), (*failures, *unsafe), many, str(passed))


def _streamed(photo: str, output: str | None, wanted: str | None) -> Plan:
    target = output if output is not None else STREAM
    if target != STREAM and _means_folder(target):
        raise OutputError(f"{shown(target)}: is a folder; a photo from stdin needs a file name")
    row = format_of(None if target == STREAM else target, wanted)
    return Plan((Job(photo, target, row.name),))


def _means_folder(output: str) -> bool:
    return is_folder(output) or output.endswith(("/", os.sep))


def _refuse_file(output: str | None) -> None:
    if output is None or is_folder(output):
        return
    if output == STREAM:
        raise OutputError("-o -: stdout takes one drawing; name a folder for several photos")
    if exists(output) or format_with(Path(output).suffix.lower()):
        raise OutputError(f"{shown(output)}: is a file; name a folder for several photos")


def _names(found: Sequence[Found], folder: Path | None, look: str, suffix: str) -> list[Path]:
    """A name for each photo, no two alike, not even where case does not count."""
    places = [photo.path.parent if folder is None else folder / photo.below for photo in found]
    end = f"{ending(look) if folder is None else ''}{suffix}"
    short = [str(p / f"{f.path.stem}{end}") for p, f in zip(places, found, strict=True)]
    long = [str(p / f"{f.path.name}{end}") for p, f in zip(places, found, strict=True)]
    return [Path(name) for name in distinct(short, long)]


def _parted(jobs: Iterable[Job]) -> tuple[list[Job], list[Outcome]]:
    """Jobs that leave every photo of the run alone, and the others as failures."""
    jobs = list(jobs)
    photos = {real(job.photo): job.photo for job in jobs}
    safe, unsafe = [], []
    for job in jobs:
        replaced = photos.get(real(job.output))
        if replaced is None:
            safe.append(job)
        else:
            why = f"its drawing would replace the photo {shown(replaced)}; choose another -o"
            unsafe.append(Outcome(job.photo, job.output, "failed", f"{shown(job.photo)}: {why}"))
    return safe, unsafe

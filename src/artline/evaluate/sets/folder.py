"""Folders of photos, with mattes and a rival's drawings matched by stem."""

from __future__ import annotations

from pathlib import Path

from artline.datasets.listing import pictures_below
from artline.errors import shown
from artline.evaluate.case import Case, CaseSet, SetError

SUFFIXES = frozenset(
    ".jpg .jpeg .png .webp .tif .tiff .bmp .gif .avif .heic .heif .jp2".split()  # noqa: SIM905
)
"""Suffixes of pictures, in lower case."""


def folder(photos: Path, *, mattes: Path | None = None, drawings: Path | None = None) -> CaseSet:
    """The photos of a folder and of those below it.

    Args:
        photos: the folder; pictures are told by suffix.
        mattes: a folder of mattes named as the photos are, whatever their suffix.
        drawings: a folder of a rival's drawings named as the photos are; then a photo without a
            drawing is left out, and so is a drawing without a photo.

    Raises:
        SetError: no photos, or no drawing of any of them.
    """
    problems: list[str] = []
    files = pictures(photos, "photo", problems)
    matte_of = pictures(mattes, "matte", problems) if mattes else {}
    rival_of = pictures(drawings, "drawing", problems) if drawings else {}
    cases = []
    for name, photo in files.items():
        if drawings and name not in rival_of:
            problems.append(f"{shown(photo)}: left out, {shown(drawings)} has no drawing of it")
            continue
        if mattes and name not in matte_of:
            problems.append(f"{shown(photo)}: no matte in {shown(mattes)}; scored without")
        cases.append(Case(name, photo, matte=matte_of.get(name), rival=rival_of.get(name)))
    problems += [
        f"{shown(path)}: left out, {shown(photos)} has no photo of that name"
        for name, path in rival_of.items()
        if name not in files
    ]
    if not cases:
        raise SetError(f"{shown(drawings)}: no drawing is named as a photo in {shown(photos)}")
    return CaseSet(photos.name or str(photos), tuple(cases), tuple(problems))


def pictures(root: Path, what: str, problems: list[str]) -> dict[str, Path]:
    """Name without suffix → file, of every picture below a folder, sorted.

    Of two files with the same stem the one sorted earlier counts; a line about the other goes to
    `problems`.

    Raises:
        SetError: no such folder, or none in it.
    """
    if not root.is_dir():
        raise SetError(f"{shown(root)}: no such folder; name one that holds {what}s")
    found: dict[str, Path] = {}
    for name, path in pictures_below(root, SUFFIXES):
        if name in found:
            problems.append(f"{shown(path)}: left out, {shown(found[name])} has the same name")
        else:
            found[name] = path
    if not found:
        raise SetError(f"{shown(root)}: no {what} in it; name a folder that holds some")
    return found

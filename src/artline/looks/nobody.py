"""Pictures of nobody: never white paper without a word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.finish.background import SMALLEST_SITTER
from artline.looks.draw import marks_of
from artline.nouns import Ink, Marks
from artline.options import Settings

NO_FACE = "no face found; drew what stands in the foreground"
NO_SITTER = "nobody found in the foreground; drew the whole scene, as --background keep does"
BLANK = 0.004
"""Paper with less ink than this share of it is blank."""


def drawn(ink: Ink, settings: Settings) -> tuple[Marks, tuple[str, ...]]:
    """A look's marks, and what to tell of them: nothing, `NO_FACE` or `NO_SITTER`.

    No face is told where the user has not said who the sitter is either.
    """
    marks, somebody = sitter_or_scene(ink, settings)
    if not somebody:
        return marks, (NO_SITTER,)
    unsure = settings.background != "keep" and ink.claimed is None
    return marks, (NO_FACE,) if unsure and not ink.faces else ()


def sitter_or_scene(ink: Ink, settings: Settings) -> tuple[Marks, bool]:
    """The look's marks of the sitter, and True; where there is nobody, of the scene, and False.

    A matte that covers next to nothing is nobody's, and so is one without a face in which
    nothing was to be drawn: a network that has always been shown somebody sees somebody in fog.
    """
    if settings.background == "keep":
        return marks_of(ink, settings), True
    if ink.coverage >= SMALLEST_SITTER:
        marks = marks_of(ink, settings)
        if ink.faces or ink.claimed is not None or not blank(marks):
            return marks, True
    nobody = replace(ink, subject=np.zeros_like(ink.subject))
    return marks_of(nobody, replace(settings, background="keep")), False


def blank(marks: Marks) -> bool:
    """Whether there is next to nothing on the paper."""
    return marks.ink_share < BLANK

"""Pictures of nobody: never a white sheet without a word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.finish.background import SMALLEST_SITTER
from artline.finish.sheet import Sheet
from artline.looks.draw import sheet_of
from artline.nouns import Ink
from artline.options import Settings

BLANK = 0.004
"""A sheet with less ink than this share of it is a blank one."""


def sheet_or_scene(ink: Ink, settings: Settings) -> tuple[Sheet, bool]:
    """The look's sheet, and whether there is a sitter on it; where there is none, of the scene.

    A matte that covers next to nothing is nobody's, and so is one without a face in which
    nothing was to be drawn: a network that has always been shown somebody sees somebody in fog.
    """
    if settings.background == "keep":
        return sheet_of(ink, settings), True
    if ink.coverage >= SMALLEST_SITTER:
        sheet = sheet_of(ink, settings)
        if ink.faces or ink.claimed is not None or not blank(sheet):
            return sheet, True
    nobody = replace(ink, subject=np.zeros_like(ink.subject))
    return sheet_of(nobody, replace(settings, background="keep")), False


def blank(sheet: Sheet) -> bool:
    """Whether there is next to nothing on a sheet."""
    return sheet.ink_share < BLANK

"""Looks: ways of finishing the same ink, a row each, one file for those of one family."""

from artline.looks.cartoon import CARTOON
from artline.looks.colouring import COLOURING
from artline.looks.hand import HAND_LOOKS
from artline.looks.hatch import HATCH_LOOKS
from artline.looks.ink import LINE_LOOKS
from artline.looks.linocut import LINOCUT
from artline.looks.oneline import ONELINE
from artline.looks.registry import LOOKS, Look, register
from artline.looks.stencil import STENCIL
from artline.looks.tone import TONE_LOOKS

LINED = (*LINE_LOOKS, STENCIL, *HAND_LOOKS, *HATCH_LOOKS)
TOLD_BY_TONE = (*TONE_LOOKS, ONELINE, LINOCUT)

for _look in (*LINED, *TOLD_BY_TONE, COLOURING, CARTOON):
    register(_look)

__all__ = ["LOOKS", "Look", "register"]

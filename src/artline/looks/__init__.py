"""Looks: ways of finishing the same ink, a row each, one file for those of one family."""

from artline.looks.cartoon import CARTOON
from artline.looks.chalk import CHALK
from artline.looks.colouring import COLOURING
from artline.looks.hand import HAND_LOOKS
from artline.looks.hatch import HATCH_LOOKS
from artline.looks.ink import LINE_LOOKS
from artline.looks.linocut import LINOCUT
from artline.looks.oneline import ONELINE
from artline.looks.poster import POSTER
from artline.looks.registry import LOOKS, Look, register
from artline.looks.stencil import STENCIL
from artline.looks.tone import TONE_LOOKS

BY_LINES = (*LINE_LOOKS, STENCIL, *HAND_LOOKS, *HATCH_LOOKS)
BY_TONE = (*TONE_LOOKS, ONELINE, LINOCUT, CHALK)

for _look in (*BY_LINES, *BY_TONE, COLOURING, POSTER, CARTOON):
    register(_look)

__all__ = ["LOOKS", "Look", "register"]

"""Looks: ways of finishing the same ink, a row each, one file for those of one family."""

from artline.looks.chalk import CHALK
from artline.looks.colouring import COLOURING
from artline.looks.hand import HAND_LOOKS
from artline.looks.ink import LINE_LOOKS
from artline.looks.linocut import LINOCUT
from artline.looks.poster import POSTER
from artline.looks.registry import LOOKS, Look, register
from artline.looks.stencil import STENCIL
from artline.looks.tone import TONE_LOOKS

for _look in (*LINE_LOOKS, STENCIL, *HAND_LOOKS, *TONE_LOOKS, COLOURING, LINOCUT, CHALK, POSTER):
    register(_look)

__all__ = ["LOOKS", "Look", "register"]

"""The ink's lines without its black areas: tone is drawn another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.lips import INNER as MOUTH
from artline.anatomy.relief import BROW_THICK, BROW_TOP, NOSTRILS, SOCKET_BOTTOM, brow_of
from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate, disc, opening
from artline.fields.smoothstep import smoothstep
from artline.finish import background, line
from artline.finish.sheet import ToneSheet
from artline.marks.hair_region import skin_lightness
from artline.nouns import Ink
from artline.options import Settings

AREA = 3.0
"""Radius of a disc, pixels of a pass, that an area holds and a line does not."""
FEATURE = 0.045
"""The same in a face's features, heights of the head: brows, irises and nostrils stay."""
FEATURE_REACH = 0.02
"""How far around a feature it is still that, heights of the head."""
RIM = 2.2
"""Width of the line that is left along an area's edge, pixels of a pass."""
LEFT = (0.4, 0.6)
"""Smoothstep: share of a line that is left where areas are taken away: none of it, all."""
HAIR = (0.35, 0.65)
"""Smoothstep: likelihood of hair: none, hair."""
HAIR_BLUR = 5.0
"""Gaussian over lightness of hair, pixels of a pass."""
HAIR_DARK = (0.35, 0.55)
"""Smoothstep: lightness as a share of the skin's: hair without lines, hair with all of them."""
EDGE_REACH = 3.0
"""Half the side of the square, pixels of a pass, in which an edge of the photo is looked for."""
EDGE = (0.25, 0.45)
"""Smoothstep: difference of lightness there that is no edge, and that is one."""


def bare_lines(ink: Ink, settings: Settings) -> ToneSheet:
    """Lines, an outline around black areas where the photo has an edge, and a face's features.

    Args:
        ink: what the network saw.
        settings: the user's knobs; shade does not count, it is that of the hatching.
    """
    neutral = replace(settings, look="ink", shade=0.0)
    sheet = line.draw(ink, neutral, line.LineStyle())
    key = ("bare", *sheet.key[1:])
    tone = ink.latest("finish.bare_lines", key, lambda: _bare(sheet.tone, ink))
    return replace(sheet, tone=tone, key=key)


def _bare(tone: Field, ink: Ink) -> Field:
    """Tone of lines alone."""
    pitch = ink.pitch
    area = np.maximum(opening(tone, AREA * pitch), _dark_hair(ink))
    for mesh in ink.meshes:
        head = Head.of(mesh)
        radius = max(FEATURE * head.height, AREA * pitch)
        area = np.minimum(area, 1 - _features(head, ink) * (1 - opening(tone, radius)))
    inner = blur(1 - dilate(1 - area, RIM * pitch), 0.5 * pitch)
    whole = np.minimum(dilate(area, 0.5 * RIM * pitch), 1)
    taken = whole + (inner - whole) * _edges(ink)
    return np.asarray(tone * smoothstep(1 - taken, *LEFT), np.float32)


def _dark_hair(ink: Ink) -> Field:
    """1 in hair so dark that lines in it are the remains of areas."""
    if "hair" not in ink.channels:
        return np.zeros(ink.shape, np.float32)
    skin = skin_lightness(ink)
    light = blur(ink.lightness, HAIR_BLUR * ink.pitch)
    dark = 1 - smoothstep(light, HAIR_DARK[0] * skin, HAIR_DARK[1] * skin)
    return np.asarray(dark * smoothstep(ink.channels["hair"], *HAIR), np.float32)


def _features(head: Head, ink: Ink) -> Field:
    """1 at eyes, brows, nostrils and between the lips."""
    found = [pen.shape(ink.shape, head.points[list(ring)]) for ring in (NOSTRILS, MOUTH)]
    for eye in head.eyes:
        width = float(np.hypot(*(eye[8] - eye[0])))
        found.append(pen.shape(ink.shape, np.vstack([eye[BROW_TOP], eye[SOCKET_BOTTOM]])))
        found.append(brow_of(ink.shape, head, eye, BROW_THICK * width))
    return np.minimum(dilate(np.maximum.reduce(found), FEATURE_REACH * head.height), 1)


def _edges(ink: Ink) -> Field:
    """1 where light meets dark in the photo, and where the sitter ends."""
    import cv2

    light = blur(ink.lightness, 0.7 * ink.pitch)
    around = disc(EDGE_REACH * ink.pitch)
    span = cv2.dilate(light, around) - cv2.erode(light, around)
    beyond = cv2.dilate(1 - background.sitter(ink), around)
    met = np.maximum(smoothstep(np.asarray(span, np.float32), *EDGE), beyond)
    return blur(np.asarray(met, np.float32), ink.pitch)

"""Skin tones by the individual typology angle, and the classes named after it.

Chardon, Cretois, Hourseau 1991, International Journal of Cosmetic Science 13:4; the two darkest
classes as del Bino and Bernerd 2013, British Journal of Dermatology 169:s3.
"""

from __future__ import annotations

import math

SKIN_CLASSES = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -90.0),
)
"""Chardon's classes, each with the angle in degrees above which it begins."""


def angle_of(lightness: float, yellow: float) -> float:
    """ITA = arctan((L* − 50) / b*) · 180/π, in degrees, −90 (darkest) to 90.

    Args:
        lightness: CIE L* of lit skin, 0..100.
        yellow: CIE b*; positive for skin. Grey photos have 0, which is the limit of ±90°.
    """
    return math.degrees(math.atan2(lightness - 50, max(yellow, 1e-6)))


def skin_class(angle: float) -> str:
    """Chardon's class of an individual typology angle.

    Very light > 55° > light > 41° > intermediate > 28° > tan > 10° > brown > −30° > dark.
    """
    return next((name for name, above in SKIN_CLASSES if angle > above), SKIN_CLASSES[-1][0])

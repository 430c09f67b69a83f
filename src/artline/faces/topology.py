"""Rings of landmarks: which points of a face mesh lie around eyes, brows, lips and cheeks."""

from __future__ import annotations

Rings = tuple[tuple[int, ...], ...]

# Rings of the canonical face mesh, as MediaPipe's list of connections draws them. The sitter's
# right comes first: on the left of the picture.
EYES = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
)
BROWS = (
    (46, 53, 52, 65, 55, 107, 66, 105, 63, 70),
    (276, 283, 282, 295, 285, 336, 296, 334, 293, 300),
)
LIPS = (
    (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
)
OVAL = (
    (
        *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
        *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
    ),
)
CHEEKS = (
    (116, 117, 118, 101, 36, 205, 187, 123),
    (345, 346, 347, 330, 266, 425, 411, 352),
)
NOSTRILS = (
    (98, 97, 141, 125, 238, 79, 166, 235),
    (327, 326, 370, 354, 458, 309, 392, 455),
)
"""Around each opening: outer end and middle of the nose's base, foot of the columella, and back
along the rim above. No ring of MediaPipe's own: chosen among its points on photos."""
EYE_CORNERS = ((33, 133), (263, 362))
"""Outer and inner corner of each eye."""
BETWEEN_BROWS = 9
NOSE_BASE = 2

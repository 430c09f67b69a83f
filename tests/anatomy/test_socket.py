"""The shadow between brow and lid is told from both."""

import numpy as np
import pytest

from artline.anatomy import pen, socket
from artline.anatomy.sight import ground
from artline.faces.topology import BROWS, EYES


def insides(someone, rings):
    """The inside of rings of landmarks."""
    return (
        np.maximum.reduce(
            [pen.shape(someone.ground.shape, someone.head.points[list(ring)]) for ring in rings]
        )
        > 0.9
    )


def test_brows_and_eyes_are_no_shadow(sitter):
    """Protects brows and lids from being taken for shadow, whatever the skin's tone."""
    for name in ("bare", "dark-haired", "smiling"):
        someone = sitter(name)
        found = socket.shadow(someone.ground, someone.head, someone.skin)
        assert found[insides(someone, (*BROWS, *EYES))].mean() < 0.1


@pytest.mark.parametrize(("shade", "shadow"), [(0.9, True), (0.3, False)])
def test_what_is_paler_than_the_brow_is_shadow(sitter, shade, shadow):
    """Protects eyes from brows that run into lids, and black make-up from being taken away."""
    someone = sitter("bare")
    points = someone.head.points
    between = np.zeros(someone.ground.shape, bool)
    for inner_brow in (55, 285):  # the bridge of the nose beside it
        x, y = np.rint(0.6 * points[inner_brow] + 0.4 * points[168]).astype(int)
        between[y - 2 : y + 3, x - 2 : x + 3] = True
    rgb = someone.rgb.copy()
    rgb[between] *= shade
    found = socket.shadow(ground(rgb, someone.everywhere), someone.head, someone.skin)
    inner = between & ~insides(someone, BROWS)
    assert (found[inner].mean() > 0.5) == shadow

"""What landmarks say of a head: its size, its axes, and which way it is turned."""

from dataclasses import replace

import numpy as np
import pytest

from artline.anatomy.head import Head


def test_sizes_and_axes_are_those_of_the_face(sitter):
    """Protects every part, whose widths are shares of these."""
    head = sitter("bare").head
    assert head.height == pytest.approx(sitter("bare").mesh.height, abs=1e-3)
    assert 0.6 < head.width / head.height < 1
    assert head.down @ head.right == pytest.approx(0) and head.right[0] > 0.9
    below = head.below(head.points[10], (320, 320))
    x, y = np.rint(head.points[152]).astype(int)
    assert below[y, x] == pytest.approx(1, abs=0.02)
    disc = head.disc(0.5, (320, 320))
    assert disc.sum() == pytest.approx(np.pi * (0.5 * head.height) ** 2, rel=0.05)


def test_a_turned_head_hides_its_far_eye(sitter):
    """Protects profiles from a second eye: squeezed on one side, that side is far."""
    head = sitter("bare").head
    assert abs(head.yaw) < 0.1 and not head.far(0) and not head.far(1)
    middle = head.points[4][0]

    def turned(points):
        left = points[..., 0] < middle
        squeezed = points.copy()
        squeezed[..., 0] = np.where(left, middle + 0.3 * (points[..., 0] - middle), points[..., 0])
        return squeezed

    away = Head(turned(head.points), turned(head.irises), turned(head.eyes))
    assert away.far(0) and not away.far(1)
    assert not away.shows_eye(0) and away.shows_eye(1)
    mirrored = replace(head, points=head.points * (-1, 1))
    assert mirrored.down == pytest.approx(head.down * (-1, 1))

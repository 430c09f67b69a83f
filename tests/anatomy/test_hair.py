"""Hair is found around the face, and is partly black with strands of light."""

import numpy as np
import pytest

from artline.anatomy import hair, skin


@pytest.fixture(scope="module")
def locks(sitter):
    bare = sitter("bare")
    likeness = skin.likeness(bare.sight, bare.skin)
    return hair.region(bare.sight, bare.head, likeness, bare.oval)


def test_hair_is_found_around_the_face_and_not_on_it(sitter, locks):
    """Protects faces from being drawn as hair, and long hair from being left out."""
    bare = sitter("bare")
    assert locks.mean() > 0.15
    assert locks[bare.cheeks].mean() < 0.02 and locks[bare.oval > 0.5].mean() < 0.15
    right, left = (np.rint(bare.head.points[k]).astype(int) for k in (234, 454))
    assert locks[right[1], : right[0]].mean() > 0.2 and locks[left[1], left[0] :].mean() > 0.2


def test_hair_is_neither_a_helmet_nor_bare(sitter, locks):
    """Protects strands: a share of hair goes black by how dark it is, and darker hair more."""
    bare = sitter("bare")
    black = (hair.mass(bare.sight, locks)[locks] > 0.5).mean()
    assert 0.3 < black < 0.8
    assert hair.mass(bare.sight, np.zeros_like(locks)).max() == 0


def test_a_fringe_hangs_from_the_hair(sitter, locks):
    """Protects brows and eyes, which are as dark as hair: what is not joined to hair is none."""
    bare = sitter("bare")
    relative = (bare.sight.light / np.float32(bare.skin.light)).astype(np.float32)
    relative[:] = 1
    middle = slice(100, 140), slice(140, 180)
    relative[middle] = 0.1
    touching = np.zeros_like(locks)
    touching[90:102, 140:180] = True
    for held, expected in ((touching, True), (np.zeros_like(locks), False)):
        fringe = hair.fringe(bare.sight, bare.head, bare.skin, relative, held)
        assert (fringe[middle].mean() > 0.5) == expected

"""Folds are drawn where the photo has them, and not under hair."""

from artline.anatomy import folds


def drawn(sitter, cover):
    canvas = sitter.paper
    folds.draw(sitter.sight, sitter.head, canvas, cover)
    return canvas


def test_a_smile_has_folds_and_a_smooth_face_has_none(sitter):
    """Protects smiles, and young faces from ageing."""
    smiling, bare = sitter("smiling"), sitter("bare")
    canvas = drawn(smiling, smiling.paper)
    assert smiling.near(canvas, [206], 5) > 0.5 and smiling.near(canvas, [426], 5) > 0.5
    assert drawn(bare, bare.paper).sum() < 0.1 * canvas.sum()


def test_folds_under_a_beard_are_not_drawn(sitter):
    """Protects beards from lines across them."""
    smiling = sitter("smiling")
    assert drawn(smiling, smiling.everywhere).max() == 0

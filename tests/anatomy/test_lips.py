"""Both outlines of the lips lie on the landmarks, and teeth stay free."""

from artline.anatomy import lips

INNER = [
    *(78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95),
]
"""The ring of landmarks between the lips."""
MIDDLE = [40, 39, 37, 0, 267, 269, 270, 91, 181, 84, 17, 314, 405, 321]


def drawn(sitter, bearded=0.0):
    canvas = sitter.paper
    lips.draw(sitter.ground, sitter.head, canvas, bearded=bearded)
    return canvas


def test_both_outlines_lie_on_the_landmarks(sitter):
    """Protects the shape of a mouth, whose lower edge a photo hardly has."""
    bare = sitter("bare")
    canvas, points = drawn(bare), bare.head.points
    assert bare.near(canvas, MIDDLE) > 0.5
    assert bare.away(canvas, points[lips.UPPER], points[lips.LOWER]) <= 2


def test_nothing_is_drawn_between_the_teeth_of_a_smile(sitter):
    """Protects smiles from becoming grimaces."""
    smiling = sitter("smiling")
    canvas, between = drawn(smiling), smiling.inside(INNER) > 0.5
    assert canvas.max() > 0.5 and between.sum() > 100
    assert canvas[between].max() == 0


def test_a_beard_softens_the_outlines(sitter):
    """Protects bearded mouths from lipstick."""
    bare = sitter("bare")
    assert drawn(bare, bearded=1.0).sum() < 0.7 * drawn(bare).sum()

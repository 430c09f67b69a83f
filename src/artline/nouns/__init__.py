"""Data passed between the steps: Photo, Face, Mesh, Ink, Marks, Drawing, Plot, and parts.

Each is small and frozen and its arrays are read-only. They know numpy and nothing else.
"""

from artline.nouns.drawing import Drawing
from artline.nouns.face import Face
from artline.nouns.ink import Ink
from artline.nouns.marks import Colour, Line, Mark, Marks, Role, Shape
from artline.nouns.mesh import Mesh
from artline.nouns.photo import Origin, Photo
from artline.nouns.plot import Placed, Plot, Stroke, Strokes
from artline.nouns.window import Window
from artline.options.pens import Pen

__all__ = [
    "Colour",
    "Drawing",
    "Face",
    "Ink",
    "Line",
    "Mark",
    "Marks",
    "Mesh",
    "Origin",
    "Pen",
    "Photo",
    "Placed",
    "Plot",
    "Role",
    "Shape",
    "Stroke",
    "Strokes",
    "Window",
]

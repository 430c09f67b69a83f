"""Line art a click away: a portrait photo becomes an ink drawing.

import artline

drawing = artline.draw("photo.jpg", look="ink", weight=1.2)
drawing.save("photo-line.png")
"""

from artline.api.artist import Artist, draw
from artline.api.presets import preset, presets
from artline.errors import ArtlineError
from artline.looks import LOOKS, Look
from artline.nouns import Drawing, Face, Ink, Origin, Pen, Photo, Plot, Stroke, Strokes
from artline.options import Frame, PageSettings, Settings

__version__ = "0.2.0"

__all__ = [
    "LOOKS",
    "Artist",
    "ArtlineError",
    "Drawing",
    "Face",
    "Frame",
    "Ink",
    "Look",
    "Origin",
    "PageSettings",
    "Pen",
    "Photo",
    "Plot",
    "Settings",
    "Stroke",
    "Strokes",
    "draw",
    "preset",
    "presets",
]

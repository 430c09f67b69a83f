"""The table of looks: a row for each way of finishing the same ink."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """A way of finishing ink.

    Attributes:
        name: what the user types.
        about: one line for `artline looks`, help and page.
        channels: the model's channels it needs; a model without one of them cannot draw it.
            A look that draws one channel as it is has it first.
        finish: "module:function" inside `artline.finish`; called with the ink, the settings and
            this row's `parameters`, returns an `artline.finish.sheet.Sheet` at working size.
        parameters: what makes this look differ from another with the same finish.
    """

    name: str
    about: str
    channels: tuple[str, ...]
    finish: str
    parameters: dict[str, float] = field(default_factory=dict)


LOOKS = {
    look.name: look
    for look in (
        Look(
            "ink",
            "Lines and black masses, as with pen and brush.",
            ("line", "mass", "scene"),
            "line:draw",
            {"weight": 1.0, "mass": 1.0},
        ),
        Look(
            "contour",
            "Lines alone: colouring pages, plotters.",
            ("line", "mass", "scene"),
            "line:draw",
            {"weight": 1.0, "mass": 0.0},
        ),
        Look(
            "bold",
            "Brush-weight lines and masses.",
            ("line", "mass", "scene"),
            "line:draw",
            {"weight": 1.9, "mass": 1.0},
        ),
        Look(
            "stencil",
            "Masses alone, two-tone and connected, to cut out or spray.",
            ("line", "mass"),
            "stencil:draw",
        ),
        Look(
            "pencil",
            "Fine pencil contours, hair in strokes.",
            ("pencil", "line", "scene", "mass"),
            "hand:draw",
            {
                "haze": 0.04,
                "black": 0.75,
                "grain": 0.8,
                "width": 1.0,
                "relief": 1.1,
                "soft": 0.15,
                "line": 0.6,
                "feature": 0.6,
            },
        ),
        Look(
            "brush",
            "Bold crayon strokes with hatched shade.",
            ("brush", "line", "scene", "mass"),
            "hand:draw",
            {
                "haze": 0.05,
                "black": 0.8,
                "grain": 1.0,
                "width": 1.6,
                "relief": 0.95,
                "soft": 0.2,
                "line": 1.0,
                "feature": 0.0,
            },
        ),
        Look(
            "graphite",
            "Soft pencil with tone.",
            ("graphite", "line", "scene", "mass"),
            "hand:draw",
            {
                "haze": 0.04,
                "black": 0.8,
                "grain": 0.6,
                "width": 1.0,
                "relief": 0.75,
                "soft": 0.26,
                "line": 0.65,
                "feature": 0.0,
            },
        ),
    )
}

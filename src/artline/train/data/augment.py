"""The settings of augmentation."""

from __future__ import annotations

from dataclasses import dataclass

from artline.errors import SettingError


@dataclass(frozen=True, slots=True)
class Augment:
    """How crops are cut and degraded; the keys of a recipe's `[augment]`.

    Attributes:
        scale: least and largest scale, in crop pixels per sample pixel; drawn log-uniformly.
        turn: standard deviation of the rotation, in degrees.
        flip: share of crops that are mirrored.
        faces: share of crops whose middle lies in a face, where faces are known.
        background: share of crops whose background is replaced, where the sitter is known.
        groups: share of crops in which several sitters are put together, where they are known.
        hands: share of crops with another photo's hand before a face, where both are known.
        relight: share of crops whose faces are lit from a side, where their landmarks are known.
        degrade: factor of how often each degradation is applied, 0 (never) to 1.
        small: share of crops that are a photo of few pixels, enlarged.
        blend: share of the drawing in the photo at step 0, 0..1; see `blend.py`.
        blend_steps: step from which the photo is pure; the share falls linearly until then.

    Raises:
        SettingError: a number out of its range.
    """

    scale: tuple[float, float] = (0.75, 1.3)
    turn: float = 8.0
    flip: float = 0.5
    faces: float = 0.0
    background: float = 0.3
    groups: float = 0.0
    hands: float = 0.0
    relight: float = 0.0
    degrade: float = 1.0
    small: float = 0.0
    blend: float = 0.0
    blend_steps: int = 0

    def __post_init__(self) -> None:
        for name in (
            "flip",
            "faces",
            "background",
            "groups",
            "hands",
            "relight",
            "degrade",
            "small",
            "blend",
        ):
            if not 0 <= getattr(self, name) <= 1:
                raise SettingError(f"{name}: {getattr(self, name)} is not from 0 to 1")
        if len(self.scale) != 2 or not 0.05 <= self.scale[0] <= self.scale[1] <= 8:
            raise SettingError(f"scale: {self.scale} is not two numbers, 0.05 ≤ least ≤ most ≤ 8")
        if not 0 <= self.turn <= 45:
            raise SettingError(f"turn: {self.turn} is not from 0 to 45 degrees")
        if self.blend_steps < 0 or (self.blend > 0 and self.blend_steps == 0):
            raise SettingError(
                f"blend_steps: {self.blend_steps} is not above 0; blend needs a step at which "
                "the photo is pure"
            )

    def blend_at(self, step: int) -> float:
        """Share of the drawing in the photo at a step, 0..1."""
        if self.blend_steps == 0:
            return 0.0
        return self.blend * max(0.0, 1 - step / self.blend_steps)


PLAIN = Augment(scale=(1.0, 1.0), turn=0.0, flip=0.0, background=0.0, groups=0.0, degrade=0.0)
"""No augmentation: for validation."""

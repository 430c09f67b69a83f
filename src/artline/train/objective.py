"""All losses of a recipe."""

from __future__ import annotations

import torch
from torch import Tensor

from artline.train.features import Features, feature_losses, load_features
from artline.train.lines import continuity_loss, distance_loss
from artline.train.losses import Parts, ink_loss, skin_loss, subject_loss
from artline.train.plan import DrawingLoss
from artline.train.recipe import Recipe


class Objective:
    """The losses of a recipe.

    Args:
        recipe: its `[losses]` and channels.
        device: of the tensors.

    Raises:
        ModelError: a loss needs VGG16, whose weights are not here.
    """

    def __init__(self, recipe: Recipe, device: torch.device):
        self._channels = recipe.channels
        self._losses = recipe.losses
        row = recipe.losses.drawing
        shown = row.channels or recipe.channels
        self._drawn = [recipe.channels.index(name) for name in shown]
        bare = recipe.losses.skin.channels or recipe.channels
        self._bare = [recipe.channels.index(name) for name in bare]
        self._features: Features | None = None
        if row.features or row.gram:
            self._features = load_features().to(device)

    def __call__(
        self,
        logits: Tensor,
        target: Tensor,
        *,
        skin: Tensor | None = None,
        trust: Tensor | None = None,
    ) -> Parts:
        """Each weighted loss by name; their sum is minimised.

        Args:
            logits: N×(K+1)×H×W, float32.
            target: the same shape, 0..1, or below 0 where not known.
            skin: N×H×W, 1 where bare skin surely is; None where the recipe has no loss of it.
            trust: the target's shape, 0..1, how much each pixel of ink and subject counts; None is
                all alike.
        """
        parts = ink_loss(logits, target, self._channels, self._losses.ink, trust)
        sure = None if trust is None else trust[:, -1]
        parts["subject"] = subject_loss(logits[:, -1], target[:, -1], self._losses.subject, sure)
        if skin is not None and self._losses.skin.weight:
            cost = skin_loss(logits[:, self._bare], target[:, self._bare], skin)
            parts["skin"] = self._losses.skin.weight * cost
        row = self._losses.drawing
        if any((row.features, row.gram, row.distance, row.continuity)):
            parts |= self._as_pictures(logits, target, row)
        return parts

    def _as_pictures(self, logits: Tensor, target: Tensor, row: DrawingLoss) -> Parts:
        """Losses of all channels together as one picture; unknown channels are left out."""
        known = (target[:, self._drawn] >= 0).float()
        paper = (1 - torch.sigmoid(logits[:, self._drawn]) * known).prod(1, keepdim=True)
        wanted = (1 - target[:, self._drawn].clamp(0, 1) * known).prod(1, keepdim=True)
        parts: Parts = {}
        if self._features is not None:
            content, gram = feature_losses(self._features, paper, wanted, row.taps)
            parts |= {"features": row.features * content, "gram": row.gram * gram}
        if row.distance:
            parts["distance"] = row.distance * distance_loss(1 - paper, 1 - wanted)
        if row.continuity:
            parts["continuity"] = row.continuity * continuity_loss(1 - paper, 1 - wanted)
        return parts

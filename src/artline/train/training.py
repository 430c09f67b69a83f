"""The state of a training: all that a step changes and a checkpoint holds."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from artline.errors import ModelError, shown
from artline.train.answers import agreed_answer, answer, by_channels
from artline.train.calibrate import calibrate
from artline.train.consistency import consistency_loss, shrunk, smaller_side
from artline.train.critic import Critic, artist_loss, critic_loss
from artline.train.encoder import load_imagenet
from artline.train.errors import TrainingError
from artline.train.exported import network_of
from artline.train.feed import Batch
from artline.train.losses import Parts
from artline.train.network import Network, normalise, planned
from artline.train.objective import Objective
from artline.train.peers import Peers
from artline.train.plan import Stage
from artline.train.recipe import Recipe
from artline.train.schedule import optimiser, set_rate, share, take_average
from artline.train.warm import warm_start

_CRITIC_SHARE = 4.0
"""The critic's learning rate by the network's (two time-scales, Heusel et al. 2017)."""


def new_network(recipe: Recipe) -> Network:
    """The recipe's network with its initial weights.

    Raises:
        ModelError: weights are missing or do not fit.
    """
    plan = recipe.network
    network = planned(recipe.channels, plan)
    if recipe.warm_start:
        warm_start(network, Path(recipe.warm_start))
    elif plan.encoder == "imagenet":
        load_imagenet(network.encoder)
    if plan.spectral:
        normalise(network)
    return network


class Training:
    """Network, average, optimisers and the steps done.

    Args:
        recipe: of the training.
        device: where it runs.
        peers: the processes that take each step together; None is this process alone.

    Attributes:
        step: steps done, over all stages.
        network: the network that learns.
        average: the exponential average of its weights, which is exported.
        critic: of the drawings, or None where no stage has one.

    Raises:
        ModelError: weights to begin with are missing or do not fit.
    """

    def __init__(self, recipe: Recipe, device: torch.device, peers: Peers | None = None):
        torch.manual_seed(recipe.seed)
        self.recipe, self.device, self.step = recipe, device, 0
        self._peers = peers or Peers()
        network = new_network(recipe).to(device)
        self.network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.average = copy.deepcopy(self.network).eval().requires_grad_(False)
        self._optimiser = optimiser(self.network, recipe.optimiser)
        self._objective = Objective(recipe, device)
        self._distilled: Network | None = None
        if recipe.distil:
            self._distilled = network_of(Path(recipe.distil)).to(device)
        self.critic: Critic | None = None
        if any(stage.critic for stage in recipe.stages):
            self.critic = Critic(len(recipe.channels)).to(device)
            self._critic_optimiser = torch.optim.AdamW(
                [{"params": list(self.critic.parameters()), "share": _CRITIC_SHARE}],
                lr=0.0,
                betas=(0.0, 0.99),
                fused=True,
            )

    def calibrate(self, photos: Iterable[Tensor]) -> None:
        """Give batch norms that an exported file had folded away the statistics of photos.

        Args:
            photos: uint8 N×3×S×S.
        """
        calibrate(self.network, map(self._pixels, photos))
        self.average.load_state_dict(self.network.state_dict())

    def learn(self, batch: Batch, stage: Stage, number: int) -> dict[str, float]:
        """One step.

        Args:
            batch: this process's share of it, with the photos before degradation where the stage
                has self-training.
            stage: the row of the recipe.
            number: of the step in the stage, from 0.

        Returns:
            Each loss by name, and their sum as "loss": means over all processes.

        Raises:
            TrainingError: the loss is not finite.
        """
        photo = self._pixels(batch.photo)
        target = batch.target.to(self.device, non_blocking=True)
        rate = stage.rate * share(number, stage, self.recipe.optimiser.warm_up)
        parts: Parts = {}
        if stage.critic and number < stage.critic_first:
            with torch.no_grad():
                logits = self._forward(photo, stage)
            self._peers.average(_shared(self.network))
        else:
            logits = self._forward(photo, stage)
            parts = self._step(photo, target, logits, stage, rate, batch=batch)
        if stage.critic:
            parts["critic"] = self._step_critic(photo, target, logits, rate)
        self.step += 1
        values = {name: float(value.detach()) for name, value in parts.items()}
        values["loss"] = sum(value for name, value in values.items() if name != "critic")
        return self._finite(self._peers.means(values))

    def _pixels(self, photo: Tensor) -> Tensor:
        """uint8 as float32, 0..1, on the device."""
        photo = photo.to(self.device, non_blocking=True).float().div_(255)
        return photo.contiguous(memory_format=torch.channels_last)

    def _forward(self, photo: Tensor, stage: Stage) -> Tensor:
        """The network's logits in single precision."""
        self.network.train()
        if not self.network.frozen:
            self.network.encoder.requires_grad_(not stage.freeze_encoder)
            self.network.encoder.train(not stage.freeze_encoder)
        return self._logits(self.network, photo)

    def _logits(self, network: Network, photo: Tensor) -> Tensor:
        half = self.recipe.precision == "bf16"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=half):
            logits: Tensor = network(photo)
        return logits.float()

    def _taught(self, network: Network, logits: Tensor, plain: Tensor, stage: Stage) -> Tensor:
        """How far the drawing is from another network's of the photo before degradation.

        Of the averaged network, this is the mean teacher of Tarvainen and Valpola 2017; of another
        one, distillation (Hinton, Vinyals, Dean 2015).

        Args:
            network: the teacher.
            logits: the drawing.
            plain: uint8 N×3×S×S.
            stage: says whether the teacher is asked for several views.
        """
        draw, photo = partial(self._logits, network), self._pixels(plain)
        trust: Tensor | None = None
        if stage.agreement:
            drawn, agreed = agreed_answer(draw, photo)
            trust = by_channels(agreed, network.channels, self.recipe.channels)
        else:
            drawn = answer(draw, photo)
        target = by_channels(drawn, network.channels, self.recipe.channels)
        return torch.stack(list(self._objective(logits, target, trust=trust).values())).sum()

    def _between_sizes(self, photo: Tensor, logits: Tensor) -> Tensor:
        """How far the drawings of the photo and of the same photo made smaller lie apart."""
        side = smaller_side(photo.shape[-1], self.recipe.seed, self.step)
        small = self._logits(self.network, shrunk(photo, side))
        return consistency_loss(logits, small)

    def _step(
        self,
        photo: Tensor,
        target: Tensor,
        logits: Tensor,
        stage: Stage,
        rate: float,
        *,
        batch: Batch,
    ) -> Parts:
        plan = self.recipe.optimiser
        skin = None if batch.skin is None else batch.skin.to(self.device).float().div_(255)
        parts = self._objective(logits, target, skin=skin)
        for name, weight, network in (
            ("self_training", stage.self_training, self.average),
            ("distillation", stage.distillation, self._distilled),
        ):
            if weight and network is not None and batch.plain is not None:
                parts[name] = weight * self._taught(network, logits, batch.plain, stage)
        if stage.consistency:
            parts["consistency"] = stage.consistency * self._between_sizes(photo, logits)
        if stage.critic and self.critic is not None:
            ink = _known(torch.sigmoid(logits), target)
            parts["artist"] = stage.critic * artist_loss(self.critic, photo, ink)
        set_rate(self._optimiser, rate)
        self._optimiser.zero_grad(set_to_none=True)
        _backward(torch.stack(list(parts.values())).sum())
        self._peers.average(_shared(self.network))
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), plan.clip)
        self._optimiser.step()
        take_average(self.average, self.network, plan.average, self.step)
        return parts

    def _step_critic(self, photo: Tensor, target: Tensor, logits: Tensor, rate: float) -> Tensor:
        assert self.critic is not None
        drawn = _known(torch.sigmoid(logits.detach()), target)
        loss = critic_loss(self.critic, photo, drawn, _known(target, target))
        set_rate(self._critic_optimiser, rate)
        self._critic_optimiser.zero_grad(set_to_none=True)
        _backward(loss)
        self._peers.average(_shared(self.critic))
        self._critic_optimiser.step()
        return loss

    def _finite(self, values: dict[str, float]) -> dict[str, float]:
        if values["loss"] - values["loss"] != 0:
            raise TrainingError(
                f"the loss is no number any more at step {self.step}; lower the rate of this "
                "stage and start again from the last checkpoint"
            )
        return values

    def state(self) -> dict[str, Any]:
        """The contents of a checkpoint."""
        critic = None
        if self.critic is not None:
            critic = {
                "weights": self.critic.state_dict(),
                "optimiser": self._critic_optimiser.state_dict(),
            }
        return {
            "recipe": self.recipe.source,
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "critic": critic,
            "random": torch.get_rng_state(),
        }

    def restore(self, state: dict[str, Any], name: str) -> None:
        """Resume from a checkpoint.

        Args:
            state: as `state` gave it.
            name: of the checkpoint, for messages.

        Raises:
            ModelError: it is of another network.
        """
        try:
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self._optimiser.load_state_dict(state["optimiser"])
            if self.critic is not None and state["critic"] is not None:
                self.critic.load_state_dict(state["critic"]["weights"])
                self._critic_optimiser.load_state_dict(state["critic"]["optimiser"])
        except (RuntimeError, ValueError, KeyError):
            raise ModelError(
                f"{shown(name)}: of another network than the recipe's; take the recipe that it "
                "was trained by, or another folder (warm_start takes over what fits)"
            ) from None
        torch.set_rng_state(state["random"])
        self.step = int(state["step"])


def _known(ink: Tensor, target: Tensor) -> Tensor:
    """The ink channels, 0 where the target is not known."""
    return ink[:, :-1].clamp(0, 1) * (target[:, :-1] >= 0)


def _shared(network: nn.Module) -> list[Tensor]:
    """The tensors that processes average: gradients and running statistics."""
    gradients = [weights.grad for weights in network.parameters() if weights.grad is not None]
    return [*gradients, *(each for each in network.buffers() if each.is_floating_point())]


def _backward(loss: Tensor) -> None:
    """`loss.backward()`, which torch does not type."""
    loss.backward()  # type: ignore[no-untyped-call]

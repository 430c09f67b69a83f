"""The critic learns to tell drawings apart, and its opinion pulls the right way."""

from __future__ import annotations

import torch

from artline.train.critic import Critic, artist_loss, critic_loss


def test_it_learns_to_tell_drawn_from_smeared() -> None:
    torch.manual_seed(0)
    critic = Critic(1)
    optimiser = torch.optim.Adam(critic.parameters(), 4e-3)
    photo = torch.full((2, 3, 32, 32), 0.5)
    crisp = (torch.rand(2, 1, 32, 32) > 0.5).float()
    smeared = torch.full_like(crisp, 0.5)
    before = critic_loss(critic, photo, smeared, crisp).item()
    for _ in range(8):
        optimiser.zero_grad()
        critic_loss(critic, photo, smeared, crisp).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    assert critic_loss(critic, photo, smeared, crisp).item() < before * 0.7
    assert artist_loss(critic, photo, crisp).item() < artist_loss(critic, photo, smeared).item()


def test_the_critics_own_loss_does_not_teach_the_artist() -> None:
    drawn = torch.rand(1, 1, 32, 32, requires_grad=True)
    photo = torch.rand(1, 3, 32, 32)
    critic_loss(Critic(1), photo, drawn, drawn.detach()).backward()  # type: ignore[no-untyped-call]
    assert drawn.grad is None

"""Self-attention at a cost linear in the pixels."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class LinearAttention(nn.Module):
    """Linear self-attention: keys are summed over all places first, so cost grows with pixels.

    Shen et al. 2021, "Efficient Attention: Attention with Linear Complexities".

    Args:
        channels: of the features.
        heads: number of attention heads.
        depth: channels of a head.
    """

    def __init__(self, channels: int, heads: int = 4, depth: int = 32):
        super().__init__()
        self.heads, self.depth = heads, depth
        self.read = nn.Conv2d(channels, 3 * heads * depth, 1, bias=False)
        self.write = nn.Conv2d(heads * depth, channels, 1)
        # 0 at the start, so that pretrained features pass unchanged.
        self.gain = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        """N×channels×H×W → the same shape."""
        n, _, h, w = x.shape
        query, key, value = self.read(x).reshape(n, 3, self.heads, self.depth, h * w).unbind(1)
        context = torch.matmul(functional.softmax(key, 3), value.transpose(2, 3))
        seen = torch.matmul(context.transpose(2, 3), functional.softmax(query, 2))
        more: Tensor = self.write(seen.reshape(n, self.heads * self.depth, h, w))
        return x + self.gain * more

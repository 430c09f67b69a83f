"""The soft step that every room stands on."""

import numpy as np
import pytest

from artline.fields.smoothstep import smoothstep


def test_smoothstep_is_flat_at_both_ends():
    x = np.array([-1, 0.2, 0.5, 0.8, 2], np.float32)
    assert smoothstep(x, 0.2, 0.8) == pytest.approx([0, 0, 0.5, 1, 1])

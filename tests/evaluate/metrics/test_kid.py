"""KID tells two heaps apart, is about 0 for one, and repeats itself."""

import numpy as np
import pytest

from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.kid import kid, kid_floor, squared_mmd

RNG = np.random.default_rng(0)
REAL = RNG.normal(0.5, 0.3, (300, 32))
ALIKE = RNG.normal(0.5, 0.3, (250, 32))


def test_the_estimator_is_the_papers() -> None:
    """By two plain loops on four pictures."""
    x, y = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 3))

    def k(a, b):
        return (a @ b / 3 + 1) ** 3

    within = sum(k(s[i], s[j]) for s in (x, y) for i in range(4) for j in range(4) if i != j)
    between = sum(k(a, b) for a in x for b in y)
    assert squared_mmd(x, y) == pytest.approx(within / 12 - 2 * between / 16)


def test_one_distribution_is_about_zero_and_its_floor_too() -> None:
    """Unbiased: the interval holds 0."""
    for found in (kid(ALIKE, REAL), kid_floor(REAL)):
        assert found.low < 0 < found.high
        assert abs(found.value) < 0.02
        assert found.subset == 100


def test_the_farther_the_heap_the_larger_kid() -> None:
    """Monotonous, and off the floor."""
    values = [kid(ALIKE + offset, REAL).value for offset in (0, 0.1, 0.3, 0.9)]
    assert values == sorted(values)
    assert kid(ALIKE + 0.3, REAL).low > kid_floor(REAL).high


def test_small_heaps_still_have_an_interval() -> None:
    """Half of 20 pictures at a time: no two subsets need be one."""
    small = kid(ALIKE[:20], REAL[:20])
    assert small.subset == 10
    assert small.high - small.low > 1e-4


def test_the_same_seed_gives_the_same_figure() -> None:
    """Another seed, other subsets."""
    assert kid(ALIKE, REAL) == kid(ALIKE, REAL)
    assert kid(ALIKE, REAL, seed=1) != kid(ALIKE, REAL)


def test_small_heaps_and_bad_ones() -> None:
    """4 pictures suffice; fewer, unlike features and NaN are refused in one line."""
    assert kid(REAL[:4], REAL[4:8]).subset == 2
    assert kid_floor(REAL[:4]).subset == 2
    with pytest.raises(MetricError, match="at least 4 pictures"):
        kid(REAL[:3], REAL)
    with pytest.raises(MetricError, match="at least 4 pictures"):
        kid_floor(REAL[:3])
    with pytest.raises(MetricError, match="31 features against 32"):
        kid(REAL[:, 1:], REAL)
    with pytest.raises(MetricError, match="not finite"):
        kid(np.full((4, 32), np.nan), REAL)

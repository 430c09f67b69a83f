"""How sure a figure is: seeded bootstrap, paired bootstrap, Wilson's interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import MetricError

Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Takes B×N resamples, gives B numbers."""

RESAMPLES = 2000
LEVEL = 0.95

_AT_ONCE = 4_000_000  # numbers in memory for one batch of resamples


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and where it lies.

    Attributes:
        value: the figure for the values at hand.
        low: lower bound.
        high: upper bound.
        n: how many values it rests on.
    """

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference(Interval):
    """A paired difference, with the share of resamples on its own side of zero.

    Attributes:
        certainty: 0.5..1; share of the resampled differences with the sign of `value` (half of
            those that are zero).
    """

    certainty: float


def mean(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each row."""
    return np.asarray(samples.mean(axis=1), dtype=np.float64)


def median(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Median of each row."""
    return np.asarray(np.median(samples, axis=1), dtype=np.float64)


def bootstrap(
    values: ArrayLike, statistic: Statistic = mean, *, seed: int = 0, level: float = LEVEL
) -> Interval:
    """A statistic with its percentile bootstrap interval.

    2,000 resamples with replacement; the bounds are the (1 − level)/2 and (1 + level)/2
    quantiles of the statistic over them. The same seed gives the same interval.

    Misses: with fewer than about ten values the interval is too narrow; pictures of the same
    person are not independent.
    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap".

    Args:
        values: N numbers.
        statistic: B×N → B; the mean unless told otherwise.
        seed: of the resampling.
        level: 0..1.

    Raises:
        MetricError: no values, or one that is not finite.
    """
    numbers = _numbers(values)
    spread = _resampled(numbers, statistic, seed)
    low, high = _bounds(spread, level)
    return Interval(float(statistic(numbers[None])[0]), low, high, numbers.size)


def paired_difference(
    a: ArrayLike,
    b: ArrayLike,
    statistic: Statistic = mean,
    *,
    seed: int = 0,
    level: float = LEVEL,
) -> Difference:
    """A minus B on the same pictures, with its percentile bootstrap interval.

    The statistic of a_i − b_i, pictures resampled together. Where the interval leaves out 0,
    one of both is better on such pictures. Misses and source as `bootstrap`.

    Args:
        a: N numbers.
        b: N numbers, of the same pictures in the same order.
        statistic: B×N → B.
        seed: of the resampling.
        level: 0..1.

    Raises:
        MetricError: lengths differ, no values, or one that is not finite.
    """
    first, second = _numbers(a), _numbers(b)
    if first.size != second.size:
        raise MetricError(f"pairs: {first.size} values against {second.size}; give both for each")
    differences = first - second
    spread = _resampled(differences, statistic, seed)
    low, high = _bounds(spread, level)
    value = float(statistic(differences[None])[0])
    above = float((spread > 0).mean() + (spread == 0).mean() / 2)
    return Difference(value, low, high, differences.size, certainty=max(above, 1 - above))


def unpaired_difference(
    a: ArrayLike, b: ArrayLike, statistic: Statistic = mean, *, seed: int = 0, level: float = LEVEL
) -> Interval:
    """A minus B of two groups of different pictures, each resampled by itself.

    `n` is the size of the smaller group. Misses and source as `bootstrap`.

    Raises:
        MetricError: no values, or one that is not finite.
    """
    first, second = _numbers(a), _numbers(b)
    spread = _resampled(first, statistic, seed) - _resampled(second, statistic, seed + 1)
    low, high = _bounds(spread, level)
    value = float(statistic(first[None])[0] - statistic(second[None])[0])
    return Interval(value, low, high, min(first.size, second.size))


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval:
    """A share with Wilson's score interval.

    centre = (p + z²/2n) / (1 + z²/n), half width = z √(p(1 − p)/n + z²/4n²) / (1 + z²/n), with
    p = successes / n and z the normal quantile of (1 + level)/2.

    Range: 0..1. Misses: answers by the same judge are not independent.
    Source: Wilson 1927, Journal of the American Statistical Association 22:158.

    Args:
        successes: 0..n.
        n: at least 1.
        level: 0..1.

    Raises:
        MetricError: no trials, or more successes than trials.
    """
    from statistics import NormalDist

    if n < 1 or not 0 <= successes <= n:
        raise MetricError(f"share: {successes} of {n} is none; give 0 to n of at least 1")
    z = NormalDist().inv_cdf((1 + level) / 2)
    p = successes / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return Interval(p, max(0.0, centre - half), min(1.0, centre + half), n)


def _numbers(values: ArrayLike) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64).ravel()
    if not numbers.size:
        raise MetricError("no values to summarise; leave the row out")
    if not np.isfinite(numbers).all():
        raise MetricError("a value is missing or infinite; leave such pictures out and count them")
    return numbers


def _resampled(
    numbers: NDArray[np.float64], statistic: Statistic, seed: int
) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    batch = max(1, _AT_ONCE // numbers.size)
    parts = [
        statistic(numbers[rng.integers(numbers.size, size=(rows, numbers.size))])
        for rows in _batches(RESAMPLES, batch)
    ]
    return np.concatenate(parts)


def _batches(total: int, size: int) -> list[int]:
    whole, rest = divmod(total, size)
    return [size] * whole + ([rest] if rest else [])


def _bounds(spread: NDArray[np.float64], level: float) -> tuple[float, float]:
    low, high = np.quantile(spread, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)

"""How sure a figure is: percentile bootstrap and Wilson's interval, by SciPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import MetricError

Statistic = Callable[..., Any]
"""Called with an array and `axis`, as `numpy.mean` is; gives one number for each row."""

RESAMPLES = 2000
"""Resamples of one bootstrap."""

LEVEL = 0.95
"""Confidence of an interval, 0..1."""

_NUMBERS_IN_MEMORY = 4_000_000
"""Resampled numbers held at once, for all samples together: 32 MB."""


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


def bootstrap(
    values: ArrayLike, statistic: Statistic = np.mean, *, seed: int = 0, level: float = LEVEL
) -> Interval:
    """A statistic with its percentile bootstrap interval.

    2,000 resamples with replacement; the bounds are the (1 − level)/2 and (1 + level)/2
    quantiles of the statistic over them. The same seed gives the same interval.

    Misses: with fewer than about ten values the interval is too narrow; pictures of the same
    person are not independent.
    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap".

    Args:
        values: N numbers.
        statistic: `numpy.mean`, `numpy.median` or another that takes `axis`.
        seed: of the resampling.
        level: 0..1.

    Raises:
        MetricError: no values, or one that is not finite.
    """
    numbers = _numbers(values)
    result = _resampled([numbers], statistic, seed, level)
    return Interval(float(statistic(numbers, axis=-1)), *_bounds(result), numbers.size)


def paired_difference(
    a: ArrayLike,
    b: ArrayLike,
    statistic: Statistic = np.mean,
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
        statistic: as `bootstrap`.
        seed: of the resampling.
        level: 0..1.

    Raises:
        MetricError: lengths differ, no values, or one that is not finite.
    """
    of_a, of_b = _numbers(a), _numbers(b)
    if of_a.size != of_b.size:
        raise MetricError(f"pairs: {of_a.size} values against {of_b.size}; give both for each")
    differences = of_a - of_b
    result = _resampled([differences], statistic, seed, level)
    resampled = result.bootstrap_distribution
    above = float((resampled > 0).mean() + (resampled == 0).mean() / 2)
    value = float(statistic(differences, axis=-1))
    certainty = max(above, 1 - above)
    return Difference(value, *_bounds(result), differences.size, certainty=certainty)


def unpaired_difference(
    a: ArrayLike,
    b: ArrayLike,
    statistic: Statistic = np.mean,
    *,
    seed: int = 0,
    level: float = LEVEL,
) -> Interval:
    """A minus B of two groups of different pictures, each resampled by itself.

    `n` is the size of the smaller group. Misses and source as `bootstrap`.

    Raises:
        MetricError: no values, or one that is not finite.
    """

    def difference(of_a: NDArray[np.float64], of_b: NDArray[np.float64], axis: int) -> Any:
        return statistic(of_a, axis=axis) - statistic(of_b, axis=axis)

    group_a, group_b = _numbers(a), _numbers(b)
    result = _resampled([group_a, group_b], difference, seed, level)
    value = float(difference(group_a, group_b, axis=-1))
    return Interval(value, *_bounds(result), min(group_a.size, group_b.size))


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval:
    """A share with Wilson's score interval.

    Range: 0..1. Misses: answers by the same judge are not independent.
    Source: Wilson 1927, Journal of the American Statistical Association 22:158.

    Args:
        successes: 0..n.
        n: at least 1.
        level: 0..1.

    Raises:
        MetricError: no trials, or more successes than trials.
    """
    from scipy.stats import binomtest

    if n < 1 or not 0 <= successes <= n:
        raise MetricError(f"share: {successes} of {n} is none; give 0 to n of at least 1")
    bounds = binomtest(successes, n).proportion_ci(level, method="wilson")
    return Interval(successes / n, float(bounds.low), float(bounds.high), n)


def _numbers(values: ArrayLike) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64).ravel()
    if not numbers.size:
        raise MetricError("no values to summarise; leave the row out")
    if not np.isfinite(numbers).all():
        raise MetricError("a value is missing or infinite; leave such pictures out and count them")
    return numbers


def _resampled(
    samples: list[NDArray[np.float64]], statistic: Statistic, seed: int, level: float
) -> Any:
    """SciPy's result: bounds and the resampled statistic.

    SciPy refuses a sample of one value. It is given that value twice: every resample has the
    same statistic either way.
    """
    from scipy.stats import bootstrap as scipy_bootstrap

    pairs_at_least = [np.repeat(each, 2) if each.size == 1 else each for each in samples]
    return scipy_bootstrap(
        pairs_at_least,
        statistic,
        n_resamples=RESAMPLES,
        batch=max(1, _NUMBERS_IN_MEMORY // sum(each.size for each in samples)),
        confidence_level=level,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    )


def _bounds(result: Any) -> tuple[float, float]:
    interval = result.confidence_interval
    return float(interval.low), float(interval.high)

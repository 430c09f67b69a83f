"""KID: how far a set of drawings is from a set of real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import MetricError

SUBSETS = 100
"""Random subsets whose distances are averaged."""

LARGEST_SUBSET = 100
"""Most pictures of each set in one subset."""

LEAST_PICTURES = 4
"""Pictures below which a set is refused: half of them is the least subset, of two."""

_Features = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kid:
    """A distance between two sets of pictures.

    Attributes:
        value: mean over the subsets.
        low: 2.5 % quantile over the subsets.
        high: 97.5 % quantile over the subsets.
        subset: pictures of each set in one subset.
    """

    value: float
    low: float
    high: float
    subset: int


def kid(drawings: ArrayLike, references: ArrayLike, *, seed: int = 0) -> Kid:
    """Kernel distance between the features of two sets of pictures.

    Unbiased MMD² with the kernel k(x, y) = (x·y / K + 1)³:
    Σ_{i≠j} k(x_i, x_j) / m(m−1) + Σ_{i≠j} k(y_i, y_j) / m(m−1) − 2 Σ_{i,j} k(x_i, y_j) / m²,
    over 100 random subsets of m = min(100, half the smaller set) pictures of each, without
    replacement. The interval is that of a single subset, wider than that of the mean.

    Range: about 0 (may be slightly negative) .. ; 0 for one distribution. Better: lower, and
    never below `kid_floor` by more than chance.
    Misses: single pictures and likeness; with AlexNet's features (`Lpips.features`) the scale is
    not that of the Inception network used in papers: compare only figures made here.
    Source: Bińkowski, Sutherland, Arbel, Gretton 2018, "Demystifying MMD GANs", ICLR.

    Args:
        drawings: N×K features.
        references: M×K features of the real drawings.
        seed: of the subsets.

    Raises:
        MetricError: fewer than 4 pictures, numbers of features that differ, values not finite.
    """
    x, y = _features(drawings), _features(references)
    if x.shape[1] != y.shape[1]:
        raise MetricError(f"KID: {x.shape[1]} features against {y.shape[1]}; use one network")
    # Half, since subsets that are the whole set would all be one and their interval nothing.
    m = min(LARGEST_SUBSET, min(len(x), len(y)) // 2)

    def draw(rng: np.random.Generator) -> tuple[_Features, _Features]:
        return x[rng.permutation(len(x))[:m]], y[rng.permutation(len(y))[:m]]

    return _over_subsets(draw, m, seed)


def kid_floor(references: ArrayLike, *, seed: int = 0) -> Kid:
    """KID of real drawings against other real drawings: what perfect drawings would score.

    As `kid`, each subset a random split of the references into two disjoint parts of
    m = min(100, half of them).

    Raises:
        MetricError: fewer than 4 pictures, or values not finite.
    """
    x = _features(references)
    m = min(LARGEST_SUBSET, len(x) // 2)

    def draw(rng: np.random.Generator) -> tuple[_Features, _Features]:
        order = rng.permutation(len(x))
        return x[order[:m]], x[order[m : 2 * m]]

    return _over_subsets(draw, m, seed)


def squared_mmd(x: _Features, y: _Features) -> float:
    """Unbiased MMD² of two sets of m features each, cubic kernel."""
    m = len(x)
    xx, yy, xy = _kernel(x, x), _kernel(y, y), _kernel(x, y)
    within = (xx.sum() - np.trace(xx) + yy.sum() - np.trace(yy)) / (m * (m - 1))
    return float(within - 2 * xy.mean())


def _over_subsets(
    draw: Callable[[np.random.Generator], tuple[_Features, _Features]], m: int, seed: int
) -> Kid:
    rng = np.random.default_rng(seed)
    values = [squared_mmd(*draw(rng)) for _ in range(SUBSETS)]
    low, high = np.quantile(values, [0.025, 0.975])
    return Kid(float(np.mean(values)), float(low), float(high), m)


def _kernel(x: _Features, y: _Features) -> _Features:
    return np.asarray((x @ y.T / x.shape[1] + 1) ** 3, dtype=np.float64)


def _features(features: ArrayLike) -> _Features:
    array = np.asarray(features, dtype=np.float64)
    if array.ndim != 2 or len(array) < LEAST_PICTURES:
        raise MetricError(
            f"KID: features of shape {array.shape}; give at least {LEAST_PICTURES} pictures"
        )
    if not np.isfinite(array).all():
        raise MetricError("KID: a feature is not finite; look for the picture that made it")
    return array

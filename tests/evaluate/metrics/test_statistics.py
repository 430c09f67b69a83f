"""Intervals hold what they promise, the same every time, and refuse what has no number."""

import numpy as np
import pytest

from artline.evaluate.metrics import statistics
from artline.evaluate.metrics.gray import MetricError


def test_the_bootstrap_is_repeatable_and_holds_its_figure() -> None:
    """Same seed, same bounds; another seed, nearly the same."""
    values = np.random.default_rng(0).normal(5, 2, 200)
    one, two = statistics.bootstrap(values), statistics.bootstrap(values)
    assert one == two
    assert one.low < one.value < one.high
    assert one.value == pytest.approx(values.mean())
    assert one.n == 200
    other = statistics.bootstrap(values, seed=1)
    assert other != one
    assert other.low == pytest.approx(one.low, abs=0.05)


def test_the_bootstrap_covers_the_truth_about_as_often_as_it_says() -> None:
    """95 % intervals of 40 normal numbers hold the true mean in 88 to 99 of 100 tries."""
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(100):
        interval = statistics.bootstrap(rng.normal(0, 1, 40))
        held += interval.low <= 0 <= interval.high
    assert 88 <= held <= 99


def test_the_median_can_be_asked_for() -> None:
    """One outlier moves the mean, not the median."""
    values = [*range(20), 10_000]
    assert statistics.bootstrap(values, np.median).value == 10


def test_one_value_is_its_own_interval() -> None:
    """Nothing to resample, no crash."""
    assert statistics.bootstrap([3.0]) == statistics.Interval(3.0, 3.0, 3.0, 1)


def test_pairing_sees_what_the_spread_hides() -> None:
    """A gain of 0.1 on pictures that differ by 10: certain in pairs, lost without."""
    rng = np.random.default_rng(0)
    before = rng.normal(0, 10, 100)
    after = before + rng.normal(0.1, 0.1, 100)
    paired = statistics.paired_difference(after, before)
    assert 0 < paired.low < 0.1 < paired.high < 0.2
    assert paired.certainty == 1
    unpaired = statistics.unpaired_difference(after, before)
    assert unpaired.low < 0 < unpaired.high


def test_no_difference_is_not_certain() -> None:
    """Identical figures: zero, half to half."""
    same = statistics.paired_difference([1, 2, 3], [1, 2, 3])
    assert (same.value, same.low, same.high, same.certainty) == (0, 0, 0, 0.5)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(22, 60, 0.2562, 0.4930), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)],
)
def test_wilson_by_the_book(successes, n, low, high) -> None:
    """Published values, and no bound outside 0 to 1."""
    interval = statistics.wilson(successes, n)
    assert interval.low == pytest.approx(low, abs=5e-4)
    assert interval.high == pytest.approx(high, abs=5e-4)


def test_what_has_no_number_is_refused() -> None:
    """Nothing, not-a-number, infinity, pairs that do not pair, shares that are none."""
    for values in ([], [1, np.nan], [np.inf]):
        with pytest.raises(MetricError):
            statistics.bootstrap(values)
    with pytest.raises(MetricError, match="2 values against 3"):
        statistics.paired_difference([1, 2], [1, 2, 3])
    for successes, n in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(MetricError):
            statistics.wilson(successes, n)


def test_many_values_are_resampled_in_batches() -> None:
    """20,000 values do not need 320 MB at once, and the interval is right."""
    values = np.random.default_rng(0).uniform(0, 1, 20_000)
    interval = statistics.bootstrap(values)
    expected = values.std() / np.sqrt(values.size)
    assert (interval.high - interval.low) / 2 == pytest.approx(1.96 * expected, rel=0.1)

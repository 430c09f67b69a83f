"""The rows of every table: what each score is called, and which way is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from artline.evaluate.metrics.harm import HARMS
from artline.evaluate.metrics.stability import COMPARED_AT, SIZES

Better = Literal["higher", "lower", "nearer 0", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A score of one drawing.

    Attributes:
        key: its name in report.json.
        title: its name for people.
        better: which way is better.
        chief: whether tables by attribute show it.
    """

    key: str
    title: str
    better: Better
    chief: bool = False


def _all() -> Iterator[Measure]:
    yield Measure("line_f1", "line agreement F1", "higher", chief=True)
    yield Measure("line_precision", "line agreement, precision", "higher")
    yield Measure("line_recall", "line agreement, recall", "higher")
    yield Measure("ssim", "SSIM", "higher", chief=True)
    yield Measure("ms_ssim", "MS-SSIM", "higher")
    yield Measure("scoot", "SCOOT", "higher", chief=True)
    yield Measure("lpips_alexnet", "LPIPS (AlexNet)", "lower", chief=True)
    yield Measure("lpips_vgg16", "LPIPS (VGG16)", "lower")
    yield Measure("density_difference", "ink density difference", "nearer 0")
    yield Measure("edge_f1", "edge likeness F1", "higher", chief=True)
    yield Measure("edge_precision", "edge likeness, precision", "higher")
    yield Measure("edge_recall", "edge likeness, recall", "higher")
    yield Measure("landmark_distance", "landmark distance", "lower", chief=True)
    yield Measure("face_lost", "no face seen in the drawing", "lower")
    yield Measure("background_ink", "background ink", "lower")
    yield Measure("skin_ink", "skin ink", "lower", chief=True)
    yield Measure("smoke", "smoke (grey on the face)", "lower")
    yield Measure("speckle", "speckle per megapixel", "lower")
    yield Measure("crispness", "crispness (share of mid-grey)", "lower")
    yield Measure("edge_width", "edge width, median (px)", "lower")
    yield Measure("edge_width_95", "edge width, 95th percentile (px)", "lower")
    yield Measure("broken_lines", "broken lines", "lower")
    yield Measure("stroke_economy", "stroke economy", "higher")
    yield Measure("ink_density", "ink density", "neither")
    yield Measure("robust_f1", "robustness F1, mean of all harms", "higher")
    yield Measure("robust_lpips", "robustness LPIPS, mean of all harms", "lower")
    for harm in HARMS:
        yield Measure(f"robust_f1: {harm}", f"robustness F1, {harm}", "higher")
        yield Measure(f"robust_lpips: {harm}", f"robustness LPIPS, {harm}", "lower")
    for size in SIZES:
        if size != COMPARED_AT:
            yield Measure(f"scale_f1: {size}", f"scale stability F1, {size} px", "higher")
            yield Measure(f"scale_difference: {size}", f"scale difference, {size} px", "lower")
    yield Measure("frame_f1", "moving frame F1", "higher")
    yield Measure("frame_difference", "moving frame difference", "lower")
    yield Measure("mirror_f1", "mirror symmetry F1", "higher")
    yield Measure("mirror_difference", "mirror difference", "lower")


MEASURES: Mapping[str, Measure] = MappingProxyType({measure.key: measure for measure in _all()})
"""Every measure by key, in the order of the tables."""

RANKED_BY = ("line_f1", "edge_f1", "crispness")
"""The first of these that was measured decides which drawings are shown as worst and best."""

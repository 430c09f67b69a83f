"""From the scores of single photos to the figures of a set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from artline.evaluate.case import CaseSet
from artline.evaluate.examiner import Examination, Judged
from artline.evaluate.measures import MEASURES, RANKED_BY
from artline.evaluate.metrics.kid import Kid
from artline.evaluate.metrics.skin import SkinReport
from artline.evaluate.metrics.statistics import Difference, Interval

Cells = dict[str, Interval]
"""Entrant → figure."""

LEAST_FOR_KID = 4
"""Pairs of drawing and reference below which KID is left out."""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """All that is known of one photo.

    Attributes:
        name: the case's.
        scores: entrant → measure → value; empty where nothing could be scored.
        groups: attribute → value.
        angle: typology angle of the lit cheek, degrees, or None.
        problems: one line each.
    """

    name: str
    scores: Mapping[str, Mapping[str, float]]
    groups: Mapping[str, str]
    angle: float | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A set's figures.

    Attributes:
        title: the set's.
        entrants: names, in the order of the columns.
        rows: the photos, in the order of their names.
        figures: measure → entrant → mean with its bootstrap interval.
        differences: measure → `entrants[0]` minus `entrants[1]` on the same photos; empty unless
            there are two entrants.
        groups: attribute → value → measure → entrant → mean with its interval.
        skin: entrant → skin ink by skin tone.
        smoke: entrant → smoke by skin tone.
        kid: entrant, and "floor" → KID; empty without references and features.
        ranked_by: the measure that orders drawings, or "" where none was taken.
        order: names of scored photos, from the worst drawing of `entrants[0]` to its best.
        problems: one line each, of the set and of its photos.
    """

    title: str
    entrants: tuple[str, ...]
    rows: tuple[PhotoRow, ...]
    figures: Mapping[str, Cells]
    differences: Mapping[str, Difference]
    groups: Mapping[str, Mapping[str, Mapping[str, Cells]]]
    skin: Mapping[str, SkinReport]
    smoke: Mapping[str, SkinReport]
    kid: Mapping[str, Kid]
    ranked_by: str
    order: tuple[str, ...]
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return asdict(self)


@dataclass(slots=True)
class _Gathering:
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    angle: float | None = None
    problems: list[str] = field(default_factory=list)


def summarise(
    cases: CaseSet, entrants: tuple[str, ...], judged: Iterable[Judged], kid: Mapping[str, Kid]
) -> Summary:
    """The figures of a whole run, the same for the same results in whatever order they came."""
    rows = _rows(cases, entrants, sorted(judged, key=lambda j: (j.name, j.part)))
    scored = [row for row in rows if row.scores]
    ranked_by = next((key for key in RANKED_BY if _values(scored, entrants[0], key)), "")
    problems = [*cases.problems, *(line for row in rows for line in row.problems)]
    return Summary(
        title=cases.title,
        entrants=entrants,
        rows=tuple(rows),
        figures=_figures(scored, entrants, tuple(MEASURES)),
        differences=_differences(scored, entrants),
        groups=_groups(scored, entrants),
        skin=_by_skin_tone(scored, entrants, "skin_ink"),
        smoke=_by_skin_tone(scored, entrants, "smoke"),
        kid=kid,
        ranked_by=ranked_by,
        order=_order(scored, entrants[0], ranked_by),
        problems=tuple(dict.fromkeys(problems)),
    )


def kids(cases: CaseSet, order: Examination) -> dict[str, Kid]:
    """KID of each entrant's kept drawings to the references, and its floor.

    Empty where references or AlexNet's features are missing, or pictures are too few.
    """
    from artline.evaluate.metrics.kid import kid, kid_floor
    from artline.evaluate.metrics.lpips import Lpips
    from artline.evaluate.pictures import read_gray
    from artline.evaluate.score import at_square

    pairs = [
        case
        for case in cases.cases
        if case.reference and all(order.drawing_path(e, case).is_file() for e in order.entrants)
    ]
    if "alexnet" not in order.tools or not order.square or len(pairs) < LEAST_FOR_KID:
        return {}
    network = Lpips("alexnet", threads=order.threads or 1)

    def features(paths: Iterable[Any]) -> Any:
        squares = (at_square(read_gray(path), order.square) for path in paths)
        return np.concatenate([network.features([square]) for square in squares])

    real = features(case.reference for case in pairs)
    found = {"floor": kid_floor(real)}
    for entrant in order.entrants:
        drawn = features(order.drawing_path(entrant, case) for case in pairs)
        found[entrant.name] = kid(drawn, real)
    return found


def _rows(cases: CaseSet, entrants: tuple[str, ...], judged: list[Judged]) -> list[PhotoRow]:
    from artline.anatomy.typology import skin_class

    found: dict[str, _Gathering] = {case.name: _Gathering() for case in cases.cases}
    for result in judged:
        gathering = found[result.name]
        for entrant, scores in result.scores.items():
            gathering.scores.setdefault(entrant, {}).update(scores)
        gathering.angle = gathering.angle if result.angle is None else result.angle
        gathering.problems += [p for p in result.problems if p not in gathering.problems]
    rows = []
    for case in cases.cases:
        g = found[case.name]
        tone = {} if g.angle is None else {"skin tone": skin_class(g.angle)}
        groups = {**case.groups, **tone}
        ordered = {name: _in_order(g.scores[name]) for name in entrants if name in g.scores}
        rows.append(PhotoRow(case.name, ordered, groups, g.angle, tuple(g.problems)))
    return rows


def _in_order(scores: Mapping[str, float]) -> dict[str, float]:
    """As the tables have them: kept results come back in another order than fresh ones."""
    return {measure: scores[measure] for measure in MEASURES if measure in scores}


def _values(rows: Iterable[PhotoRow], entrant: str, measure: str) -> list[float]:
    return [row.scores[entrant][measure] for row in rows if measure in row.scores.get(entrant, {})]


def _figures(
    rows: list[PhotoRow], entrants: tuple[str, ...], measures: tuple[str, ...]
) -> dict[str, Cells]:
    from artline.evaluate.metrics.statistics import bootstrap

    figures: dict[str, Cells] = {}
    for measure in measures:
        for entrant in entrants:
            values = _values(rows, entrant, measure)
            if values:
                figures.setdefault(measure, {})[entrant] = bootstrap(values)
    return figures


def _differences(rows: list[PhotoRow], entrants: tuple[str, ...]) -> dict[str, Difference]:
    from artline.evaluate.metrics.statistics import paired_difference

    if len(entrants) != 2:
        return {}
    differences = {}
    for measure in MEASURES:
        both = [r for r in rows if all(measure in r.scores.get(e, {}) for e in entrants)]
        if both:
            a, b = (_values(both, entrant, measure) for entrant in entrants)
            differences[measure] = paired_difference(a, b)
    return differences


def _groups(
    rows: list[PhotoRow], entrants: tuple[str, ...]
) -> dict[str, dict[str, dict[str, Cells]]]:
    chief = tuple(key for key, measure in MEASURES.items() if measure.chief)
    attributes = dict.fromkeys(attribute for row in rows for attribute in row.groups)
    tables: dict[str, dict[str, dict[str, Cells]]] = {}
    for attribute in attributes:
        values = sorted({row.groups[attribute] for row in rows if attribute in row.groups})
        tables[attribute] = {
            value: _figures([r for r in rows if r.groups.get(attribute) == value], entrants, chief)
            for value in values
        }
    return tables


def _by_skin_tone(
    rows: list[PhotoRow], entrants: tuple[str, ...], measure: str
) -> dict[str, SkinReport]:
    from artline.evaluate.metrics.skin import by_skin_class

    reports = {}
    for entrant in entrants:
        known = [
            (row.angle, row.scores[entrant][measure])
            for row in rows
            if row.angle is not None and measure in row.scores.get(entrant, {})
        ]
        if known:
            reports[entrant] = by_skin_class([a for a, _ in known], [s for _, s in known])
    return reports


def _order(rows: list[PhotoRow], entrant: str, measure: str) -> tuple[str, ...]:
    """Worst first; a drawing without the measure (no face seen) is not ranked."""
    sign = -1 if measure and MEASURES[measure].better == "lower" else 1
    ranked = [row for row in rows if measure in row.scores.get(entrant, {})]
    return tuple(
        row.name
        for row in sorted(ranked, key=lambda r: (sign * r.scores[entrant][measure], r.name))
    )

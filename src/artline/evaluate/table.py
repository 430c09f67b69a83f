"""A summary as tables of Markdown: what is printed, and what can be pasted into a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from artline.anatomy.typology import SKIN_CLASSES
from artline.evaluate.measures import MEASURES
from artline.evaluate.metrics.skin import SkinReport
from artline.evaluate.metrics.statistics import Interval
from artline.evaluate.summary import Cells, Summary

SIGNS = {"higher": "↑", "lower": "↓", "nearer 0": "→ 0", "neither": ""}
"""Which way is better → its sign in a table."""

GAP = "gap, darkest − lightest"


def tables(summary: Summary) -> str:
    """Every table of a summary, one after another."""
    parts = [f"{summary.title}: {_scored(summary)}", _main(summary)]
    parts += [_by_group(summary, attribute, values) for attribute, values in summary.groups.items()]
    parts += [part for part in (_skin(summary), _kid(summary)) if part]
    return "\n\n".join(parts) + "\n"


def figure(interval: Interval) -> str:
    """A figure with its interval, rounded to what the interval allows."""
    places = 1 if max(abs(interval.low), abs(interval.high)) >= 10 else 3
    return f"{interval.value:.{places}f} ({interval.low:.{places}f}–{interval.high:.{places}f})"


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown, its columns aligned for reading as plain text."""
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    lines = [[cell.ljust(width) for cell, width in zip(r, widths, strict=True)] for r in rows]
    title = [cell.ljust(width) for cell, width in zip(head, widths, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(f"| {' | '.join(line)} |" for line in (title, rule, *lines))


def _scored(summary: Summary) -> str:
    count = sum(bool(row.scores) for row in summary.rows)
    return f"{count} of {len(summary.rows)} photos scored; means, 95 % bootstrap intervals"


def _main(summary: Summary) -> str:
    names = summary.entrants
    paired = bool(summary.differences)
    head = ["measure", *names, *([f"{names[0]} − {names[1]}"] if paired else []), "n"]
    rows = []
    for key, cells in summary.figures.items():
        measure = MEASURES[key]
        row = [f"{measure.title} {SIGNS[measure.better]}".rstrip(), *_figures(cells, names)]
        if paired:
            difference = summary.differences.get(key)
            row.append(figure(difference) if difference else "–")
        rows.append([*row, _counts(cells)])
    return grid(head, rows)


def _by_group(summary: Summary, attribute: str, values: Mapping[str, Mapping[str, Cells]]) -> str:
    keys = [key for key in summary.figures if any(key in figures for figures in values.values())]
    several = len(summary.entrants) > 1
    rows = []
    for value, figures in values.items():
        for name in summary.entrants:
            cells = [figures[key].get(name) if key in figures else None for key in keys]
            n = max((cell.n for cell in cells if cell), default=0)
            shown = [figure(cell) if cell else "–" for cell in cells]
            rows.append([f"{value}, {name}" if several else value, *shown, str(n)])
    return grid([attribute, *(MEASURES[key].title for key in keys), "n"], rows)


def _skin(summary: Summary) -> str:
    by_measure = {
        "skin ink": summary.skin,
        "smoke": summary.smoke,
    }
    columns = {title: reports for title, reports in by_measure.items() if reports}
    rows = []
    for name in summary.entrants:
        found = [_tones(reports[name]) if name in reports else {} for reports in columns.values()]
        for tone in [*(tone for tone, _ in SKIN_CLASSES), GAP]:
            shares = [tones.get(tone) for tones in found]
            counts = dict.fromkeys(str(share.n) for share in shares if share)
            if counts:
                shown = [figure(share) if share else "–" for share in shares]
                rows.append([name, tone, *shown, " / ".join(counts)])
    return grid(["entrant", "skin tone", *columns, "n"], rows) if rows else ""


def _tones(report: SkinReport) -> dict[str, Interval]:
    """Skin tone → share, and the gap where there is one."""
    tones = {tone.name: tone.share for tone in report.classes}
    return tones if report.gap is None else {**tones, GAP: report.gap}


def _kid(summary: Summary) -> str:
    rows = [
        [name, f"{kid.value:.4f} ({kid.low:.4f}–{kid.high:.4f})", str(kid.subset)]
        for name, kid in summary.kid.items()
    ]
    return grid(["KID (AlexNet) ↓", "value", "subset"], rows) if rows else ""


def _figures(cells: Cells, names: Sequence[str]) -> list[str]:
    return [figure(cells[name]) if name in cells else "–" for name in names]


def _counts(cells: Cells) -> str:
    counts = dict.fromkeys(cell.n for cell in cells.values())
    return " / ".join(map(str, counts))

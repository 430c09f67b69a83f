"""The report as one page of HTML that needs no other file: tables, and every picture."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from pathlib import Path

from artline.errors import ArtlineError
from artline.evaluate.case import Case
from artline.evaluate.measures import MEASURES
from artline.evaluate.run import Run
from artline.evaluate.summary import PhotoRow, Summary
from artline.evaluate.table import tables

THUMBNAIL = 256
"""Long side of a picture in the list of all, pixels."""

LARGE = 512
"""Long side of a picture among the worst, median and best, pixels."""

SHOWN = 5
"""Photos shown of the worst, of the median and of the best."""

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
td, th { border-bottom: 1px solid #ddd; padding: .2rem .7rem; text-align: left }
.scroll { overflow-x: auto }
figure { display: inline-block; margin: .3rem; vertical-align: top }
figcaption { font-size: 80%; color: #555; max-width: 32rem; overflow-wrap: anywhere }
.case { border-top: 1px solid #ddd; padding: .4rem 0 }
img { max-width: 100%; height: auto; background: #eee }
"""


def page(summary: Summary, run: Run, missing: list[str]) -> str:
    """The whole document."""
    title = escape(f"{', '.join(summary.entrants)} on {summary.title}")
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>{STYLE}</style>\n<h1>{title}</h1>\n"
        f"{_entrants(run)}{_lines('Left out', missing)}{_lines('Problems', summary.problems)}"
        f"{_tables(summary)}{''.join(_ranked(summary, run))}"
        f"<h2>Every picture</h2>\n{''.join(_all(summary, run))}</html>\n"
    )


def _entrants(run: Run) -> str:
    said = []
    for entrant in run.order.entrants:
        what = "ready drawings"
        if entrant.model is not None:
            chosen = entrant.settings
            what = (
                f"model {entrant.model}, sha256 {entrant.sha256}; look {chosen.look}, weight "
                f"{chosen.weight:g}, detail {chosen.detail:g}, shade {chosen.shade:g}, "
                f"background {chosen.background}"
            )
        said.append(f"<li><b>{escape(entrant.name)}</b>: {escape(what)}</li>\n")
    return f"<ul>{''.join(said)}</ul>\n"


def _lines(title: str, lines: list[str] | tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(line)}</li>\n" for line in lines)
    return f"<h2>{title}</h2>\n<ul>{items}</ul>\n" if items else ""


def _tables(summary: Summary) -> str:
    """The printed tables, as HTML: their cells hold no bar but the borders."""
    said = []
    for block in tables(summary).strip().split("\n\n"):
        lines = block.splitlines()
        if not lines[0].startswith("|"):
            said.append(f"<p>{escape(block)}</p>\n")
            continue
        cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
        head, rows = cells[0], cells[2:]
        said.append(f'<div class="scroll"><table>{_row(head, "th")}')
        said += [_row(row, "td") for row in rows]
        said.append("</table></div>\n")
    return "".join(said)


def _row(cells: list[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _ranked(summary: Summary, run: Run) -> Iterator[str]:
    order = summary.order
    if not order:
        return
    middle = max(0, len(order) // 2 - SHOWN // 2)
    chosen = {
        "Worst": order[:SHOWN],
        "Median": order[middle : middle + SHOWN],
        "Best": order[::-1][:SHOWN],
    }
    by = escape(MEASURES[summary.ranked_by].title)
    for title, names in chosen.items():
        yield f"<h2>{title} by {by} of {escape(summary.entrants[0])}</h2>\n"
        yield from _cases(summary, run, frozenset(names), LARGE, names)


def _all(summary: Summary, run: Run) -> Iterator[str]:
    names = tuple(row.name for row in summary.rows)
    yield from _cases(summary, run, frozenset(names), THUMBNAIL, names)


def _cases(
    summary: Summary, run: Run, chosen: frozenset[str], side: int, order: tuple[str, ...]
) -> Iterator[str]:
    rows = {row.name: row for row in summary.rows if row.name in chosen}
    cases = {case.name: case for case in run.cases.cases if case.name in chosen}
    for name in order:
        yield _case(rows[name], cases[name], summary, run, side)


def _case(row: PhotoRow, case: Case, summary: Summary, run: Run, side: int) -> str:
    pictures = [("photo", case.photo)]
    pictures += [("reference", case.reference)] if case.reference else []
    pictures += [
        (_caption(row, e.name, summary), run.order.drawing_path(e, case))
        for e in run.order.entrants
        if e.name in row.scores
    ]
    figures = "".join(_figure(label, path, side) for label, path in pictures)
    return f'<div class="case"><b>{escape(row.name)}</b><br>\n{figures}</div>\n'


def _caption(row: PhotoRow, entrant: str, summary: Summary) -> str:
    value = row.scores[entrant].get(summary.ranked_by)
    if value is None:
        return entrant
    return f"{entrant}: {MEASURES[summary.ranked_by].title} {value:.3f}"


def _figure(label: str, path: Path, side: int) -> str:
    picture = _embedded(path, side)
    shown = f'<img loading="lazy" alt="" src="{picture}">' if picture else "cannot be read"
    return f"<figure>{shown}<figcaption>{escape(label)}</figcaption></figure>\n"


def _embedded(path: Path, side: int) -> str:
    """A picture as a data URI, or "" where it cannot be read."""
    from PIL import Image

    from artline.evaluate.pictures import read_rgb

    try:
        image = Image.fromarray(read_rgb(path))
    except ArtlineError:
        return ""
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    stream = io.BytesIO()
    image.save(stream, "WEBP", quality=70, method=2)
    return f"data:image/webp;base64,{base64.b64encode(stream.getvalue()).decode()}"

"""Tables: as text for eyes, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.measure import Spread, machine

Cell = str | float | Spread | None


@dataclass(slots=True)
class Table:
    """Rows under a title; a row may be shorter than the head."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Aligned columns; a spread as median (least–largest)."""
        body = [[_shown(cell) for cell in row] for row in self.rows]
        lines = [list(self.columns), *body]
        widths = [
            max(len(line[k]) for line in lines if k < len(line)) for k in range(len(self.columns))
        ]
        padded = [
            "  ".join(
                cell.ljust(width) if k == 0 else cell.rjust(width)
                for k, (cell, width) in enumerate(zip(line, widths, strict=False))
            ).rstrip()
            for line in lines
        ]
        padded.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join([self.title, "", *padded, *(f"  {note}" for note in self.notes)])

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        rows = [
            {name: _plain(cell) for name, cell in zip(self.columns, row, strict=False)}
            for row in self.rows
        ]
        return {"title": self.title, "rows": rows, "notes": self.notes}


@dataclass(frozen=True, slots=True)
class Report:
    """What one benchmark found."""

    name: str
    tables: Sequence[Table]
    options: Mapping[str, Any]
    loads: tuple[float, float]

    def text(self) -> str:
        """All tables, and what to think of them."""
        here = machine()
        versions = ", ".join(f"{name} {number}" for name, number in here["packages"].items())
        parts = [table.text() for table in self.tables]
        parts.append(
            f"median (least–largest); load average {self.loads[0]:.1f} before, "
            f"{self.loads[1]:.1f} after, on {here['cores']} cores\n"
            f"{here['processor']}; Python {here['python']}, {versions}"
        )
        if self.options["tiny"]:
            parts.append("tiny mode: these are no figures")
        return "\n\n".join(parts) + "\n"

    def json(self) -> str:
        """The same with every single measurement."""
        everything = {
            "benchmark": self.name,
            "options": self.options,
            "machine": machine(),
            "load": self.loads,
            "tables": [table.plain() for table in self.tables],
        }
        return json.dumps(everything, indent=1, default=str) + "\n"


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Spread):
        return f"{_number(cell.median)} ({_number(cell.low)}–{_number(cell.high)})"
    return _number(cell)


def _number(value: float) -> str:
    """Three digits that count, and no power of ten."""
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.3g}"


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Spread):
        return {
            "median": cell.median,
            "least": cell.low,
            "largest": cell.high,
            "values": cell.values,
        }
    return cell

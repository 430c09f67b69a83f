"""What a run costs beside drawing, and the exponent by which it grows with the number of photos."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from artline.batch import Draw
from artline.batch.manifest.journal import ROWS, SEALED_ROWS
from artline.batch.manifest.row import DRAWN, Row, table_of, to_parquet
from artline.batch.manifest.status import status_of
from artline.batch.place import Place
from artline.batch.run import Plan, Run, model_sum, settings_of
from artline.batch.targets import Files
from benchmarks.report import Table
from benchmarks.scaling import exponent

COUNTS = (100, 1_000, 10_000, 100_000)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--largest", type=int, default=COUNTS[-1], help="photos [100000]")


def run(options: argparse.Namespace) -> list[Table]:
    """Targets that are drawn already, by rows that are made up: list, look up, tell."""
    counts = COUNTS[:2] if options.tiny else [n for n in COUNTS if n <= options.largest]
    columns = ("photos", "resume, CPU s", "status, CPU s", "bytes a row")
    table = Table("A target whose photos are all drawn", columns)
    points = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            points.append(_measured(count, Path(folder)))
            table.rows.append((count, *points[-1]))
    growth = [exponent(counts, [point[k] for point in points]) for k in (0, 1)]
    table.notes.append(f"grows with photos^{growth[0]:.2f} and photos^{growth[1]:.2f}, fitted")
    return [table]


def _measured(count: int, folder: Path) -> tuple[float, float, float]:
    """Processor seconds of a resumed run that finds nothing to draw, of `status`; bytes a row."""
    names = [str(folder / f"{number:09}.jpg") for number in range(count)]
    (folder / "list.csv").write_text("\n".join(["path", *names]), encoding="utf-8")
    place, draw = Place(str(folder / "out")), Draw()
    size = 0
    for first in range(0, count, SEALED_ROWS):
        data = to_parquet(table_of(_rows(names[first : first + SEALED_ROWS], draw)))
        size += len(data)
        place.put(f"{ROWS}/{first:09}.parquet", data)
    plan = Plan(str(folder / "list.csv"), Files(place), draw, resume=True)
    begun = time.process_time()
    left = Run(plan)
    if left.dry() != {"done": count}:
        raise SystemExit(f"manifest: not all of {count} photos are known; mend the benchmark")
    resumed = time.process_time() - begun
    begun = time.process_time()
    status_of(place)
    return resumed, time.process_time() - begun, size / count


def _rows(names: list[str], draw: Draw) -> Iterator[Row]:
    settings, model = settings_of(draw), model_sum(draw.model)
    for number, name in enumerate(names):
        said = hashlib.sha256(name.encode()).hexdigest()
        yield Row(
            source=name, output=f"{number:09}.png", size=-1, content=said, settings=settings,
            model=model, outcome=DRAWN, seconds=0.9, finished=1.7e9 + number * 0.4,
            output_sum=said[::-1], width=512, height=512, faces=1, ink_share=number % 997 / 997,
        )  # fmt: skip

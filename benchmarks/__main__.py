"""`python -m benchmarks NAME`: measure, print a table, keep JSON.

This process stays small on purpose: a child's peak memory is never read lower than what its
parent held when it was started (see `measure.together`).
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.measure import load
from benchmarks.report import Report

ROWS = {
    "startup": "importing artline, and the whole process for one photo",
    "scaling": "network and whole pipeline from 256² to 24 megapixels: time, memory, growth",
    "threads": "one thread against two",
    "precision": "half-precision weights as shipped, single precision, int8",
    "peak": "the network's share of what the machine multiplies at most",
    "throughput": "a folder with -j 2, by each engine, against two plain loops",
    "manifest": "what a batch costs beside drawing, and its growth",
    "finish": "each look of a photo that was seen already",
    "size": "the wheel, and a fresh installation",
    "edges": "edge width, wholeness, smoke and weight on the fixed list of photos",
    "skin": "painted skin beside the photo's, per skin tone, on the same list",
    "parts": "hair against Figaro1k's masks, and bald heads taken for hair",
    "closed": "colouring pages and stencils of test portraits: leaks, crumbs, loose islands",
    "tone": "drawn tone beside the photo's, in looks of lines and dots",
    "strokes": "pen strokes of portraits: fidelity, continuity, travel, beside rivals",
    "serve": "the studio under load: errors, memory, throughput, a knob's move",
    "crops": "crops for training: how many a second one core cuts and spoils",
    "steps": "steps of a training: layout, update, precision and head, beside each other",
    "training": "the training loop: threads, and workers that cut crops",
    "rivals": "networks of other projects, built from their papers' shapes",
}


def parser() -> argparse.ArgumentParser:
    """Options that all share, and each benchmark's own."""
    root = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = root.add_subparsers(dest="name", required=True, metavar="NAME")
    for name, about in ROWS.items():
        one = names.add_parser(name, help=about, description=about)
        one.add_argument("-o", "--output", type=Path, metavar="FILE", help="keep JSON here too")
        one.add_argument("--tiny", action="store_true", help="prove that it runs; no figures")
        import_module(f"benchmarks.{name}").arguments(one)
    return root


def main() -> None:
    """Run one benchmark."""
    options = parser().parse_args()
    before = load()
    tables = import_module(f"benchmarks.{options.name}").run(options)
    settings = {key: value for key, value in vars(options).items() if key not in ("name", "output")}
    report = Report(options.name, tables, settings, (before, load()))
    sys.stdout.write(report.text())
    if options.output is not None:
        options.output.write_text(report.json(), encoding="utf-8")


if __name__ == "__main__":
    main()

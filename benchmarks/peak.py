"""The network's share of what the machine multiplies at most: how far from the physical limit."""

from __future__ import annotations

import argparse
import os

from benchmarks.measure import ratios, spread, task
from benchmarks.report import Table

LIBRARIES = ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "BLIS")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=int, default=15, help="rounds [15]")
    parser.add_argument("--side", type=int, default=2048, help="of the matrices [2048]")


def run(options: argparse.Namespace) -> list[Table]:
    """One thread, then every core."""
    repeats, side, pixels = (1, 128, 64) if options.tiny else (options.repeats, options.side, 512)
    from benchmarks.macs import gmacs

    work = {"network": gmacs(_portrait(), pixels, pixels), "product": side**3 / 1e9}
    table = Table(
        f"The network at {pixels}² ({work['network']:.2f} GMAC) against NumPy's "
        f"float32 product of {side}³, in turn",
        ("threads", "network GMAC/s", "product GMAC/s", "share of the product's rate"),
        notes=[
            "the product is the limit that this machine's BLAS reaches, not the processor's own",
            "activations and resizing are not counted as work, but their time is",
        ],
    )
    for threads in sorted({1, os.cpu_count() or 1}):
        variables = {f"{library}_NUM_THREADS": str(threads) for library in LIBRARIES}
        _, times = task("multiply", side, pixels, threads, repeats, variables=variables)
        rates = {name: [work[name] / second for second in times[name]["wall"]] for name in work}
        share = ratios(rates["network"], rates["product"])
        table.rows.append((str(threads), *(spread(rates[name]) for name in work), share))
    return [table]


def _portrait() -> bytes:
    from artline.models.store import find

    return find("portrait").data

"""The studio under load: errors, memory, throughput beside the command line, and a knob's move."""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import ROOT, artline, child, spread, task
from benchmarks.report import Table

SERVE = "from artline.cli import main; import sys; sys.exit(main())"
EVERY = 0.5
"""Seconds between two looks at the server's memory."""
QUIET = 12.0
"""Seconds without a request before the memory that stays is read; the server gives back what it
held for its work every 5."""


@dataclass(slots=True)
class Seen:
    """What clients saw: answers by status, and how long each drawing took."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--clients", type=int, default=16, help="at a time [16]")
    parser.add_argument("--seconds", type=float, default=120, help="of load [120]")
    parser.add_argument("--warm-up", type=float, default=20, help="of them before memory counts")
    parser.add_argument("--later", type=int, default=60, help="clients afterwards [60]")
    parser.add_argument("--later-seconds", type=float, default=30, help="of their load [30]")
    parser.add_argument("--count", type=int, default=24, help="different photos [24]")
    parser.add_argument("--side", type=int, default=512, help="of each, pixels [512]")
    parser.add_argument("--moves", type=int, default=60, help="of a knob, at 1024 pixels [60]")


def run(options: argparse.Namespace) -> list[Table]:
    """A knob's move by itself, the command line, then the load."""
    if options.tiny:
        options.clients, options.seconds, options.warm_up = 2, 4.0, 1.0
        options.count, options.side, options.moves = 2, 64, 2
        options.later, options.later_seconds = 3, 2.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("photos", "large"):
            (folder / part).mkdir()
        task("photos", folder / "photos", options.side, options.side, options.count)
        task("photos", folder / "large", 1024, 1024, 1)
        photos = sorted((folder / "photos").iterdir())
        with _server() as (pid, address):
            moves = _moves(address, next((folder / "large").iterdir()), options.moves)
        rate = _command_line(photos, folder)
        with _server() as (pid, address):
            sent = [photo.read_bytes() for photo in photos]
            seen, memory = _load(pid, address, sent, options.clients, options.seconds)
            stays = [_stays(pid)]
            later, _ = _load(pid, address, sent, options.later, options.later_seconds)
            stays.append(_stays(pid))
    table = _load_table(seen, memory, rate, options)
    return [_knob_table(moves), table, _later_table(later, stays, options)]


@contextlib.contextmanager
def _server() -> Iterator[tuple[int, str]]:
    """`artline serve` in a process of its own, stopped as a user would."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", "--port", "0"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        address = next(
            found[0] for line in process.stderr if (found := re.search(r"http://\S+", line))
        )
        yield process.pid, address
    finally:
        process.terminate()
        if process.wait(60):
            raise SystemExit(f"the server ended with exit code {process.returncode}")


def _moves(address: str, photo: Path, count: int) -> list[float]:
    """Seconds from asking for a drawing until it is here, each with another weight."""
    import httpx

    with httpx.Client(base_url=address, timeout=600) as client:
        with photo.open("rb") as file:
            ink = client.post("/api/inks", files={"photo": file}).raise_for_status().json()
        taken = []
        for k in range(count + 2):
            begun = time.perf_counter()
            asked = {"weight": f"{0.5 + k / count:.3f}"}
            client.get(f"/api/inks/{ink['id']}/drawing", params=asked).raise_for_status()
            taken.append(time.perf_counter() - begun)
    return taken[2:]


def _command_line(photos: list[Path], folder: Path) -> float:
    """Photos a second of `artline draw` on the same photos, its start not counted."""
    used = child(*artline("draw", *photos, "-o", folder / "drawn", "--force", "-q"))
    start = child(*artline("draw", photos[0], "-o", folder / "first", "--force", "-q"))
    return (len(photos) - 1) / max(used.wall - start.wall, 1e-3)


def _load(
    pid: int, address: str, photos: list[bytes], clients: int, seconds: float
) -> tuple[Seen, list[tuple[float, float]]]:
    """All clients at once, each sending one photo after the other."""
    seen, memory = Seen(), []
    begun = time.monotonic()
    end = begun + seconds
    threads = [
        threading.Thread(target=_client, args=(address, photos, k, end, seen))
        for k in range(clients)
    ]
    for client in threads:
        client.start()
    while time.monotonic() < end:
        memory.append((time.monotonic() - begun, _resident(pid)))
        time.sleep(EVERY)
    for client in threads:
        client.join()
    return seen, memory


def _client(address: str, photos: list[bytes], first: int, end: float, seen: Seen) -> None:
    import httpx

    with httpx.Client(base_url=address, timeout=600) as client:
        k = first
        while time.monotonic() < end:
            begun = time.perf_counter()
            try:
                sent = {"photo": ("photo.jpg", photos[k % len(photos)])}
                answer = client.post("/api/draw", files=sent)
            except httpx.HTTPError as fault:
                seen.statuses[type(fault).__name__] += 1
                continue
            seen.statuses[str(answer.status_code)] += 1
            if answer.status_code == 200:
                seen.seconds.append(time.perf_counter() - begun)
                k += 1
            elif answer.status_code == 429:
                time.sleep(min(1.0, float(answer.headers["retry-after"])))


def _resident(pid: int) -> float:
    """Memory of a process, MB (10⁶)."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+) kB", text)[0]) * 1024 / 1e6


def _stays(pid: int) -> float:
    """Memory that a server keeps once it was left alone, MB (10⁶)."""
    time.sleep(QUIET)
    return _resident(pid)


def _knob_table(moves: list[float]) -> Table:
    table = Table("A knob moved on a photo of 1024×1024: until the PNG is here", ("look", "ms"))
    table.rows.append(("ink (150 at most)", spread([1000 * seconds for seconds in moves])))
    return table


def _load_table(
    seen: Seen, memory: list[tuple[float, float]], rate: float, options: argparse.Namespace
) -> Table:
    table = Table(
        f"{options.clients} clients, {options.seconds:g} s, {options.side}×{options.side} each",
        ("measure", "value"),
    )
    drawn = seen.statuses["200"]
    refused = seen.statuses["429"]
    errors = sum(seen.statuses.values()) - drawn - refused
    warm = [size for at, size in memory if at >= options.warm_up]
    half = len(warm) // 2
    early, late = max(warm[: half or 1]), max(warm[half:])
    table.rows += [
        ("drawings", float(drawn)),
        ("answers 429", float(refused)),
        ("other answers (must be 0)", float(errors)),
        ("seconds a drawing", spread(seen.seconds or [0.0])),
        ("drawings/s", drawn / options.seconds),
        ("the command line's photos/s", rate),
        ("share of the command line's (0.85 is wanted)", drawn / options.seconds / rate),
        ("memory after warm-up, MB", spread(warm)),
        ("its peak in the second half against the first (1.10 at most)", late / early),
    ]
    others = {status: n for status, n in seen.statuses.items() if status not in ("200", "429")}
    if others:
        table.notes.append(f"other answers: {others}")
    return table


def _later_table(seen: Seen, stays: list[float], options: argparse.Namespace) -> Table:
    table = Table(
        f"then {options.later} clients, {options.later_seconds:g} s", ("measure", "value")
    )
    drawn, refused = seen.statuses["200"], seen.statuses["429"]
    before, after = stays
    table.rows += [
        ("drawings", float(drawn)),
        ("answers 429", float(refused)),
        ("other answers (must be 0)", float(sum(seen.statuses.values()) - drawn - refused)),
        ("memory that stays before them, MB", before),
        ("memory that stays after them, MB", after),
        ("after against before (1.10 at most)", after / before),
    ]
    return table

"""Clocks, child processes and what they used. Nothing heavy is imported here, see `together`."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# ru_maxrss is in KiB on Linux, in bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Spread:
    """What repeated measurements gave."""

    values: tuple[float, ...]

    @property
    def low(self) -> float:
        """The least: nearest to an undisturbed machine for a time."""
        return min(self.values)

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def high(self) -> float:
        """The largest."""
        return max(self.values)


def spread(values: Sequence[float]) -> Spread:
    """Measurements of one thing."""
    return Spread(tuple(float(value) for value in values))


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Round by round: both were measured right after each other, so a busy spell hits both."""
    return spread([a / b for a, b in zip(above, below, strict=True)])


@dataclass(frozen=True, slots=True)
class Usage:
    """What a child process took.

    Attributes:
        wall: seconds from its start until it was reaped.
        cpu: seconds of processor time, user and system, with its own children.
        peak: largest resident memory of it, or of the largest of its own children, in MB (10⁶).
        output: what it wrote to stdout.
    """

    wall: float
    cpu: float
    peak: float
    output: str


def together(
    commands: Sequence[Sequence[str | Path]], variables: Mapping[str, str] | None = None
) -> list[Usage]:
    """Run processes side by side and wait for all of them.

    Linux counts into a child's peak what its parent held when it started it, so the caller must
    be smaller than what it measures; `own_peak` tells how small.

    Raises:
        SystemExit: one of them failed; its last words are in the message.
    """
    environment = {**os.environ, **(variables or {})}
    with tempfile.TemporaryDirectory() as folder:
        started = []
        for k, command in enumerate(commands):
            out, err = (Path(folder, f"{k}.{name}") for name in ("out", "err"))
            with out.open("wb") as stdout, err.open("wb") as stderr:
                begun = time.perf_counter()
                process = subprocess.Popen(
                    [str(part) for part in command],
                    cwd=ROOT,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=stdout,
                    stderr=stderr,
                )
            started.append((process, begun, out, err))
        return [_reaped(*one) for one in started]


def _reaped(process: subprocess.Popen[bytes], begun: float, out: Path, err: Path) -> Usage:
    # Popen.wait would throw away what the system says of the process.
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = err.read_text(errors="replace")[-2000:]
        raise SystemExit(f"exit code {process.returncode} of {process.args!r}\n{last}")
    peak = used.ru_maxrss * _RSS_UNIT / 1e6
    return Usage(wall, used.ru_utime + used.ru_stime, peak, out.read_text())


def child(*command: str | Path, variables: Mapping[str, str] | None = None) -> Usage:
    """Run one process."""
    return together([command], variables)[0]


def python(*arguments: str | Path) -> tuple[str | Path, ...]:
    """The command of this same Python."""
    return (sys.executable, *arguments)


def artline(*arguments: str | Path) -> tuple[str | Path, ...]:
    """The command line of the artline that this Python imports."""
    return python("-c", "from artline.cli import main; main()", *arguments)


def task(*arguments: object, variables: Mapping[str, str] | None = None) -> tuple[Usage, Any]:
    """Run one of `benchmarks.tasks` in a process of its own; its answer is its last line."""
    usage = child(*python("-m", "benchmarks.tasks", *map(str, arguments)), variables=variables)
    return usage, json.loads(usage.output.strip().splitlines()[-1])


def in_turn(
    doings: Mapping[str, Callable[[], Any]], repeats: int
) -> dict[str, dict[str, list[float]]]:
    """Time several things in rounds, each round beginning with another one, after one warm-up.

    Returns:
        name → "wall" and "cpu" → seconds, one a round.
    """
    names = list(doings)
    for doing in doings.values():
        doing()
    times: dict[str, dict[str, list[float]]] = {name: {"wall": [], "cpu": []} for name in names}
    for k in range(repeats):
        for name in names[k % len(names) :] + names[: k % len(names)]:
            cpu, wall = time.process_time(), time.perf_counter()
            doings[name]()
            times[name]["wall"].append(time.perf_counter() - wall)
            times[name]["cpu"].append(time.process_time() - cpu)
    return times


def own_peak() -> float:
    """Largest memory of this process so far, MB: less than this no child can be seen to use."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT / 1e6


def load() -> float:
    """Processes that wanted a core in the last minute."""
    return os.getloadavg()[0]


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    packages = {}
    for package in ("artline", "numpy", "onnxruntime", "opencv-python-headless", "pillow"):
        try:
            packages[package] = version(package)
        except PackageNotFoundError:
            packages[package] = "not installed"
    return {
        "processor": named[0] if named else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": packages,
    }

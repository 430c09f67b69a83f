"""A whole run: which photos, in how many processes, and what is kept to go on from."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from artline.errors import ArtlineError, ModelError
from artline.evaluate.case import Case, CaseSet
from artline.evaluate.examiner import Examination, Examiner, Judged, Part
from artline.evaluate.pictures import write

SEED = 0
"""Of the choice of the sample."""

NETWORKS = ("alexnet", "vgg16")
"""Networks of LPIPS that a run uses where they are installed."""


class RunError(ArtlineError):
    """A run that had to stop; what is done is kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """All that is to be judged.

    Attributes:
        cases: the set.
        order: how.
        sampled: names of the photos of which the slow metrics are taken too.
    """

    cases: CaseSet
    order: Examination
    sampled: frozenset[str] = frozenset()

    def tasks(self) -> list[tuple[Case, Part]]:
        """What is to be done: every photo, then the sample."""
        each: list[tuple[Case, Part]] = [(case, "each") for case in self.cases.cases]
        return each + [(c, "sample") for c in self.cases.cases if c.name in self.sampled]


def sample(cases: CaseSet, size: int) -> frozenset[str]:
    """Names of `size` photos, always the same ones of the same set."""
    names = [case.name for case in cases.cases]
    return frozenset(random.Random(SEED).sample(names, min(size, len(names))))


def installed() -> tuple[frozenset[str], list[str]]:
    """Which of the optional tools can be used, and a line for each that cannot."""
    from artline.evaluate.mesh import MeshFinder
    from artline.evaluate.metrics.lpips import Lpips

    tools, missing = set(), []
    for name in (*NETWORKS, "mesh"):
        try:
            MeshFinder() if name == "mesh" else Lpips(name)
            tools.add(name)
        except ModelError as fault:
            missing.append(str(fault))
    return frozenset(tools), missing


def judge_all(run: Run, *, workers: int = 1) -> Generator[Judged]:
    """Judge every task and yield what came of it, kept results first, in the order of finishing.

    Raises:
        ArtlineError: nothing can be judged, results cannot be kept, or a worker died; what was
            done so far is kept.
    """
    waiting = []
    for case, part in run.tasks():
        kept = _kept(run.order, case, part)
        if kept is None:
            waiting.append((case, part))
        else:
            yield kept
    judged = _judge(run.order, waiting, workers)
    for case_part, result in judged:
        _keep(run.order, *case_part, result)
        yield result


def _judge(
    order: Examination, tasks: list[tuple[Case, Part]], workers: int
) -> Iterator[tuple[tuple[Case, Part], Judged]]:
    if workers == 1 or len(tasks) < 2:
        examiner = Examiner(order)
        for task in tasks:
            yield task, examiner.judge(*task)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    context = get_context("spawn")  # forking a process with the networks' threads may hang
    with ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(order,)) as pool:
        futures = {pool.submit(_work, *task): task for task in tasks}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            raise RunError(
                "a worker died, perhaps for want of memory; run the same command again with "
                "-j 1: it goes on where it stopped"
            ) from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


_EXAMINER: list[Examiner] = []  # of a worker process; filled once when it starts


def _begin(order: Examination) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which decides
    _EXAMINER[:] = [Examiner(order)]


def _work(case: Case, part: Part) -> Judged:
    return _EXAMINER[0].judge(case, part)


def _record(order: Examination, case: Case, part: Part) -> Path:
    """Where the result is kept: under a sum of all that it depends on."""
    told = {
        "code": code_digest(),
        "part": part,
        "case": case.digest(),
        "entrants": [(e.name, e.sha256, asdict(e.settings)) for e in order.entrants],
        "square": order.square,
        "tools": sorted(order.tools),
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return order.folder / "scores" / f"{digest[:32]}.json"


def _kept(order: Examination, case: Case, part: Part) -> Judged | None:
    try:
        record = json.loads(_record(order, case, part).read_text(encoding="utf-8"))
        judged = Judged(**record)
    except (OSError, ValueError, TypeError):
        return None
    drawn = (order.drawing_path(e, case) for e in order.entrants if e.name in judged.scores)
    return judged if part == "sample" or all(path.is_file() for path in drawn) else None


def _keep(order: Examination, case: Case, part: Part, judged: Judged) -> None:
    text = json.dumps(asdict(judged), indent=1, sort_keys=True)
    write(_record(order, case, part), text.encode())


JUDGING = ("examiner", "mesh", "score")
"""Files of `evaluate`, besides its metrics, on which results depend."""


@cache
def code_digest() -> str:
    """A sum over the code that draws and measures: results of other code are not gone on from."""
    root = Path(__file__).parents[1]
    above = ("api", "batch", "cli", "strokes", "train", "web", "evaluate")
    drawing = (path for path in root.rglob("*.py") if path.relative_to(root).parts[0] not in above)
    own = root / "evaluate"
    judging = (*(own / "metrics").rglob("*.py"), *(own / f"{n}.py" for n in JUDGING))
    summed = hashlib.sha256()
    for path in sorted((*drawing, *judging)):
        summed.update(path.read_bytes())
    return summed.hexdigest()

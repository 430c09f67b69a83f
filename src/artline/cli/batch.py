"""`artline batch`: many photos, from and to any storage, going on after whatever ended a run."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import Any

import click

from artline.cli.batch_report import BatchReport
from artline.cli.commands import Commands
from artline.cli.help import Command
from artline.cli.options import (
    artist_options,
    device_option,
    json_option,
    options_of,
    quiet_option,
    refuse_idle,
    take_frame,
    take_page,
    take_settings,
    verbose_option,
)
from artline.cli.preset_option import kept_beside, preset_option
from artline.errors import OutputError, SettingError, shown
from artline.options import DRAWING, FRAMING, ON_PAGE, Frame, PageSettings, Settings
from artline.options.files import PICTURE_FILE_OPTIONS
from artline.options.places import DRAW
from artline.system import streams

EXAMPLES = (
    ("artline batch photos/ -o drawn/", "A tree of photos:"),
    ("artline batch photos/ -o drawn/ --resume", "Going on where a run was ended:"),
    ("artline batch status drawn/", "What is drawn, how fast, and what failed:"),
    ("artline batch retry drawn/ --kind timeout", "What failed so, once more:"),
)

KINDS = ("files", "tar", "parquet")
"""What drawings may go into."""
ENGINES = ("local", "ray")
"""What brings photos to workers."""

_PART = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")


@click.group(
    "batch",
    cls=Commands,
    unsaid="run",
    examples=EXAMPLES,
    sections={"Commands": ("run", "status", "retry")},
    answers=True,
)
def batch() -> None:
    """Draw many photos, from any storage to any storage, and lose none.

    `artline batch SOURCE -o TARGET` is short for `artline batch run SOURCE -o TARGET`.
    """


@batch.command(cls=Command, examples=EXAMPLES[:2])
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="TARGET",
    help="A folder for drawings and manifest, or its address.",
)
@preset_option
@options_of(FRAMING, command=DRAW)
@options_of(DRAWING, command=DRAW)
@click.option(
    "--format",
    "kind",
    default="png",
    show_default=True,
    metavar="FORMAT",
    help="As suffixes say it: png, svg ….",
)
@options_of(ON_PAGE, command=DRAW)
@artist_options
@device_option
@options_of(PICTURE_FILE_OPTIONS, command=DRAW)
@click.option(
    "--into",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="One file a photo, or shards of 10,000: tar (WebDataset) or Parquet, with the photos.",
)
@click.option("--column", metavar="NAME", help="Of a list: the column that names the photos.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="What brings the photos to workers: processes of this machine, or Ray.",
)
@click.option(
    "--address",
    metavar="HOST:PORT",
    help="Of a Ray cluster, or auto; without it, Ray on this machine alone.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Workers; without it, all cores."
)
@click.option("--shard", metavar="I/N", help="Draw the I-th of N parts: one a machine.")
@click.option("--resume", is_flag=True, help="Go on with what the target has.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Draw N photos at most.")
@click.option("--dry-run", is_flag=True, help="Say how many would be drawn, and write nothing.")
@click.option(
    "--timeout",
    type=click.FloatRange(1),
    metavar="SECONDS",
    help="Give up a photo that takes longer.",
)
@quiet_option
@verbose_option
@click.pass_context
def run(ctx: click.Context, /, **chosen: Any) -> None:
    """Draw every photo of SOURCE, each once.

    SOURCE is a folder, a pattern such as 'photos/**/*.jpg', a list of paths (CSV, JSONL or
    Parquet), a tar file, or Parquet with the photos themselves; as a path or as an address
    (s3://, gs://, memory://). TARGET gets one file a photo, in folders as the photos are, or
    shards, and the manifest in .artline. Photos with the same content are drawn once, and linked.

    Exit code: 0 all drawn, 1 some failed, 2 wrong usage.
    """
    format_name = chosen.pop("kind")
    kept_beside(ctx, chosen, command=DRAW, format=format_name)
    page, settings, frame = take_page(chosen), take_settings(chosen), take_frame(chosen)
    refuse_idle(ctx, settings, page, command=DRAW, format=format_name)
    said = {
        "format": format_name,
        "settings": {name: getattr(settings, name) for name in settings.changed},
        "page": {name: getattr(page, name) for name in page.changed},
        "frame": {name: getattr(frame, name) for name in frame.changed},
        **{name: chosen[name] for name in _DESCRIBED},
    }
    ctx.exit(_run(said, chosen))


_DESCRIBED = (
    "source",
    "column",
    "into",
    "model",
    "threads",
    "max_pixels",
    "damaged",
    "device",
    "keep_metadata",
    "timeout",
)
"""What a target's description says besides settings, page and format, for `retry`."""


@batch.command(cls=Command, examples=EXAMPLES[2:3], needs="a batch that was run")
@click.argument("target", metavar="TARGET")
@json_option("All of it")
@verbose_option
def status(target: str, as_json: bool) -> None:
    """Say what is drawn in TARGET.

    How many photos, how fast, and what failed, by kind and with examples.
    """
    from artline.batch.manifest.status import status_of

    found = status_of(_place(target))
    if as_json:
        streams.give(json.dumps(found._asdict()))
        return
    counts = ", ".join(f"{count} {name}" for name, count in sorted(found.counts.items()))
    streams.give(f"{shown(target)}: {counts or 'no photo yet'}")
    if found.rate:
        streams.give(f"{found.rate:.2f} a second at the end, {found.seconds:.2f} s a drawing")
    for kind, count in sorted(found.kinds.items()):
        streams.give(f"{count} {kind}:")
        for example in found.examples[kind]:
            streams.give(f"  {example}")


@batch.command(cls=Command, examples=EXAMPLES[3:], needs="a batch that was run")
@click.argument("target", metavar="TARGET")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Of failures; without it, all of them."
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), metavar="N", help="Workers; without it, all cores."
)
@quiet_option
@verbose_option
@click.pass_context
def retry(
    ctx: click.Context, /, target: str, kinds: tuple[str, ...], jobs: int | None, quiet: bool
) -> None:
    """Draw once more what failed in TARGET.

    All else is as it was for the run.
    """
    from artline.batch.faults import ALL_KINDS
    from artline.batch.run import DESCRIPTION

    for kind in kinds:
        if kind not in ALL_KINDS:
            raise SettingError(f"kind: no {shown(kind)}; there are {', '.join(ALL_KINDS)}")
    said = json.loads(_place(target).read(DESCRIPTION) or b"")
    more = {"output": target, "jobs": jobs, "quiet": quiet, "resume": True}
    ctx.exit(_run(said, more, retried=frozenset(kinds or ALL_KINDS)))


def _place(target: str) -> Any:
    """The place of a target that has a manifest."""
    from artline.batch.place import Place
    from artline.batch.run import DESCRIPTION

    place = Place(target)
    if place.read(DESCRIPTION) is None:
        raise OutputError(f"{shown(target)}: has no manifest; name what -o was")
    return place


def _run(said: dict[str, Any], chosen: dict[str, Any], *, retried: Any = None) -> int:
    from artline.batch.draw import Draw
    from artline.batch.engine import Engine
    from artline.batch.local import Local
    from artline.batch.manifest.status import FAILED_LIST, write_failed
    from artline.batch.place import Place, need_extra
    from artline.batch.ray import Ray
    from artline.batch.run import Plan, Run
    from artline.batch.shards import Shards
    from artline.batch.targets import Files
    from artline.system.cores import cores

    try:
        import pyarrow  # noqa: F401 - the manifest is of it
    except ImportError:
        raise need_extra() from None
    place = Place(chosen["output"])
    draw = Draw(
        Settings.choose(**said["settings"]),
        said["format"],
        PageSettings.choose(**said["page"]),
        said["model"],
        said["threads"] or 1,
        said["device"],
        said["max_pixels"],
        said["damaged"],
        said["keep_metadata"],
        Frame.choose(**said.get("frame", {})),
    )
    jobs, timeout = chosen["jobs"], said["timeout"]
    in_memory = place.in_memory or said["source"].startswith("memory://")
    if in_memory and (jobs or 1) > 1:
        raise SettingError("memory://: only this process sees it; draw with -j 1")
    if in_memory and timeout:
        raise SettingError("timeout: counts for workers, and memory:// has none; leave it out")
    by_ray = chosen.get("engine") == "ray"
    if in_memory and by_ray:
        raise SettingError("memory://: only this process sees it; draw with --engine local")
    if chosen.get("address") and not by_ray:
        raise SettingError("address: counts for --engine ray alone; leave it out")
    part = _part(chosen.get("shard"))
    into = said["into"]
    target = Files(place) if into == "files" else Shards(place, into, str(part))
    plan = Plan(
        said["source"],
        target,
        draw,
        said["column"],
        part,
        chosen.get("limit"),
        chosen["resume"],
        retried,
        said,
    )
    going = Run(plan)
    if chosen.get("dry_run"):
        known = going.dry()
        passed = ", ".join(f"{count} {state}" for state, count in sorted(known.items()))
        count = going.counts["would draw"]
        streams.give(f"{count} would be drawn{f' ({passed})' if passed else ''}")
        return 0
    engine: Engine = Local(1 if in_memory else jobs or cores(), timeout, apart=not in_memory)
    if by_ray:
        gpus = int(draw.device == "cuda")
        engine = Ray(jobs, chosen.get("address"), timeout, draw.threads or 1, gpus)
    # Ray says on stdout what became of its actors.
    with (
        contextlib.redirect_stdout(sys.stderr) if by_ray else contextlib.nullcontext(),
        BatchReport(chosen["quiet"]) as report,
    ):
        with contextlib.closing(going.draw(engine)) as results:
            for result in results:
                report.tell(result, going.total)
        for note in going.notes:
            report.say(f"note: {note}")
    failed = write_failed(place)
    if failed:
        url = f"{place.url.rstrip('/')}/{FAILED_LIST}"
        streams.say(f"error: {failed} failed; {shown(url)} lists them")
    return 1 if failed else 0


def _part(shard: str | None) -> Any:
    from artline.batch.tasks import WHOLE, Part

    if shard is None:
        return WHOLE
    found = _PART.fullmatch(shard)
    if found is None or int(found[1]) > int(found[2]):
        raise SettingError(f"shard: {shown(shard)} is no part of a whole; give 1/4, 2/4 …")
    return Part(int(found[1]), int(found[2]))

"""`artline evaluate tally`: what the judges said."""

from __future__ import annotations

from pathlib import Path

import click

from artline.cli.evaluate.judging import finish
from artline.cli.evaluate.options import FILE
from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.system import streams

EXAMPLES = (
    ("artline evaluate tally sheet-key.json answers.csv", "One judge:"),
    ("artline evaluate tally sheet-key.json answers-*.csv", "Several, counted together:"),
)


@click.command(cls=Command, examples=EXAMPLES, needs="answers")
@click.argument("key", type=FILE, metavar="KEY")
@click.argument("answers", type=FILE, nargs=-1, required=True, metavar="ANSWERS...")
@verbose_option
@click.pass_context
def tally(ctx: click.Context, /, *, key: str, answers: tuple[str, ...]) -> None:
    """Count what judges preferred.

    The share is ours among the answers that were not ties, with Wilson's 95 % interval.
    """
    from artline.evaluate.table import grid
    from artline.evaluate.tally import tally as count

    counts, problems = count(Path(key), [Path(path) for path in answers])
    rows = []
    for c in counts:
        share = "–"
        if c.share:
            low, high = 100 * c.share.low, 100 * c.share.high
            share = f"{100 * c.share.value:.0f} % ({low:.0f}–{high:.0f})"
        rows.append([c.question, str(c.ours), str(c.rival), str(c.ties), share])
    streams.give(grid(["question", "ours", "rival", "ties", "ours preferred"], rows))
    finish(ctx, problems)

"""`artline models`: what there is to draw with."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.cli.options import json_option
from artline.system import streams

EXAMPLES = (
    ("artline models", "What there is:"),
    ("artline models --json", "With checksums and what each was trained on:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@json_option("Every row of the registry")
def models(as_json: bool) -> None:
    """List the models, their size and terms.

    Any other ONNX file with artline's contract can be named by path: `--model ./mine.onnx`.
    """
    import json
    from dataclasses import asdict

    from artline.models.store import rows

    if as_json:
        streams.give(json.dumps([asdict(row) for row in rows().values()]))
        return
    for row in rows().values():
        streams.give(f"{row.name} ({row.kind}, {row.size / 1e6:.1f} MB)")
        streams.give(f"  {row.about}\n  terms: {row.licence}")

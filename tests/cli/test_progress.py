"""What a bar says of the time that is left."""

from __future__ import annotations

import io

import pytest

from artline.cli.progress import left, time_left


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.2, "about 1 s left"),
        (41.4, "about 41 s left"),
        (300, "about 5 min left"),
        (5000, "about 83 min left"),
        (20_000, "about 6 h left"),
    ],
)
def test_time_is_said_as_people_say_it(seconds: float | None, said: str) -> None:
    """Protects from "-:--:-- left", and from false precision."""
    assert time_left(seconds) == said


def test_a_bar_says_nothing_of_time_before_it_knows() -> None:
    """Protects the first seconds of a run from a row of dashes."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(file=io.StringIO(), width=60, force_terminal=True)
    progress = Progress(left(), console=console)
    progress.add_task("", total=10)
    with console.capture() as shown:
        console.print(progress.get_renderable())
    assert "left" not in shown.get() and "-" not in shown.get()

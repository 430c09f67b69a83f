"""The entry: short forms, help, one-line errors, exit codes, and a start without ballast."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

import artline
from artline.cli import cli
from artline.cli.help import Command
from artline.options import DRAWING

COMMANDS = sorted(cli.commands)


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> dict[str, click.Command]:
    """Every command that does something, by what is typed after `artline`."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= leaves(command, (*path, name))
        else:
            found[" ".join((*path, name))] = command
    return found


LEAVES = leaves(cli)


def test_the_version_is_the_packages(artline_cli: Callable[..., Any]) -> None:
    """Protects bug reports."""
    run = artline_cli("--version")
    assert (run.code, run.out) == (0, f"artline {artline.__version__}\n")


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help_lists_every_command(artline_cli: Callable[..., Any], arguments: Any) -> None:
    """Protects whoever types nothing but the name."""
    run = artline_cli(*arguments)
    assert run.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in run.out
    assert "$ artline photo.jpg" in run.out


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_every_command_explains_itself_by_example(
    artline_cli: Callable[..., Any], name: str
) -> None:
    """Protects the help: a command or option without words, or a long first line, fails."""
    command = LEAVES[name]
    assert isinstance(command, Command)
    assert command.examples
    assert len((command.help or "").splitlines()[0]) <= 50
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, option.name
    run = artline_cli(*name.split(), "--help")
    assert run.code == 0
    for line, _ in command.examples:
        assert f"$ {line}\n" in run.out


def test_what_settings_say_is_what_help_says(artline_cli: Callable[..., Any]) -> None:
    """Protects the promise that these texts are written once."""
    shown = " ".join(artline_cli("draw", "--help").out.split())
    for option in DRAWING.values():
        assert " ".join(option.about.split()) in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x.jpg", "--nope"), "no such option"),
        (("draw",), "missing argument"),
        (("x.jpg", "--look", "inkk"), "did you mean ink?"),
        (("x.jpg", "--weight", "9"), "from 0.25 to 4"),
        (("x.jpg", "--weight", "nan"), "from 0.25 to 4"),
        (("x.jpg", "--ink", "blurple"), "blurple is not a colour"),
        (("x.jpg", "--size", "3"), "size: 3 is not a whole number"),
        (("x.jpg", "-o", "x.xyz"), "unknown suffix .xyz"),
        (("x.jpg", "--format", "psd"), "format psd: not known"),
        (("x.jpg", "--force", "--skip-existing"), "exclude each other"),
        (("x.jpg", "-o", "y.jpg", "--background", "transparent"), "png, webp, tiff, avif"),
        (("x.jpg", "-o", "-", "--json"), "cannot both go to stdout"),
        (("x.jpg", "y.jpg", "-o", "z.png"), "name a folder"),
        (("x.jpg", "-", "-o", "z"), "stdin is one photo"),
        (("x.jpg", "-j", "0"), "0 is not in the range"),
        (("x.jpg", "--threads", "0"), "threads: 0"),
        (("x.jpg", "--max-pixels", "0"), "max_pixels: 0"),
        (("x.jpg", "--model", "nobody"), "nobody"),
        (("x.jpg", "--model", "./nobody.onnx"), "nobody.onnx"),
        (("completion", "tcsh"), "'tcsh' is not one of"),
        (("compare", "x.jpg", "-o", "y.xyz"), "unknown suffix"),
        (("looks", "x.jpg", "--ink", "blurple"), "not a colour"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(
    artline_cli: Callable[..., Any], arguments: tuple[str, ...], words: str
) -> None:
    """Protects scripts, which look at the code, and people, who read one line."""
    run = artline_cli(*arguments)
    assert run.code == 2
    assert run.stderr.startswith("error: ")
    assert run.stderr.count("\n") == 1
    assert words in run.stderr
    assert not run.stdout


def test_a_fault_of_our_own_is_one_line(
    artline_cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects users from tracebacks where the code is broken."""
    monkeypatch.setattr("artline.models.store.rows", lambda: {}[0])
    run = artline_cli("models")
    assert run.code == 1
    assert run.stderr == "error: artline is at fault (KeyError: 0); please report it\n"


HEAVY = "onnxruntime PIL scipy rich multiprocessing urllib.request skimage platformdirs tomllib"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["draw", "--help"], ["looks"]])
def test_starting_loads_nothing_heavy(arguments: list[str]) -> None:
    """Protects the time between Enter and the first word."""
    code = (
        "import sys; from artline.cli import main; "
        f"main({arguments!r}); heavy = set({HEAVY.split()!r}) & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(artline_cli: Callable[..., Any], shell: str) -> None:
    """Protects `artline completion bash >> ~/.bashrc`."""
    run = artline_cli("completion", shell)
    assert run.code == 0
    assert "_ARTLINE_COMPLETE" in run.out


def test_completion_knows_looks_options_and_commands(tmp_path: Path) -> None:
    """Protects what happens on Tab, also where `draw` is left unsaid."""
    from click.shell_completion import ShellComplete

    def completed(arguments: list[str], word: str) -> set[str]:
        shell = ShellComplete(cli, {}, "artline", "_ARTLINE_COMPLETE")
        return {item.value for item in shell.get_completions(arguments, word)}

    assert {"compare", "completion"} <= completed([], "com")
    assert completed(["photo.jpg", "--look"], "b") == {"bold", "brush"}
    assert "--background" in completed(["photo.jpg"], "--back")


def test_the_reference_in_docs_is_fresh() -> None:
    """Protects docs/cli.md: run `python scripts/cli_reference.py` when this fails."""
    import runpy

    script = Path(__file__).parents[2] / "scripts" / "cli_reference.py"
    made = runpy.run_path(str(script))
    assert made["TARGET"].read_text(encoding="utf-8") == made["reference"]()

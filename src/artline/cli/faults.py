"""What is said of a run that ended in an exception, and its exit code."""

from __future__ import annotations

import traceback

import click

from artline.errors import ArtlineError, ModelError, SettingError, shown
from artline.system import streams
from artline.system.refusals import refusal

FAILED, WRONG_USAGE, STOPPED, TERMINATED = 1, 2, 130, 143

_CLICKS = ("No such ", "Missing ", "Invalid ", "Option ", "Got ", "Could ")
"""How click begins."""


def refused(fault: BaseException, verbose: bool) -> int:
    """Say in one line on stderr what ended the run.

    Returns:
        The exit code.
    """
    if isinstance(fault, KeyboardInterrupt | click.Abort):
        return STOPPED
    if isinstance(fault, BrokenPipeError):  # whoever read stdout is gone: end quietly
        return FAILED
    if isinstance(fault, click.ClickException | ArtlineError):
        wrong_usage = isinstance(fault, click.UsageError | SettingError | ModelError)
        said = _usage(fault) if isinstance(fault, click.ClickException) else str(fault)
        streams.say(f"error: {said}")
        return WRONG_USAGE if wrong_usage else FAILED
    if verbose:
        streams.say("".join(traceback.format_exception(fault)), end="")
    name = shown(f"{type(fault).__name__}: {fault}")
    ours = f"artline is at fault ({name}); please report it"
    streams.say(f"error: {refusal(fault) or ours}")
    return FAILED


def _usage(fault: click.ClickException) -> str:
    said = _lowered(fault.format_message())
    if not isinstance(fault, click.UsageError):
        return said
    return f"{said}; see {fault.ctx.command_path if fault.ctx else 'artline'} --help"


def _lowered(message: str) -> str:
    """Messages of click as ours are; those that begin with a name keep it."""
    message = message.strip().removesuffix(".").replace("\n", " ")
    return message[:1].lower() + message[1:] if message.startswith(_CLICKS) else message

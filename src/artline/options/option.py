"""An option: the one row that its check, its help and every way of giving it are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic

from artline.errors import SettingError
from artline.options.applies import Case, Known, counts, why_idle
from artline.options.kinds import Kind, Number, T_co

EVERYWHERE: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Option(Generic[T_co]):
    """Something that the user can choose.

    Attributes:
        name: as Python and HTTP spell it; the command line writes - for _.
        kind: what its values are, with their range.
        default: its neutral value; None where it is not given.
        help: one line that says what it does.
        example: a value other than the default.
        applies_to: where it does something.
        values_apply_to: values that do something in fewer places → where.
    """

    name: str
    kind: Kind[T_co]
    default: T_co
    help: str
    example: Any
    applies_to: tuple[Case, ...] = EVERYWHERE
    values_apply_to: Mapping[object, tuple[Case, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def check(self, value: object) -> object:
        """The value as it is kept; None stays None where that is the default.

        Raises:
            SettingError: names the option, what is wrong and what is allowed.
        """
        if value is None and self.default is None:
            return None
        return self.kind.check(self.name, value)

    def counts(self, known: Known) -> bool:
        """Whether it does something there: `idle` without the reason, and without its cost."""
        values = self.values_apply_to.get(known.get(self.name), EVERYWHERE)
        return counts(self.applies_to, known) and counts(values, known)

    def idle(self, known: Known) -> str:
        """Why it does nothing there, in one line; "" where it does something.

        Args:
            known: look, format, command and options, as far as they are known.
        """
        reason = why_idle(self.applies_to, known)
        if reason:
            return f"{self.name}: {reason}"
        value = known.get(self.name)
        reason = why_idle(self.values_apply_to.get(value, EVERYWHERE), known)
        return f"{self.name} {value}: {reason}" if reason else ""

    @property
    def about(self) -> str:
        """Its help, with the range of a number."""
        if isinstance(self.kind, Number):
            return f"{self.help} [{self.kind.low:g}..{self.kind.high:g}]"
        return self.help


Table = Mapping[str, Option[Any]]
"""Options by name, in the order in which help lists them."""


def table(*options: Option[Any]) -> Table:
    """A table of options."""
    return MappingProxyType({option.name: option for option in options})


def refuse_idle(options: Table, given: Iterable[str], known: Known) -> None:
    """Refuse what was given and would do nothing.

    Args:
        options: rows of everything that may be given.
        given: names of what was; others are passed over.
        known: look, format, command and options, as far as they are known.

    Raises:
        SettingError: names the first, and says what it is for.
    """
    for name in given:
        if name in options and (reason := options[name].idle(known)):
            raise SettingError(reason)

"""Where an option does something: in which looks, formats and commands, beside which others.

An option's `applies_to` is a row of cases; it does something where any of them holds, and a case
holds where all of its conditions do. What is not known (the format, while a drawing is being
finished) speaks against no case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from artline.errors import shown


@dataclass(frozen=True, slots=True)
class Condition:
    """What the value of something must be: among `values`, or none of them.

    Attributes:
        values: words, or the values of another option; None is an option that is not given.
        excluded: the value must be none of `values`.
    """

    values: Collection[object]
    excluded: bool = False

    def holds(self, value: object) -> bool:
        """Whether the value is as it must be."""
        return (value in self.values) is not self.excluded


Case = Mapping[str, Condition]
"""Name of an option, or "look", "format" or "command" → what it must be."""
Known = Mapping[str, object]
"""Name of an option, or "look", "format" or "command" → its value."""


def among(*values: object) -> Condition:
    """The value is one of these."""
    return Condition(values)


def within(names: Collection[str]) -> Condition:
    """The value is one of these names, to which packages may add."""
    return Condition(names)


def other_than(*values: object) -> Condition:
    """The value is none of these."""
    return Condition(values, excluded=True)


GIVEN = other_than(None)
NOT_GIVEN = among(None)
SWITCHED_ON = among(True)
SWITCHED_OFF = among(False)


def when(**conditions: Condition) -> Case:
    """A case in which all of these hold."""
    return conditions


def broken(case: Case, known: Known) -> list[str]:
    """Names of the conditions of a case that are known not to hold."""
    return [name for name, must in case.items() if name in known and not must.holds(known[name])]


def counts(cases: tuple[Case, ...], known: Known) -> bool:
    """Whether something is done in any of the cases."""
    return not cases or any(not broken(case, known) for case in cases)


def why_idle(cases: tuple[Case, ...], known: Known) -> str:
    """Why nothing is done in any of the cases, as the end of a sentence; "" where something is."""
    if counts(cases, known):
        return ""

    def distance(case: Case) -> tuple[int, bool]:
        """Fewest broken conditions first; among those, none that another case lifts."""
        names = broken(case, known)
        return len(names), any(known[name] in _allowed(name, cases) for name in names)

    closest = min(cases, key=distance)
    name = broken(closest, known)[0]
    return _said(name, known[name], closest[name], _allowed(name, cases))


def _allowed(name: str, cases: tuple[Case, ...]) -> tuple[object, ...]:
    """All that a name may be in any of the cases."""
    found = [case[name].values for case in cases if name in case and not case[name].excluded]
    return tuple(dict.fromkeys(value for values in found for value in values))


def _said(name: str, value: object, must: Condition, allowed: tuple[object, ...]) -> str:
    if name in ("look", "format", "command"):
        where = f"look {shown(value)}" if name == "look" else shown(value)
        return f"does nothing in {where}; it is for {', '.join(map(str, allowed))}"
    if must == GIVEN or (value is False and must == SWITCHED_ON):
        return f"does nothing without {name}; give both"
    if must == NOT_GIVEN or (value is True and must == SWITCHED_OFF):
        return f"does nothing with {name}; give one of the two"
    remedy = f"choose another {name}" if must.excluded else f"it is for {name} {_words(must)}"
    return f"does nothing with {name} {shown(value)}; {remedy}"


def _words(must: Condition) -> str:
    return ", ".join(map(shown, must.values))

"""Names of drawings, no two alike, not even where case does not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def distinct(short: Sequence[str], long: Sequence[str]) -> list[str]:
    """The short name of each where it is the only one; else the long one, then with a number.

    Args:
        short: a name for each, as it should be.
        long: the name that it grows to where another has the short one.
    """
    names = list(short)
    # A long name may meet another's short one, which then must grow too.
    while clashing := _clashing(names) & {
        name.casefold() for name, brief in zip(names, short, strict=True) if name is brief
    }:
        names = [
            grown if name is brief and name.casefold() in clashing else name
            for name, brief, grown in zip(names, short, long, strict=True)
        ]
    return _numbered(names)


def _clashing(names: Iterable[str]) -> set[str]:
    counts = Counter(name.casefold() for name in names)
    return {name for name, count in counts.items() if count > 1}


def _numbered(names: Sequence[str]) -> list[str]:
    """Of one name from several places: `a.jpg.png`, then `a.jpg-2.png`."""
    taken = {name.casefold() for name in names}
    seen: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 1
        while candidate.casefold() in seen or (number > 1 and candidate.casefold() in taken):
            number += 1
            stem, _, suffix = name.rpartition(".")
            candidate = f"{stem}-{number}.{suffix}"
        seen.add(candidate.casefold())
        result.append(candidate)
    return result

"""What settings have in common: every value is checked when the object is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from artline.errors import SettingError, shown
from artline.options.kinds import nearest
from artline.options.option import Table, refuse_idle


@dataclass(frozen=True, slots=True)
class Checked:
    """Values of the options of a table, each in a field of the option's name.

    Attributes:
        OPTIONS: the table.
    """

    OPTIONS: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        """`help()` lists the options as their rows say them."""
        if cls.__doc__ and "Attributes:" not in cls.__doc__:
            rows = "".join(f"        {o.name}: {o.about}\n" for o in cls.OPTIONS.values())
            cls.__doc__ = f"{cls.__doc__.rstrip()}\n\n    Attributes:\n{rows}    "

    def __post_init__(self) -> None:
        for option in self.OPTIONS.values():
            checked = option.check(getattr(self, option.name))
            object.__setattr__(self, option.name, checked)
        self._check_together()
        refuse_idle(self.OPTIONS, self.changed, self.values)

    def _check_together(self) -> None:
        """Refuse values that are right by themselves and wrong with others."""

    @classmethod
    def choose(cls, **values: Any) -> Self:
        """Settings from names and values; an unknown name is refused with the nearest one."""
        for name in values:
            if name not in cls.OPTIONS:
                near = nearest(name, list(cls.OPTIONS))
                raise SettingError(f"{shown(name)}: no such setting{near}")
        return cls(**values)

    @property
    def values(self) -> dict[str, object]:
        """Every option's name and value."""
        return {name: getattr(self, name) for name in self.OPTIONS}

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the options that are not neutral."""
        return tuple(
            name for name, option in self.OPTIONS.items() if getattr(self, name) != option.default
        )

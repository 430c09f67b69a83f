"""What the network saw."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from artline.nouns.face import Face
from artline.nouns.locked import locked
from artline.nouns.mesh import Mesh
from artline.nouns.photo import Photo


class Sized(Protocol):
    """What says how many bytes it takes: arrays and marks."""

    @property
    def nbytes(self) -> int:
        """Its bytes."""
        ...


Kept = TypeVar("Kept", bound=Sized)
"""What is kept with ink."""


def _kept(found: Any) -> Any:
    """An array read-only; nouns are so already."""
    return locked(found) if isinstance(found, np.ndarray) else found


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What the network saw in a photo, at working size; every look is finished from this.

    Attributes:
        channels: name → float32 h×w, 0..1, 1 = ink. `line`: the telling lines; `mass`: solid
            black, strands of light open in it; `scene`: every coherent line of the picture;
            `pressure`: how dark the ink of lines and masses is; others as the model names them.
            Among these may be parts, 1 = belongs to it: `hair`, `skin` and `cloth`.
        subject: float32 h×w, 0..1, 1 = the sitter or sitters.
        lightness: float32 h×w, 0..1, CIE L*/100 of the photo at working size.
        photo: the photo itself, by reference.
        model: name of the model that saw it.
        pitch: working pixels per pixel of the coarsest pass (1.0, or more where small faces
            made the canvas finer): lines are about 2.5·pitch wide.
        faces: faces found, largest first.
        meshes: the landmarks of those faces in which they were seen, in working pixels.
        notices: one-line remarks for the user.
        claimed: bool h×w, where the user said that it belongs to the sitter: nothing there is
            taken for furniture or specks; None where nothing was said.
        erased: bool h×w, where the user wants nothing drawn, whatever the photo has there; None
            where nothing was said.
        added: float32 h×w, 0..1, ink that the user drew by hand; None where there is none.
        draft: whether it is followed coarsely, in half the time: a knob is being turned.
    """

    channels: Mapping[str, NDArray[np.float32]]
    subject: NDArray[np.float32]
    lightness: NDArray[np.float32]
    photo: Photo
    model: str
    pitch: float = 1.0
    faces: tuple[Face, ...] = ()
    meshes: tuple[Mesh, ...] = ()
    notices: tuple[str, ...] = ()
    claimed: NDArray[np.bool_] | None = None
    erased: NDArray[np.bool_] | None = None
    added: NDArray[np.float32] | None = None
    draft: bool = False
    _found: dict[str, NDArray[Any]] = field(default_factory=dict, init=False, repr=False)
    _latest: dict[str, tuple[Hashable, Any]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("claimed", "erased", "added"):
            mask = getattr(self, name)
            if mask is not None:
                object.__setattr__(self, name, locked(mask))
        channels = {name: locked(channel) for name, channel in self.channels.items()}
        object.__setattr__(self, "channels", MappingProxyType(channels))
        for name in ("subject", "lightness"):
            object.__setattr__(self, name, locked(getattr(self, name)))

    def once(self, name: str, find: Callable[[Ink], NDArray[Any]]) -> NDArray[Any]:
        """What follows from this ink alone, found the first time that it is asked for.

        Turning a knob changes none of it, and half of finishing would go into finding it anew.

        Args:
            name: of what is found, as "module.function".
            find: finds it; must depend on the ink alone.

        Returns:
            What `find` gave, read-only.
        """
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = locked(find(self))
        return found

    def latest(self, name: str, key: Hashable, find: Callable[[], Kept]) -> Kept:
        """What follows from this ink and some settings, found anew only when these change.

        Turning one knob leaves alone what follows from the others. Only the latest is kept, so
        that memory does not grow with the number of settings that were tried.

        Args:
            name: of what is found, as "module.function".
            key: the settings that it follows from.
            find: finds it, an array or a noun; must depend on the ink and the key alone.

        Returns:
            What `find` gave, an array read-only.
        """
        known = self._latest.get(name)
        if known is None or known[0] != key:
            found = find()
            known = self._latest[name] = (key, _kept(found))
        kept: Kept = known[1]
        return kept

    @property
    def kept_bytes(self) -> int:
        """Bytes of what `once` and `latest` keep."""
        kept = (*self._found.values(), *(found for _, found in self._latest.values()))
        return sum(found.nbytes for found in kept)

    @property
    def shape(self) -> tuple[int, int]:
        """Working height and width in pixels."""
        return int(self.subject.shape[0]), int(self.subject.shape[1])

    @property
    def scale(self) -> float:
        """Photo pixels per working pixel."""
        return max(self.photo.height, self.photo.width) / max(self.shape)

    @property
    def coverage(self) -> float:
        """Share of the picture that belongs to the sitter, 0..1."""
        return float((self.subject > 0.5).mean())

    def __repr__(self) -> str:
        h, w = self.shape
        return f"Ink({', '.join(self.channels)}; {w}×{h} of {self.photo!r})"

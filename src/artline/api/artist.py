"""A model loaded once, that draws any number of photos."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any, Unpack, cast

from artline import pipeline
from artline.errors import SettingError, shown
from artline.ink.load import load
from artline.looks import LOOKS, Look
from artline.nouns import Drawing, Ink, Photo, Window
from artline.options import FRAMING, Frame, Settings
from artline.options.frame import WHOLE
from artline.options.keywords import DrawingOptions, PhotoOptions
from artline.options.reading import DAMAGED, DEFAULT_MAX_PIXELS, DEFAULT_MODEL, DEVICES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALLEST_PASS = 64
"""Shortest long side of a pass that may be asked for, pixels."""
LARGEST_PASS = 2048
"""Longest long side of a pass that may be asked for, pixels."""


class Artist:
    """A model loaded once, that sees photos and finishes drawings. Safe to share by threads.

    Args:
        model: a registered name (`artline models`) or the path of an ONNX file with a contract.
        threads: threads of the network; None is one per core.
        max_pixels: photos with more pixels are refused before they are decoded.
        damaged: draw what is left of a damaged JPEG, with a notice, instead of refusing it.
        device: where the network runs: "cpu"; "cuda", of ONNX Runtime's build for GPUs, with a
            notice where there is none; or "auto", which takes cuda where it is.

    Raises:
        ModelError: unknown, damaged or missing model, or one without a valid contract.
        SettingError: `threads`, `max_pixels`, `damaged` or `device` out of range.
    """

    def __init__(
        self,
        model: str | PathLike[str] = DEFAULT_MODEL,
        *,
        threads: int | None = None,
        max_pixels: int = DEFAULT_MAX_PIXELS,
        damaged: bool = False,
        device: str = "auto",
    ) -> None:
        _check(threads, max_pixels, device)
        self.max_pixels = max_pixels
        self.damaged = DAMAGED.kind.check(DAMAGED.name, damaged)
        self._loaded = load(model, threads=threads, device=device)

    @property
    def looks(self) -> tuple[str, ...]:
        """Names of the looks that this model can draw, in the table's order."""
        contract = self._loaded.network.contract
        seen = {*contract.channels, *contract.hand, *contract.parts}
        return tuple(name for name, look in LOOKS.items() if seen.issuperset(look.channels))

    def see(
        self,
        photo: Any,
        *,
        looks: Iterable[str] | None = None,
        side: int | None = None,
        frame: Frame = WHOLE,
    ) -> Ink:
        """Look at a photo once; every look and knob is finished from what this gives.

        Args:
            photo: path, bytes, binary file, Pillow image, array or `Photo`.
            looks: names of those that will be wanted, where that is known: channels that cost
                time of their own and that none of them needs are left out. None sees everything.
            side: long side of the network's pass in pixels, 64 to 2048, where small drawings are
                wanted soon: thumbnails. Lines are then broader in the picture. None is what the
                model sees best, and small faces once more from near.
            frame: how the photo is turned, straightened and cropped first.

        Raises:
            PhotoError: it cannot be read; or a crop around the faces was asked for and there
                are none.
            SettingError: no such look, `side` out of range, or a crop beyond the photo.
            MemoryShortError: not enough memory, even with the smallest tiles.
        """
        if side is not None and not SMALLEST_PASS <= side <= LARGEST_PASS:
            raise SettingError(
                f"side: {shown(side)} is not a whole number from {SMALLEST_PASS} to {LARGEST_PASS}"
            )
        if not isinstance(photo, Photo):
            photo = pipeline.read(photo, max_pixels=self.max_pixels, damaged=self.damaged)
        photo = self.framed(photo, frame)
        return pipeline.see(photo, self._loaded, wanted=_rows(looks), side=side)

    def framed(self, photo: Photo, frame: Frame) -> Photo:
        """A photo turned, straightened and cropped.

        Raises:
            PhotoError: a crop around the faces was asked for and there are none.
            SettingError: the crop reaches beyond the photo, or that is too long to be tilted.
        """
        return pipeline.framed(photo, frame, self._loaded)

    def finish(
        self, ink: Ink, settings: Settings | None = None, /, **knobs: Unpack[DrawingOptions]
    ) -> Drawing:
        """A drawing from ink; the network does not run.

        Args:
            ink: what `see` gave.
            settings: settings as one object, or
            **knobs: as names and values (`look="bold"`, `weight=2`); not both.

        Raises:
            SettingError: an unknown setting, a value out of range, or one that would do nothing.
            ModelError: the model that saw the ink lacks a channel that the look needs.
        """
        return pipeline.finish(ink, _settings(settings, knobs))

    def region(
        self,
        ink: Ink,
        window: Window,
        settings: Settings | None = None,
        /,
        **knobs: Unpack[DrawingOptions],
    ) -> NDArray[np.uint8]:
        """Pixels of a part of a drawing, however large the whole of it would be.

        Args:
            ink: what `see` gave.
            window: in pixels of the drawing at its `size`.
            settings: settings as one object, or
            **knobs: as names and values (`look="bold"`, `size=24_000`); not both.

        Returns:
            What `finish(…).pixels` has there: uint8 h×w, h×w×3 or h×w×4.

        Raises:
            SettingError: as for `finish`; or the window reaches beyond the drawing.
            ModelError: the model that saw the ink lacks a channel that the look needs.
        """
        return pipeline.region(ink, _settings(settings, knobs), window)

    def retouch(
        self,
        ink: Ink,
        *,
        erase: NDArray[Any] | None = None,
        restore: NDArray[Any] | None = None,
        sitter: NDArray[Any] | None = None,
        add: NDArray[Any] | None = None,
    ) -> Ink:
        """Ink corrected by hand; `finish` it in any look.

        Args:
            ink: what `see` gave; it stays as it is.
            erase: nothing is drawn here.
            restore: every line that was seen here is drawn, though it was left out.
            sitter: this belongs to the sitter.
            add: ink drawn by hand, whatever the photo has there. Each mask is bool or 0..1, h×w
                of any size over the whole photo; where masks overlap, erasing wins.

        Raises:
            SettingError: a mask that is no such array.
        """
        from artline.ink.retouch import retouched

        return retouched(ink, erase=erase, restore=restore, sitter=sitter, add=add)

    def give_back(self) -> None:
        """Give memory that is kept for the next photo back to the system, after a busy time.

        It costs a twentieth of a second, and the next photo a tenth of its pass of the network.

        Raises:
            MemoryShortError: there is not even enough for that.
        """
        from artline.system.memory import give_back_freed

        self._loaded.network.give_back()
        give_back_freed()

    def draw(
        self, photo: Any, settings: Settings | None = None, /, **knobs: Unpack[PhotoOptions]
    ) -> Drawing:
        """See and finish in one step; arguments and errors of both, and those of `Frame`."""
        frame, others = _parted(knobs)
        chosen = _settings(settings, others)
        return pipeline.finish(self.see(photo, looks=[chosen.look], frame=frame), chosen)


def draw(photo: Any, settings: Settings | None = None, /, **knobs: Unpack[PhotoOptions]) -> Drawing:
    """Draw one photo with the bundled model. For several, make an `Artist` once.

    Args:
        photo: path, bytes, binary file, Pillow image, array (uint8, uint16 or float 0..1;
            H×W, H×W×3 or H×W×4) or `Photo`.
        settings: settings as one object, or
        **knobs: as names and values, each of them an attribute of `Settings`; not both. Those of
            `Frame` may stand beside either: `turn`, `straighten`, `crop`.

    Returns:
        The drawing, at exactly the photo's pixels unless `size` says otherwise.

    Raises:
        ArtlineError: in one line, what is wrong and what to do.
    """
    frame, others = _parted(knobs)
    chosen = _settings(settings, others)
    return Artist().draw(photo, chosen, **frame.keywords)


def check(
    model: str | PathLike[str], threads: int | None, max_pixels: int, device: str = "auto"
) -> None:
    """Refuse early what an `Artist` would refuse, as far as it can be told without the model.

    Raises:
        ModelError: unknown model, or no such file.
        SettingError: `threads`, `max_pixels` or `device` out of range.
    """
    from artline.models.session import tell_of_device
    from artline.models.store import check as check_model

    _check(threads, max_pixels, device)
    check_model(model)
    tell_of_device(device)


def _check(threads: int | None, max_pixels: int, device: str) -> None:
    if threads is not None and not 1 <= threads <= 1024:
        raise SettingError(f"threads: {shown(threads)} is not a whole number from 1 to 1024")
    if max_pixels < 1:
        raise SettingError(f"max_pixels: {shown(max_pixels)} is not above 0")
    if device not in DEVICES:
        raise SettingError(f"device: {shown(device)} is none of {', '.join(DEVICES)}")


def _rows(looks: Iterable[str] | None) -> list[Look] | None:
    return None if looks is None else [LOOKS[Settings(look=look).look] for look in looks]


def _parted(knobs: PhotoOptions) -> tuple[Frame, DrawingOptions]:
    """How a photo is framed, and how it is drawn."""
    frame = Frame.choose(**{name: value for name, value in knobs.items() if name in FRAMING})
    others = {name: value for name, value in knobs.items() if name not in FRAMING}
    return frame, cast("DrawingOptions", others)


def _settings(settings: Settings | None, knobs: DrawingOptions) -> Settings:
    if settings is None:
        return Settings.choose(**knobs)
    if knobs:
        raise SettingError(f"{shown(next(iter(knobs)))}: give settings or knobs, not both")
    return settings

"""The corridor: the only file that walks from a photo to a drawing. Read it first.

    read → see → finish → save

Nothing heavy is imported until a step needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from artline.errors import SettingError, shown
from artline.loading import face_finder, face_mesh, load, models
from artline.looks import LOOKS, Look
from artline.nouns import Drawing, Ink, Mesh, Photo, Strokes
from artline.options import ON_PAGE, OPTIONS, PageSettings, Settings, refuse_idle
from artline.options.files import KEEP_METADATA
from artline.options.keywords import DrawingOptions, PageOptions
from artline.options.page import PAGE
from artline.output.registry import FORMATS, Format, format_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh
    from artline.ink.network import Network
    from artline.ink.teacher import Teacher

__all__ = [
    "DEFAULT_MAX_PIXELS",
    "DEFAULT_MODEL",
    "FORMATS",
    "NO_SITTER",
    "Artist",
    "Format",
    "draw",
    "encode",
    "face_finder",
    "face_mesh",
    "finish",
    "models",
    "plain_pixels",
    "read",
    "save",
    "save_strokes",
    "see",
    "strokes",
]

DEFAULT_MODEL = "portrait"
DEFAULT_MAX_PIXELS = 200_000_000
NO_SITTER = "nobody found in the foreground; drew the whole scene, as --background keep does"


class Artist:
    """A model loaded once, that sees photos and finishes drawings. Safe to share by threads.

    Args:
        model: a registered name (`artline models`) or the path of an ONNX file with a contract.
        threads: threads of the network; None is one per core.
        max_pixels: photos with more pixels are refused before they are decoded.

    Raises:
        ModelError: unknown, damaged or missing model, or one without a valid contract.
        SettingError: `threads` or `max_pixels` out of range.
    """

    def __init__(
        self,
        model: str | PathLike[str] = DEFAULT_MODEL,
        *,
        threads: int | None = None,
        max_pixels: int = DEFAULT_MAX_PIXELS,
    ) -> None:
        if threads is not None and not 1 <= threads <= 1024:
            raise SettingError(f"threads: {shown(threads)} is not a whole number from 1 to 1024")
        if max_pixels < 1:
            raise SettingError(f"max_pixels: {shown(max_pixels)} is not above 0")
        self.max_pixels = max_pixels
        self._loaded = load(model, threads=threads)

    @property
    def looks(self) -> tuple[str, ...]:
        """Names of the looks that this model can draw, in the table's order."""
        contract = self._loaded.network.contract
        seen = {*contract.channels, *contract.hand}
        return tuple(name for name, look in LOOKS.items() if seen.issuperset(look.channels))

    def see(self, photo: Any, *, looks: Iterable[str] | None = None) -> Ink:
        """Look at a photo once; every look and knob is finished from what this gives.

        Args:
            photo: path, bytes, binary file, Pillow image, array or `Photo`.
            looks: names of those that will be wanted, where that is known: channels that cost
                time of their own and that none of them needs are left out. None sees everything.

        Raises:
            PhotoError: it cannot be read.
            SettingError: no such look.
            MemoryShortError: not enough memory, even with the smallest tiles.
        """
        if not isinstance(photo, Photo):
            photo = read(photo, max_pixels=self.max_pixels)
        return see(photo, *self._loaded, wanted=_rows(looks))

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
        return finish(ink, _settings(settings, knobs))

    def retouch(
        self,
        ink: Ink,
        *,
        erase: NDArray[Any] | None = None,
        restore: NDArray[Any] | None = None,
        sitter: NDArray[Any] | None = None,
    ) -> Ink:
        """Ink corrected by hand; `finish` it in any look.

        Args:
            ink: what `see` gave; it stays as it is.
            erase: nothing is drawn here.
            restore: every line that was seen here is drawn, though it was left out.
            sitter: this belongs to the sitter. Each mask is bool or 0..1, h×w of any size over
                the whole photo; where masks overlap, erasing wins.

        Raises:
            SettingError: a mask that is no such array.
        """
        from artline.ink.retouch import retouched

        return retouched(ink, erase=erase, restore=restore, sitter=sitter)

    def draw(
        self, photo: Any, settings: Settings | None = None, /, **knobs: Unpack[DrawingOptions]
    ) -> Drawing:
        """See and finish in one step; arguments and errors of both."""
        chosen = _settings(settings, knobs)
        return finish(self.see(photo, looks=[chosen.look]), chosen)


def draw(
    photo: Any, settings: Settings | None = None, /, **knobs: Unpack[DrawingOptions]
) -> Drawing:
    """Draw one photo with the bundled model. For several, make an `Artist` once.

    Args:
        photo: path, bytes, binary file, Pillow image, array (uint8, uint16 or float 0..1;
            H×W, H×W×3 or H×W×4) or `Photo`.
        settings: settings as one object, or
        **knobs: as names and values, each of them an attribute of `Settings`; not both.

    Returns:
        The drawing, at exactly the photo's pixels unless `size` says otherwise.

    Raises:
        ArtlineError: in one line, what is wrong and what to do.
    """
    chosen = _settings(settings, knobs)
    return Artist().draw(photo, chosen)


def read(source: Any, *, max_pixels: int = DEFAULT_MAX_PIXELS, name: str | None = None) -> Photo:
    """A photo from a path, bytes, a binary file, a Pillow image or an array.

    Args:
        source: what to read.
        max_pixels: more are refused before they are decoded.
        name: what messages call it; None lets the source say.

    Raises:
        PhotoError: missing, unreadable, empty, not an image, truncated, too large, unsupported.
    """
    from artline.photo.read import read as read_photo

    return read_photo(source, max_pixels=max_pixels, name=name)


def see(
    photo: Photo,
    network: Network | Teacher,
    finder: FaceFinder,
    mesh: FaceMesh | None = None,
    *,
    wanted: Iterable[Look] | None = None,
) -> Ink:
    """Look at a photo: the whole of it once, and small faces once more from near.

    Args:
        photo: what is looked at.
        network: who looks.
        finder: finds the faces.
        mesh: finds their landmarks, through which features that were only hinted at are made
            whole; None leaves them as the network drew them.
        wanted: the looks that will be drawn; None is any.

    Raises:
        MemoryShortError: not enough memory, even with the smallest tiles.
        ModelError: the model failed.
    """
    import numpy as np

    from artline.ink.closer import look_closer, looks
    from artline.ink.features import completed
    from artline.ink.settled import settled
    from artline.ink.strands import strands
    from artline.ink.tiles import see_tiled
    from artline.photo.size import lightness, resized, working_size

    faces = finder.find(photo.rgb)
    contract = network.contract
    by_hand = wanted is None or any(set(look.channels) & set(contract.hand) for look in wanted)
    sees = network if by_hand else network.without_hand
    tallest = max((face.bottom - face.top for face in faces), default=0.0)
    height, width = working_size(photo.height, photo.width, contract.best_long_side, tallest)
    rgb = resized(photo.rgb, height, width)
    whole = see_tiled(sees, rgb, contract.halo)

    def crop(box: tuple[float, float, float, float], h: int, w: int) -> NDArray[np.float32]:
        return resized(photo.rgb, h, w, box)

    enough = photo.height / height
    (channels, subject), pitch = look_closer(sees, crop, whole, looks(faces, height, width, enough))
    if pitch > 1:
        rgb = resized(photo.rgb, *subject.shape)
    light = lightness(rgb)
    meshes: tuple[Mesh, ...] = ()
    if mesh is not None:
        meshes = tuple(mesh.each(np.rint(rgb * 255).astype(np.uint8), faces))
        channels = completed(channels, rgb, subject, meshes, pitch)
    if contract.settled:
        channels = settled(channels, pitch)
    return Ink(
        channels=channels,
        subject=subject,
        lightness=light,
        strands=np.zeros_like(light)
        if contract.settled
        else strands(light, pitch, channels.get("strands")),
        photo=photo,
        model=network.name,
        pitch=pitch,
        faces=faces,
        meshes=meshes,
        settled=contract.settled,
    )


def finish(ink: Ink, settings: Settings) -> Drawing:
    """A drawing from ink: the look's sheet at full size, coloured.

    Raises:
        ModelError: the model that saw the ink lacks a channel that the look needs.
    """
    from artline.finish.paper import coloured
    from artline.finish.render import rendered
    from artline.looks.nobody import sheet_or_scene
    from artline.photo.size import output_size

    sheet, somebody = sheet_or_scene(ink, settings)
    notices = (*ink.photo.notices, *ink.notices, *(() if somebody else (NO_SITTER,)))
    height, width = output_size(ink.photo.height, ink.photo.width, settings.size)
    cover = rendered(sheet, ink, height, width)
    return Drawing(coloured(cover, settings), ink, settings, notices)


def save(
    drawing: Drawing,
    target: str | PathLike[str] | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002 - Pillow's own name for it
    keep_metadata: bool = False,
    page: PageSettings | None = None,
) -> None:
    """Write a drawing to a path or binary file; see `Drawing.save`."""
    from artline.output import raster

    row = format_of(target, format)
    given = [] if page is None else [PAGE.name, *page.changed]
    given += [KEEP_METADATA.name] if keep_metadata else []
    chosen = {} if page is None else page.values
    refuse_idle(OPTIONS, given, {**drawing.settings.values, **chosen, "format": row.name})
    if row.kind == "strokes":
        save_strokes(strokes(drawing, page), target, format=format)
        return
    origin = drawing.ink.photo.origin
    raster.save(
        drawing.pixels,
        target,
        format,
        dpi=origin.dpi,
        exif=origin.exif if keep_metadata else b"",
        xmp=origin.xmp if keep_metadata else b"",
    )


def strokes(
    drawing: Drawing, page: PageSettings | None = None, /, **options: Unpack[PageOptions]
) -> Strokes:
    """A drawing as paths of a pen; see `Drawing.strokes`."""
    from artline import plotting

    if page is not None and options:
        raise SettingError(f"{shown(next(iter(options)))}: give a page or options, not both")
    chosen = PageSettings.choose(**options) if page is None else page
    refuse_idle(ON_PAGE, chosen.changed, {**drawing.settings.values, **chosen.values})
    return plotting.strokes_of(drawing, plain_pixels(drawing), chosen)


def plain_pixels(drawing: Drawing) -> NDArray[np.uint8]:
    """The same drawing black on white, uint8 H×W, at the size at which strokes are traced."""
    from dataclasses import replace

    from artline.plotting import traced_side

    plain = replace(
        drawing.settings,
        ink="black",
        paper="white",
        invert=False,
        background="keep" if drawing.settings.background == "keep" else "white",
        size=traced_side(drawing.ink),
    )
    # a pen plotter's pressure is its own: grey strokes are traced as lines
    channels = {k: v for k, v in drawing.ink.channels.items() if k != "pressure"}
    return finish(replace(drawing.ink, channels=channels), plain).pixels


def save_strokes(
    strokes: Strokes,
    target: str | PathLike[str] | BinaryIO,
    *,
    format: str | None = None,  # noqa: A002 - as everywhere
) -> None:
    """Write strokes to a path or binary file; see `Strokes.save`."""
    from artline import plotting

    plotting.save(strokes, target, format)


def encode(drawing: Drawing, format: str, *, keep_metadata: bool = False) -> bytes:  # noqa: A002
    """A drawing as the bytes of a file of that format."""
    from io import BytesIO

    buffer = BytesIO()
    save(drawing, buffer, format=format, keep_metadata=keep_metadata)
    return buffer.getvalue()


def _rows(looks: Iterable[str] | None) -> list[Look] | None:
    return None if looks is None else [LOOKS[Settings(look=look).look] for look in looks]


def _settings(settings: Settings | None, knobs: DrawingOptions) -> Settings:
    if settings is None:
        return Settings.choose(**knobs)
    if knobs:
        raise SettingError(f"{shown(next(iter(knobs)))}: give settings or knobs, not both")
    return settings

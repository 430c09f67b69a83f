"""The corridor's door: models found by the one room, and loaded by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from os import PathLike

    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh
    from artline.ink.network import Network
    from artline.ink.teacher import Teacher
    from artline.models.store import Row


class Loaded(NamedTuple):
    """Who sees a photo.

    Attributes:
        network: sees ink.
        finder: finds the faces.
        mesh: finds their landmarks, through which what a network hints at is completed; None
            beside the teacher, which draws from landmarks of its own.
    """

    network: Network | Teacher
    finder: FaceFinder
    mesh: FaceMesh | None = None


def load(model: str | PathLike[str], *, threads: int | None = None) -> Loaded:
    """A model that sees ink, and who finds faces for it, loaded side by side.

    Args:
        model: a registered name (`artline models`) or the path of an ONNX file with a contract.
        threads: threads of the network; None is one per core.

    Raises:
        ModelError: unknown, damaged or missing model, or one without a valid contract.
    """
    from concurrent.futures import ThreadPoolExecutor

    from artline.ink.network import Network
    from artline.models.store import find

    with ThreadPoolExecutor(1) as meanwhile:
        waiting = meanwhile.submit(face_finder)
        weights = find(model)
        network = Network(weights.data, weights.name, threads=threads)
        finder = waiting.result()
    if weights.row is not None and weights.row.drawn_by == "teacher":
        return Loaded(_teacher(network, finder), finder)
    return Loaded(network, finder, face_mesh())


def models() -> tuple[Row, ...]:
    """The registered models, those that find faces among them, in the registry's order."""
    from artline.models.store import rows

    return tuple(rows().values())


def face_finder() -> FaceFinder:
    """The bundled face finder, loaded: where the faces of a photo are.

    Since an artist loads it beside the network, it also imports what drawing needs later.

    Raises:
        ModelError: its file is damaged.
    """
    from importlib import import_module

    from artline.faces.finder import FaceFinder
    from artline.models.store import find

    finder = FaceFinder(find("faces", kind="faces").data)
    for name in ("cv2", "artline.photo.read", "PIL.JpegImagePlugin"):
        import_module(name)
    return finder


def face_mesh(*, threads: int = 1) -> FaceMesh:
    """The bundled face mesh, loaded: where the eyes, brows and lips of a found face are.

    Raises:
        ModelError: its files are damaged.
    """
    from artline.faces.mesh import FaceMesh
    from artline.models.store import find

    mesh, iris = (find(name, kind=name).data for name in ("mesh", "iris"))
    return FaceMesh(mesh, iris, threads=threads)


def _teacher(sitter: Network, finder: FaceFinder) -> Teacher:
    """The teacher, which draws by rule; the network only tells it who the sitter is."""
    from artline.ink.teacher import Teacher

    return Teacher(sitter, finder, face_mesh(), sitter.name)

"""A drawing model and who finds faces for it, loaded side by side."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from artline.anatomy.sight import prepare
from artline.faces.load import face_finder, face_mesh

if TYPE_CHECKING:
    from os import PathLike

    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh
    from artline.ink.network import Network
    from artline.ink.teacher import Teacher


NEEDED = ("cv2", "artline.ink.see", "artline.ink.features", "numpy.ma")
"""What drawing imports later; percentiles import `numpy.ma`."""


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


def load(model: str | PathLike[str], *, threads: int | None = None, device: str = "cpu") -> Loaded:
    """A model that sees ink, and who finds faces for it, loaded side by side.

    Args:
        model: a registered name (`artline models`) or the path of an ONNX file with a contract.
        threads: threads of the network; None is one per core.
        device: where the network runs, see `open_session`.

    Raises:
        ModelError: unknown, damaged or missing model, or one without a valid contract.
    """
    from concurrent.futures import ThreadPoolExecutor

    from artline.ink.network import Network
    from artline.models.store import find

    with ThreadPoolExecutor(1) as meanwhile:
        waiting = meanwhile.submit(_face_models)
        weights = find(model)
        network = Network(weights.data, weights.name, threads=threads, device=device)
        finder, mesh = waiting.result()
    if weights.row is not None and weights.row.drawn_by == "teacher":
        return Loaded(_teacher(network, finder, mesh), finder)
    return Loaded(network, finder, mesh)


def _face_models() -> tuple[FaceFinder, FaceMesh]:
    """Who finds faces and landmarks; the network takes longer, so all else is made ready too."""
    found = face_finder(), face_mesh()
    for name in NEEDED:
        import_module(name)
    prepare()
    return found


def _teacher(sitter: Network, finder: FaceFinder, mesh: FaceMesh) -> Teacher:
    """The teacher, which draws by rule; the network only tells it who the sitter is."""
    from artline.ink.teacher import Teacher

    return Teacher(sitter, finder, mesh, sitter.name)

"""Who finds faces and their landmarks, loaded from the bundled models."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh


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
    for name in ("cv2", "artline.photo.read", "artline.photo.decode", "simplejpeg"):
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

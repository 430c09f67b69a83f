"""Who finds faces and their landmarks, loaded from the bundled models."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh


def face_finder() -> FaceFinder:
    """The bundled face finder, loaded: where the faces of a photo are.

    Raises:
        ModelError: its file is damaged.
    """
    from artline.faces.finder import FaceFinder
    from artline.models.store import find

    return FaceFinder(find("faces", kind="faces").data)


def face_mesh(*, threads: int = 1) -> FaceMesh:
    """The bundled face mesh, loaded: where the eyes, brows and lips of a found face are.

    Raises:
        ModelError: its files are damaged.
    """
    from artline.faces.mesh import FaceMesh
    from artline.models.store import find

    mesh, iris = (find(name, kind=name).data for name in ("mesh", "iris"))
    return FaceMesh(mesh, iris, threads=threads)

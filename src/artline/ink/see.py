"""A photo becomes ink: faces found, the network run, features completed, tone decided."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.faces.believed import believed
from artline.ink.closer import close_ups, look_closer
from artline.ink.outline import outlined
from artline.ink.tiles import see_tiled
from artline.nouns import Ink, Mesh, Photo
from artline.photo.size import lightness, output_size, resized, working_size

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh
    from artline.ink.network import Network
    from artline.ink.teacher import Teacher


def see(
    photo: Photo,
    network: Network | Teacher,
    finder: FaceFinder,
    mesh: FaceMesh | None = None,
    *,
    wanted: Collection[str] | None = None,
    side: int | None = None,
) -> Ink:
    """Look at a photo: the whole of it once, and small faces once more from near.

    Args:
        photo: what is looked at.
        network: who looks.
        finder: finds the faces.
        mesh: says which of them it believes, and finds their landmarks, through which what a
            network hints at is completed; None believes all, and leaves the channels as they
            were drawn. So the teacher's are left: it draws from landmarks itself, and networks
            are taught lines without outlines of masses.
        wanted: names of the channels that will be drawn from; None is all. The channels of the
            hand cost time of their own, and are left out where none of them is wanted.
        side: long side of the pass in pixels, where a small drawing is wanted soon; small faces
            are then not looked at again. None is what the network sees best.

    Raises:
        MemoryShortError: not enough memory, even with the smallest tiles.
        ModelError: the model failed.
    """
    from artline.ink.features import completed

    faces = finder.find(photo.rgb)
    if mesh is not None:
        faces = believed(mesh, photo.rgb, faces)
    contract = network.contract
    by_hand = wanted is None or not set(contract.hand).isdisjoint(wanted)
    sees = network if by_hand else network.without_hand
    tallest = max((face.bottom - face.top for face in faces), default=0.0)
    height, width = (
        working_size(photo.height, photo.width, contract.best_long_side, tallest)
        if side is None
        else output_size(photo.height, photo.width, side)
    )
    rgb = resized(photo.rgb, height, width)
    whole = see_tiled(sees, rgb, contract.halo)

    def crop(box: tuple[float, float, float, float], h: int, w: int) -> NDArray[np.float32]:
        return resized(photo.rgb, h, w, box)

    closer = close_ups(faces, height, width, photo.height / height) if side is None else []
    (channels, subject), pitch = look_closer(sees, crop, whole, closer)
    if pitch > 1:
        rgb = resized(photo.rgb, *subject.shape)
    meshes: tuple[Mesh, ...] = ()
    if mesh is not None:
        meshes = tuple(mesh.each(np.rint(rgb * 255).astype(np.uint8), faces))
        channels = completed(channels, rgb, subject, meshes, pitch)
        # a network was taught lines that stop where masses lie
        channels["line"] = outlined(channels["line"], channels["pressure"], pitch)
    return Ink(
        channels=channels,
        subject=subject,
        lightness=lightness(rgb),
        photo=photo,
        model=network.name,
        pitch=pitch,
        faces=faces,
        meshes=meshes,
    )

"""Turn, straighten and crop a photo, around its faces where the frame says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from artline.errors import PhotoError, shown
from artline.options.frame import FACE, Frame

if TYPE_CHECKING:
    from artline.ink.load import Loaded
    from artline.nouns import Photo


def framed(photo: Photo, frame: Frame, loaded: Loaded) -> Photo:
    """A photo turned, straightened and cropped, around its faces where the frame says so.

    Raises:
        PhotoError: it shall be cropped around the faces, and there are none.
        SettingError: see `photo.frame.framed`.
    """
    from artline.photo.frame import framed as frame_photo

    if frame.crop != FACE:
        return frame_photo(photo, frame)
    from artline.faces.believed import believed
    from artline.faces.crop import around

    upright = frame_photo(photo, replace(frame, crop=None))
    faces = loaded.finder.find(upright.rgb)
    if loaded.mesh is not None:
        faces = believed(loaded.mesh, upright.rgb, faces)
    if not faces:
        raise PhotoError(
            f"{shown(photo.name)}: crop {FACE}: there is no face; crop a box, such as 0.1,0,0.8,1"
        )
    return frame_photo(upright, Frame(crop=around(faces, upright.width, upright.height)))

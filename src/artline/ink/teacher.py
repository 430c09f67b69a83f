"""The teacher as a model: sees pixels and answers with ink, as a network does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.faces.finder import FaceFinder
from artline.faces.mesh import FaceMesh
from artline.fields.blur import blur
from artline.fields.smoothstep import smoothstep
from artline.ink.network import Network
from artline.ink.teacher_steps import draw
from artline.ink.tiles import Seen
from artline.models.contract import REQUIRED, VERSION, Contract

CONTRACT = Contract(
    version=VERSION,
    channels=REQUIRED,
    multiple=1,
    best_long_side=768,
    halo=96,
    licence="MIT",
    data="None: it measures the photo. Faces and sitter come from the bundled models.",
    trained_on="Nothing: it is not trained.",
    extra={},
)

STRANGE = 0.012
"""Share of the long side over which the network's doubt about a matte is blurred: it is asked for
things, not for edges."""
BELIEVED = (0.06, 0.2)
"""What the network says of a place, 0..1, blurred: surely no sitter; the matte holds."""


class Teacher:
    """Draws by rule what a network has to learn. Safe to share by threads.

    Args:
        sitter: the network whose `subject` says who the sitter is.
        finder: finds faces.
        mesh: finds their landmarks.
        name: what messages and `Ink.model` call it.
    """

    contract = CONTRACT

    def __init__(
        self, sitter: Network, finder: FaceFinder, mesh: FaceMesh, name: str = "teacher"
    ) -> None:
        self.name = name
        self._sitter, self._finder, self._mesh = sitter, finder, mesh

    def __call__(self, rgb: NDArray[np.float32]) -> Seen:
        """See a photo once; see `Network.__call__`.

        Args:
            rgb: float32 h×w×3, sRGB 0..1.

        Returns:
            Channels by name, float32 h×w 0..1; and the subject.
        """
        _, subject = self._sitter.without_hand(rgb)
        return self.taught(rgb, subject), subject

    def without_hand(self, rgb: NDArray[np.float32]) -> Seen:
        """The teacher itself: rules draw no channel that costs more than the others."""
        return self(rgb)

    def give_back(self) -> None:
        """Give memory that is kept for the next pass back to the system."""
        self._sitter.give_back()

    def without_strangers(
        self, rgb: NDArray[np.float32], matte: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """A matte less what the network is sure is no sitter: a flag, a chair, a poster.

        Args:
            rgb: float32 h×w×3, sRGB 0..1.
            matte: float32 h×w, 0..1, made with more care than the network's own.

        Returns:
            float32 h×w, 0..1.
        """
        _, seen = self._sitter.without_hand(rgb)
        believed = smoothstep(blur(seen, STRANGE * max(rgb.shape[:2])), *BELIEVED)
        return np.minimum(matte, believed)

    def taught(
        self, rgb: NDArray[np.float32], subject: NDArray[np.float32]
    ) -> dict[str, NDArray[np.float32]]:
        """The drawing of a photo whose sitter is known.

        Args:
            rgb: float32 h×w×3, sRGB 0..1.
            subject: float32 h×w, 0..1.

        Returns:
            Channels by name, float32 h×w 0..1.
        """
        pixels = np.rint(np.clip(rgb, 0, 1) * 255).astype(np.uint8)
        faces = self._finder.find(pixels)
        meshes = self._mesh.each(pixels, faces)
        return draw(rgb, subject, meshes, faces)

"""Connected components of masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def components(mask: NDArray[np.bool_], *, corners: bool = False) -> tuple[NDArray[np.int32], int]:
    """The pieces of a mask, numbered.

    Args:
        mask: bool h×w.
        corners: whether pixels that touch by a corner hang together; else only by a side.

    Returns:
        int32 h×w, 0 outside the mask, 1..count in it; and count.
    """
    import cv2

    count, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8 if corners else 4)
    return np.asarray(parts, np.int32), count - 1


def components_with(
    mask: NDArray[np.bool_], seeds: NDArray[np.bool_], *, corners: bool = False
) -> NDArray[np.bool_]:
    """The components of a mask that hold at least one seed.

    Args:
        mask: bool h×w.
        seeds: bool h×w; those outside the mask count for nothing.
        corners: whether pixels that touch by a corner hang together; else only by a side.

    Returns:
        bool h×w.
    """
    parts, count = components(mask, corners=corners)
    kept = np.zeros(count + 1, bool)
    kept[parts[seeds]] = True
    kept[0] = False
    held: NDArray[np.bool_] = kept[parts]
    return held


def drop_small(
    mask: NDArray[np.bool_],
    area: float,
    *,
    keep: NDArray[np.bool_] | None = None,
    corners: bool = False,
) -> NDArray[np.bool_]:
    """A mask without its small components.

    Args:
        mask: bool h×w.
        area: components with fewer pixels go.
        keep: bool h×w, a component that holds one of these pixels stays; None keeps none.
        corners: whether pixels that touch by a corner hang together; else only by a side.

    Returns:
        bool h×w.
    """
    import cv2

    _, parts, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=8 if corners else 4
    )
    kept = np.asarray(stats[:, cv2.CC_STAT_AREA] >= area)
    if keep is not None:
        kept[parts[keep]] = True
    kept[0] = False
    held: NDArray[np.bool_] = kept[parts]
    return held

"""Golden pictures: drawings that must not change without somebody looking.

`pytest --update-golden` writes them anew; look at `git diff` before committing them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Golden:
    """Golden pictures in one folder.

    Attributes:
        update: write pictures instead of comparing.
        pictures: folder of the golden PNGs.
        differences: where a failed comparison leaves its picture: golden, new, difference.
    """

    update: bool = False
    pictures: Path = HERE / "golden"
    differences: Path = HERE / "differences"

    def compare(self, drawing: Any, name: str, tolerance: float = 0.08) -> None:
        """Assert that a drawing is the golden picture `name`.

        Args:
            drawing: a `Drawing` or uint8 array H×W, H×W×3 or H×W×4.
            name: the golden picture's file name without suffix.
            tolerance: allowed `worst_difference`, 0..1, 1 = white against black. Networks differ
                in the last digits from processor to processor, which moves an edge a little; a
                lost line or eye is above 0.1.
        """
        new = np.asarray(drawing)
        path = self.pictures / f"{name}.png"
        if self.update:
            self.pictures.mkdir(parents=True, exist_ok=True)
            Image.fromarray(new).save(path, optimize=True)
            return
        assert path.exists(), f"no golden picture {path}; make it with pytest --update-golden"
        old = np.asarray(Image.open(path))
        assert new.shape == old.shape, f"{name}: {new.shape}, the golden picture is {old.shape}"
        difference = worst_difference(new, old)
        if difference > tolerance:
            seen = self._save_difference(new, old, name)
            raise AssertionError(
                f"{name}: differs by {difference:.4f} from the golden picture, {tolerance:g} is "
                f"allowed; look at {seen}"
            )

    def _save_difference(self, new: NDArray[np.uint8], old: NDArray[np.uint8], name: str) -> Path:
        self.differences.mkdir(parents=True, exist_ok=True)
        apart = np.abs(new.astype(np.int16) - old.astype(np.int16)).astype(np.uint8)
        path = self.differences / f"{name}.png"
        Image.fromarray(np.concatenate([old, new, apart], axis=1)).save(path)
        return path


def worst_difference(new: NDArray[np.uint8], old: NDArray[np.uint8], block: int = 16) -> float:
    """Mean absolute difference of two uint8 pictures in the block where it is largest, 0..1.

    A lost eye is a thousandth of the picture, but most of its block.
    """
    apart = np.abs(new.astype(np.float32) - old).reshape(*new.shape[:2], -1).mean(axis=2) / 255
    rows = range(0, apart.shape[0], block)
    columns = range(0, apart.shape[1], block)
    return max(float(apart[y : y + block, x : x + block].mean()) for y in rows for x in columns)

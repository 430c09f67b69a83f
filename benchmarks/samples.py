"""What the benchmarks of training learn from where no data set is named: the example photos."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT

if TYPE_CHECKING:
    from artline.train.data.sample import DataSet, Sample

PHOTOS = ROOT / "examples" / "photos"


class Examples:
    """The example photos with what the bundled model sees in them, at its working size.

    Args:
        count: how many at most.
    """

    def __init__(self, count: int) -> None:
        from artline import Artist
        from artline.train.data.teaching import sample_of

        paths = sorted(PHOTOS.glob("*.jpg"))[:count]
        artist = Artist()
        self.names = [path.stem for path in paths]
        self._samples = [sample_of(artist.see(path, looks=())) for path in paths]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        return self._samples[index]


def data_set(folder: Path | None, *, tiny: bool) -> DataSet:
    """The taught photos of a folder, all decoded; without one the example photos, two if tiny."""
    from artline.train.data.in_memory import InMemory
    from artline.train.data.sets.taught import Taught

    if folder is None:
        return Examples(2 if tiny else 7)
    dataset = InMemory(Taught(folder))
    dataset.fill()
    return dataset

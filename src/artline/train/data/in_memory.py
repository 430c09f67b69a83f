"""A data set that keeps its decoded samples in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from artline.train.data.sample import DataSet, DatasetWrapper, Sample

MEGABYTES = 3000
"""Default size of the samples kept, in megabytes."""


class InMemory(DatasetWrapper):
    """A data set, decoded once.

    What was decoded before loader workers are forked is shared by all of them: call `fill` first.

    Args:
        dataset: the data set wrapped.
        megabytes: memory for samples; those beyond it are decoded at each access.
    """

    def __init__(self, dataset: DataSet, megabytes: float = MEGABYTES) -> None:
        super().__init__(dataset)
        self._left = megabytes * 1e6
        self._samples: dict[int, Sample] = {}

    def __getitem__(self, index: int) -> Sample:
        known = self._samples.get(index)
        if known is not None:
            return known
        sample = self._dataset[index]
        self._keep(index, sample)
        return sample

    def _keep(self, index: int, sample: Sample) -> None:
        size = sample.photo.nbytes + sample.targets.nbytes
        size += sum(p.nbytes for p in (sample.subject, sample.skin) if p is not None)
        if size <= self._left:
            self._left -= size
            self._samples[index] = sample

    def fill(self, threads: int = 1) -> None:
        """Decode all samples that fit now.

        Args:
            threads: threads that decode.

        Raises:
            DataError: a file is damaged or gone.
        """
        left = [index for index in range(len(self)) if index not in self._samples]
        with ThreadPoolExecutor(threads) as pool:
            while left and self._left > 0:
                some, left = left[: 8 * threads], left[8 * threads :]
                for index, sample in zip(
                    some, pool.map(self._dataset.__getitem__, some), strict=True
                ):
                    self._keep(index, sample)

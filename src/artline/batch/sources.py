"""Where the photos of a run come from, and the bytes of each.

Folders and globs; lists of paths in CSV, JSONL or Parquet; tar files in the layout of WebDataset;
Parquet with the bytes of images in the layout of Hugging Face. All of them by fsspec.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from artline.batch.manifest.known import read_rows
from artline.batch.place import filesystem, is_local, store_reason
from artline.errors import PhotoError, PhotoMissingError, PhotoUnreadableError, SettingError, shown
from artline.photo.kinds import SUFFIXES

LISTS = (".csv", ".jsonl", ".ndjson", ".parquet")
"""Suffixes of lists; Parquet may hold the photos themselves."""
COLUMNS = ("path", "file", "file_name", "filename", "image", "photo", "url", "uri", "src", "source")
"""Names by which a column is guessed, the likeliest first."""


class Photo(NamedTuple):
    """A photo that is not read yet.

    Attributes:
        source: its name in the manifest.
        folder: where its drawing goes, below the target.
        name: its own name, with a suffix where it has one.
        url: the file that it is, or is in.
        start: where it begins in a tar file; the row of a Parquet file; -1 where it is the file.
        size: its bytes; -1 where that is not known.
        column: of a Parquet file that holds it.
    """

    source: str
    folder: str
    name: str
    url: str
    start: int = -1
    size: int = -1
    column: str = ""


def read(photo: Photo) -> bytes:
    """The bytes of a photo.

    Raises:
        PhotoError: it cannot be read.
    """
    try:
        if photo.column:
            return _from_parquet(photo)
        fs, path = filesystem(photo.url)
        if photo.start < 0:
            data: bytes = fs.cat_file(path)
        else:
            data = fs.cat_file(path, start=photo.start, end=photo.start + photo.size)
    except (FileNotFoundError, NotADirectoryError):
        raise PhotoMissingError(f"{shown(photo.source)}: no such file") from None
    except (PhotoError, MemoryError):
        raise
    except Exception as fault:
        raise PhotoUnreadableError(f"{shown(photo.source)}: {store_reason(fault)}") from None
    return data


def _from_parquet(photo: Photo) -> bytes:
    group, first = _row_group(photo.url, photo.start, photo.column)
    cell = group[photo.start - first]
    data = cell.get("bytes") if isinstance(cell, dict) else cell
    if data is None:
        raise PhotoMissingError(f"{shown(photo.source)}: the row has no bytes")
    return bytes(data)


@lru_cache(maxsize=1)
def _file_of_rows(url: str) -> Any:
    import pyarrow.parquet as pq

    fs, path = filesystem(url)
    return pq.ParquetFile(fs.open(path, "rb"), pre_buffer=False)


def _row_group(url: str, row: int, column: str) -> tuple[list[Any], int]:
    """The group of rows that has a row, and its first; the last that was read is kept."""
    file = _file_of_rows(url)
    first = 0
    for number in range(file.num_row_groups):
        rows = file.metadata.row_group(number).num_rows
        if row < first + rows:
            return _read_group(url, number, column), first
        first += rows
    raise PhotoMissingError(f"{shown(url)}: has no row {row}")


@lru_cache(maxsize=1)
def _read_group(url: str, number: int, column: str) -> list[Any]:
    found: list[Any] = (
        _file_of_rows(url).read_row_group(number, [column], use_threads=False)[column].to_pylist()
    )
    return found


class Source:
    """Where photos come from.

    Args:
        url: folder, glob, list, tar or Parquet file; a path or an address.
        column: of a list or of Parquet; None guesses.
        apart: a path in the same file system not to search: where drawings go.

    Raises:
        SettingError: there is no such thing, or it cannot be read.
    """

    def __init__(self, url: str, column: str | None = None, apart: str | None = None) -> None:
        self.url, self._column, self._apart = url, column, apart
        self.fs, self.path = filesystem(url)
        self._scheme = f"{url.partition('://')[0]}://" if "://" in url else ""
        self._suffix = PurePosixPath(self.path).suffix.lower()
        try:
            there = self.fs.exists(self.path)
            self._glob = not there and any(sign in self.path for sign in "*?[")
            self._folder = not self._glob and self.fs.isdir(self.path)
            if not self._glob and not there:
                raise SettingError(f"{shown(url)}: no such file or folder; name the photos' place")
        except SettingError:
            raise
        except Exception as fault:
            raise SettingError(f"{shown(url)}: {store_reason(fault)}") from None
        if self._column is not None and self._suffix not in LISTS:
            raise SettingError("column: counts for lists and Parquet (.csv .jsonl .parquet) alone")

    @property
    def local(self) -> bool:
        """Whether it is of this machine."""
        return is_local(self.fs)

    def groups(self) -> Iterator[list[Photo]]:
        """The photos, those whose drawings go into one folder together; names are unique in it.

        Raises:
            SettingError: what they are listed in cannot be read.
        """
        try:
            yield from self._groups()
        except SettingError:
            raise
        except Exception as fault:
            raise SettingError(f"{shown(self.url)}: {store_reason(fault)}") from None

    def _groups(self) -> Iterator[list[Photo]]:
        if self._glob:
            yield from self._matched()
        elif self._folder:
            yield from self._walked(self.path.rstrip("/"), "")
        elif self._suffix == ".tar":
            yield from self._in_tar(self.path, "")
        elif self._suffix == ".parquet":
            yield from self._in_table(self.path)
        elif self._suffix in LISTS:
            yield from self._listed(self._read_list())
        else:
            size = int(self.fs.info(self.path).get("size") or -1)
            name = PurePosixPath(self.path).name
            yield [Photo(self._full(self.path), "", name, self._full(self.path), size=size)]

    def _full(self, path: str) -> str:
        return f"{self._scheme}{path.lstrip('/') if self._scheme == 'memory://' else path}"

    def _photo(self, info: dict[str, Any], folder: str) -> Photo:
        path = str(info["name"])
        size = info.get("size")
        name = PurePosixPath(path).name
        return Photo(self._full(path), folder, name, self._full(path), size=_whole(size))

    def _walked(self, path: str, below: str) -> Iterator[list[Photo]]:
        found = sorted(self.fs.ls(path, detail=True), key=lambda info: str(info["name"]))
        photos, folders = [], []
        for info in found:
            name = PurePosixPath(str(info["name"]).rstrip("/")).name
            if name.startswith("."):
                continue
            if info["type"] == "directory":
                folders.append((str(info["name"]).rstrip("/"), f"{below}{name}/"))
            elif PurePosixPath(name).suffix.lower() in SUFFIXES:
                photos.append(self._photo(info, below))
            elif PurePosixPath(name).suffix.lower() == ".tar":
                yield from self._in_tar(str(info["name"]), f"{below}{PurePosixPath(name).stem}/")
        if photos:
            yield photos
        for folder, under in folders:
            if folder != self._apart:
                yield from self._walked(folder, under)

    def _matched(self) -> Iterator[list[Photo]]:
        found = self.fs.glob(self.path, detail=True)
        infos = [
            info
            for path, info in sorted(found.items())
            if info["type"] != "directory" and not PurePosixPath(path).name.startswith(".")
        ]
        if not infos:
            raise SettingError(f"{shown(self.url)}: matches no file")
        parts = PurePosixPath(self.path).parts
        first = next(n for n, part in enumerate(parts) if any(sign in part for sign in "*?["))
        yield from _by_folder(
            self._photo(info, _folder(PurePosixPath(str(info["name"])).parts[first:-1]))
            for info in infos
        )

    def _in_tar(self, path: str, below: str) -> Iterator[list[Photo]]:
        import tarfile

        photos = []
        with self.fs.open(path, "rb") as file, tarfile.open(fileobj=file, mode="r:") as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                if member.isfile() and name.suffix.lower() in SUFFIXES:
                    url = self._full(path)
                    photos.append(
                        Photo(
                            f"{url}::{member.name}",
                            f"{below}{_folder(name.parts[:-1])}",
                            name.name,
                            url,
                            member.offset_data,
                            member.size,
                        )
                    )
        yield from _by_folder(photos)

    def _in_table(self, path: str) -> Iterator[list[Photo]]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        with self.fs.open(path, "rb") as opened:
            file = pq.ParquetFile(opened)
            schema = file.schema_arrow
            bytes_in = {
                field.name: field.type
                for field in schema
                if pa.types.is_binary(field.type)
                or pa.types.is_large_binary(field.type)
                or (pa.types.is_struct(field.type) and field.type.get_field_index("bytes") >= 0)
            }
            column = self._column or next(iter(bytes_in), None)
            if column not in bytes_in:
                texts = [f.name for f in schema if f.type in (pa.string(), pa.large_string())]
                chosen = self._chosen(texts)
                yield from self._listed(read_rows(opened, [chosen])[chosen].to_pylist())
                return
            url = self._full(path)
            width = len(str(max(0, file.metadata.num_rows - 1)))
            yield [
                Photo(f"{url}::{row}", "", f"{row:0{width}}", url, row, column=str(column))
                for row in range(file.metadata.num_rows)
            ]

    def _read_list(self) -> list[Any]:
        import pyarrow as pa

        with self.fs.open(self.path, "rb") as file:
            if self._suffix == ".csv":
                import pyarrow.csv as reader
            else:
                import pyarrow.json as reader
            read_table = reader.read_csv if self._suffix == ".csv" else reader.read_json
            options = reader.ReadOptions(use_threads=False)
            # Of bytes, since Arrow reads ahead in threads of its own; see `read_rows`.
            table = read_table(pa.BufferReader(file.read()), read_options=options)
        found: list[Any] = table[self._chosen(table.column_names)].to_pylist()
        return found

    def _chosen(self, there: list[str]) -> str:
        if self._column is not None:
            if self._column not in there:
                listed = ", ".join(there)
                raise SettingError(f"column: no {shown(self._column)}; there are {listed}")
            return self._column
        known = {name.lower(): name for name in there}
        for name in COLUMNS:
            if name in known:
                return known[name]
        raise SettingError(
            f"{shown(self.url)}: which column names the photos? say --column, one of"
            f" {', '.join(there)}"
        )

    def _listed(self, paths: list[Any]) -> Iterator[list[Photo]]:
        """Photos of a list; what is relative lies beside it."""
        beside = self.url.rpartition("/")[0]
        urls = list(dict.fromkeys(_address(str(path), beside) for path in paths if path))
        parts = [PurePosixPath(url.partition("://")[2] or url).parts for url in urls]
        shared = _shared(parts)
        yield from _by_folder(
            Photo(url, _folder(each[shared:-1]), each[-1], url)
            for url, each in zip(urls, parts, strict=True)
        )


def _address(path: str, beside: str) -> str:
    absolute = "://" in path or path.startswith("/") or not beside
    return path if absolute else f"{beside}/{path}"


def _shared(parts: list[tuple[str, ...]]) -> int:
    """How many folders all of them have in common at their beginning."""
    if not parts:
        return 0
    low, high = min(parts), max(parts)
    most = min(len(low), len(high)) - 1
    return next((n for n in range(most) if low[n] != high[n]), most)


def _folder(parts: tuple[str, ...]) -> str:
    return "".join(f"{part}/" for part in parts if part not in ("/", "..", "."))


def _whole(size: object) -> int:
    return size if isinstance(size, int) else -1


def _by_folder(photos: Any) -> Iterator[list[Photo]]:
    groups: dict[str, list[Photo]] = {}
    for photo in photos:
        groups.setdefault(photo.folder, []).append(photo)
    yield from groups.values()

"""Where photos come from: each source lists the same photos, and gives their very bytes."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import fsspec
import pytest

from artline.batch.manifest.known import Known
from artline.batch.place import Place
from artline.batch.sources import Photo, Source, read
from artline.batch.tasks import MOST_IN_FOLDER, WHOLE, Tasks
from artline.errors import PhotoMissingError, SettingError

PHOTOS = {"a.jpg": b"first", "b.png": b"second one", "sub/c.webp": b"third"}
"""Name → bytes; nothing looks into them here."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for name, data in PHOTOS.items():
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "notes.txt").write_text("no photo")
    (tmp_path / "in" / ".hidden.jpg").write_bytes(b"hidden")
    return tmp_path


def found(source: Source) -> dict[str, bytes]:
    return {f"{photo.folder}{photo.name}": read(photo) for g in source.groups() for photo in g}


def test_folders_and_globs(folder: Path) -> None:
    """Protects mirrored folders: hidden files and what is no photo are passed over."""
    assert found(Source(str(folder / "in"))) == PHOTOS
    assert found(Source(f"file://{folder}/in")) == PHOTOS
    assert found(Source(f"{folder}/in/*.jpg")) == {"a.jpg": b"first"}
    assert found(Source(f"{folder}/in/**/*.webp")) == {"sub/c.webp": b"third"}
    assert "sub/c.webp" not in found(Source(str(folder / "in"), apart=str(folder / "in" / "sub")))


def test_addresses_of_a_store(folder: Path) -> None:
    """Protects stores that are no disk: `memory://` goes the way of s3:// and gs://."""
    for name, data in PHOTOS.items():
        fsspec.filesystem("memory").pipe_file(f"/bucket/{name}", data)
    assert found(Source("memory://bucket")) == PHOTOS


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_lists_name_photos_in_a_column_that_is_named_or_guessed(folder: Path, suffix: str) -> None:
    """Protects whoever has a list: relative paths lie beside it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [f"in/{name}" for name in PHOTOS]
    listed = folder / f"list.{suffix}"
    for column in ("file", "odd"):
        if suffix == "csv":
            listed.write_text("\n".join([f"number,{column}", *(f"1,{n}" for n in names)]) + "\n")
        elif suffix == "jsonl":
            listed.write_text("".join(f'{{"{column}": "{name}"}}\n' for name in names))
        else:
            pq.write_table(pa.table({column: names}), listed)
        if column == "odd":
            with pytest.raises(SettingError, match="--column"):
                found(Source(str(listed)))
        chosen = None if column == "file" else column
        assert found(Source(str(listed), chosen)) == PHOTOS
    with pytest.raises(SettingError, match="there are"):
        found(Source(str(listed), "none"))


def test_tar_files_of_webdataset_are_read_in_place(folder: Path) -> None:
    """Protects data sets in tar files: no unpacking, and other members are passed over."""
    with tarfile.open(folder / "shard.tar", "w") as archive:
        for name, data in {**PHOTOS, "a.json": b"{}"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert found(Source(str(folder / "shard.tar"))) == PHOTOS


def test_parquet_of_hugging_face_has_the_bytes(folder: Path) -> None:
    """Protects data sets in Parquet, of several groups of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"bytes": data, "path": name} for name, data in PHOTOS.items()]
    table = pa.table({"label": [1, 2, 3], "image": rows})
    pq.write_table(table, folder / "train.parquet", row_group_size=2)
    assert list(found(Source(str(folder / "train.parquet"))).values()) == list(PHOTOS.values())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nowhere/at/all", "no such file or folder"),
        ("carrier-pigeon://photos", "unknown scheme carrier-pigeon"),
        ("no/*.jpg", "matches no file"),
    ],
)
def test_what_cannot_be_a_source_is_refused_in_one_line(url: str, said: str) -> None:
    """Protects from a traceback of somebody else's library."""
    with pytest.raises(SettingError, match=said) as refused:
        list(Source(url).groups())
    assert "\n" not in str(refused.value)
    with pytest.raises(PhotoMissingError):
        read(Photo("gone.jpg", "", "gone.jpg", "gone.jpg"))


def test_drawings_have_names_of_their_own(folder: Path, tmp_path: Path) -> None:
    """Protects photos of one name, and folders from more files than people can open."""
    (folder / "in" / "a.png").write_bytes(b"the same stem")
    known = Known(Place(str(tmp_path / "out")), "{}", "")
    tasks = Tasks(Source(str(folder / "in")), ".png", known, WHOLE)
    assert [task.output for task in tasks] == ["a.jpg.png", "a.png.png", "b.png", "sub/c.png"]
    listed = "".join(f"p{number}.jpg\n" for number in range(MOST_IN_FOLDER + 1))
    (folder / "many.csv").write_text(f"path\n{listed}")
    outputs = [
        task.output for task in Tasks(Source(str(folder / "many.csv")), ".png", known, WHOLE)
    ]
    assert len({output.partition("/")[0] for output in outputs}) == 256
    assert len(set(outputs)) == MOST_IN_FOLDER + 1

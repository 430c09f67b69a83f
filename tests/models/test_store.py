"""Models are found by name or path, and never used when their bytes are not the registered ones."""

import hashlib
from pathlib import Path

import pytest

from artline.errors import ModelError
from artline.models import store
from artline.models.store import Row, find, rows


def row_of(data: bytes, file: Path) -> Row:
    """A row for a file anywhere: an absolute path wins over the package's folder."""
    return Row(
        name="small",
        kind="drawing",
        file=str(file),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        licence="MIT",
        about="a test",
        data="none",
    )


@pytest.mark.parametrize("row", rows().values(), ids=rows())
def test_every_bundled_model_is_here_and_is_the_registered_file(row):
    weights = find(row.name, kind=row.kind)
    assert weights.row == row
    assert len(weights.data) == row.size
    assert row.licence and row.about and row.data


def test_a_name_finds_only_models_of_its_kind():
    with pytest.raises(ModelError, match="no such model"):
        find("portrait", kind="faces")


def test_an_unknown_name_is_refused_with_the_nearest_and_the_list():
    with pytest.raises(
        ModelError, match=r"portait: no such model, did you mean portrait.*there are"
    ):
        find("portait")


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "two\nlines", "ü 🖋"])
def test_absurd_names_get_one_line(name):
    with pytest.raises(ModelError) as caught:
        find(name)
    assert str(caught.value).isprintable()


def test_a_path_gives_the_bytes_of_that_file(tmp_path):
    file = tmp_path / "a model.onnx"
    file.write_bytes(b"bytes")
    for path in (file, str(file)):
        weights = find(path)
        assert (weights.data, weights.row, weights.name) == (b"bytes", None, str(file))


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"gone\.onnx: no such model file"):
        find(tmp_path / "gone.onnx")
    with pytest.raises(ModelError, match="a folder, not a model"):
        find(tmp_path)


def test_a_registered_model_is_read_and_verified(tmp_path):
    file = tmp_path / "small.onnx"
    file.write_bytes(b"right")
    assert find("small", table={"small": row_of(b"right", file)}).data == b"right"


def test_a_bundled_file_that_is_gone_is_named_with_the_remedy(tmp_path):
    file = tmp_path / "small.onnx"
    with pytest.raises(ModelError, match=r"no such model file; reinstall artline") as caught:
        find("small", table={"small": row_of(b"right", file)})
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("damaged", [b"wrong", b"righ", b"right!", b""])
def test_a_damaged_file_is_never_used(tmp_path, damaged):
    file = tmp_path / "small.onnx"
    file.write_bytes(damaged)
    with pytest.raises(ModelError, match=r"sha256.*reinstall"):
        find("small", table={"small": row_of(b"right", file)})


def test_the_folder_of_what_is_not_bundled_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("ARTLINE_WEIGHTS", str(tmp_path))
    assert store.folder() == tmp_path


def test_without_a_choice_the_folder_is_the_users_cache(monkeypatch):
    monkeypatch.delenv("ARTLINE_WEIGHTS", raising=False)
    assert "artline" in store.folder().parts

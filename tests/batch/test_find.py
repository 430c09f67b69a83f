"""Which photos a folder holds: those a person would mean, in a fixed order, each once."""

import os
from pathlib import Path

import numpy as np
from PIL import Image

from artline.batch.find import find_photos
from artline.output.raster import save

PHOTOS = ["a.jpg", "finish-line.jpg", "finish.jpg"]


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(folder: Path, **options: object) -> list[str]:
    found, _, _ = find_photos([str(folder)], **options)  # type: ignore[arg-type]
    return [str(photo.path.relative_to(folder)) for photo in found]


def test_photos_are_found_by_suffix_in_any_case_and_sorted(tmp_path: Path) -> None:
    """Protects the order of a run and what counts as a photo."""
    touch(tmp_path, "b.JPG", "a.webp", "notes.txt", "c.heic", ".hidden.jpg", "._a.webp")
    assert names(tmp_path) == ["a.webp", "b.JPG", "c.heic"]


def test_subfolders_only_when_asked_and_never_hidden_ones(tmp_path: Path) -> None:
    """Protects --recursive, and where each photo lay."""
    touch(tmp_path, "a.jpg", "one/b.jpg", "one/two/c.jpg", ".cache/d.jpg")
    assert names(tmp_path) == ["a.jpg"]
    found, failures, _ = find_photos([str(tmp_path)], recursive=True)
    assert [str(photo.below) for photo in found] == [".", "one", "one/two"]
    assert not failures


def test_what_artline_drew_is_passed_over_whatever_its_name(tmp_path: Path) -> None:
    """Protects every later run from drawing drawings; a finish line is a photo."""
    touch(tmp_path, "a.jpg", "finish.jpg", "finish-line.jpg", "made/b.jpg")
    for name in ("a-line.png", "a-brush.webp", "made/b.tif", "anything.jpg", "made/c.avif"):
        save(np.zeros((4, 4), np.uint8), tmp_path / name)
    assert names(tmp_path, recursive=True) == [*PHOTOS, "made/b.jpg"]
    found, _, passed = find_photos([str(tmp_path)])
    assert len(found) == len(PHOTOS)
    assert str(passed) == "passed over 3 drawings by artline"
    found, _, passed = find_photos([str(tmp_path / "a-line.png")])
    assert len(found) == 1 and not str(passed)


def test_what_is_left_out_is_counted_by_what_it_is(tmp_path: Path) -> None:
    """Protects against photos that are missing without a word."""
    touch(tmp_path, "a.jpg", "notes.txt", "list.csv", ".hidden")
    (tmp_path / "b.psd").write_bytes(b"8BPS" + bytes(100))
    (tmp_path / "c.jp2").write_bytes(b"\xff\x4f\xff\x51" + bytes(100))
    (tmp_path / "d.jp2").write_bytes(b"\xff\x4f\xff\x51" + bytes(100))
    Image.new("RGB", (4, 4)).save(tmp_path / "e.jpg_large", "jpeg")
    Image.new("RGB", (4, 4)).save(tmp_path / "f", "png")
    (tmp_path / "g.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(100))
    os.mkfifo(tmp_path / "pipe")
    said = str(find_photos([str(tmp_path)]).passed)
    for part in (
        "1 Photoshop document,",
        "2 JPEG 2000 pictures,",
        "1 JPEG picture with the suffix .jpg_large",
        "1 PNG picture with no suffix",
        "1 video",
        "2 files that are no pictures",
        "rename pictures with an odd suffix, or name them",
    ):
        assert part in said
    assert not str(find_photos([str(tmp_path / "a.jpg")]).passed)


def test_the_folder_for_the_drawings_is_not_searched(tmp_path: Path) -> None:
    """Protects `artline photos -o photos/drawn --recursive`."""
    touch(tmp_path, "a.jpg", "drawn/a.png", "drawn/deep/b.png")
    assert names(tmp_path, recursive=True, apart=tmp_path / "drawn") == ["a.jpg"]


def test_a_photo_named_twice_is_drawn_once(tmp_path: Path) -> None:
    """Protects against a file and its folder both being named."""
    touch(tmp_path, "a.jpg", "b.jpg")
    found, _, _ = find_photos([str(tmp_path / "b.jpg"), str(tmp_path), f"{tmp_path}/./a.jpg"])
    assert [photo.path.name for photo in found] == ["b.jpg", "a.jpg"]


def test_a_folder_named_twice_is_searched_once(tmp_path: Path) -> None:
    """Protects from a failure that is none, also where a folder lies in the other."""
    touch(tmp_path, "a.jpg", "one/b.jpg")
    top, one = str(tmp_path), str(tmp_path / "one")
    for inputs in ([top, top], [top, f"{top}/"], [top, f"{one}/.."], [one, top, one]):
        found, failures, _ = find_photos(inputs, recursive=True)
        assert len(found) == 2 and not failures
    found, failures, _ = find_photos([one, str(tmp_path / "one" / "b.jpg"), one])
    assert len(found) == 1 and not failures


def test_a_folder_without_photos_says_so(tmp_path: Path) -> None:
    """Protects against a silent success; below it there is something."""
    touch(tmp_path, "one/b.jpg")
    found, failures, _ = find_photos([str(tmp_path)])
    assert not found
    assert "--recursive" in (failures[0].error or "")
    _, failures, _ = find_photos([str(tmp_path / "one"), str(tmp_path / "nowhere.jpg")])
    assert not failures  # a missing file is found out when it is read


def test_loops_of_links_end(tmp_path: Path) -> None:
    """Protects against folders that contain themselves."""
    touch(tmp_path, "a.jpg")
    (tmp_path / "again").symlink_to(tmp_path)
    assert names(tmp_path, recursive=True) == ["a.jpg"]


def test_what_phones_and_cameras_make_is_found(tmp_path: Path) -> None:
    """Raw files, JPEG XL and MPO among them: reading them will tell what is missing."""
    made = ["a.ARW", "b.cr3", "c.dng", "d.JXL", "e.mpo", "f.nef", "g.raf", "h.hif", "i.jpe"]
    touch(tmp_path, *made, "j.xmp", "k.mp4", "l.aae", "m.pp3")
    assert names(tmp_path) == made

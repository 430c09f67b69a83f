"""Which photos a folder holds: those a person would mean, in a fixed order, each once."""

from pathlib import Path

from artline.batch.find import find_photos


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(folder: Path, **options: object) -> list[str]:
    found, _ = find_photos([str(folder)], **options)  # type: ignore[arg-type]
    return [str(photo.path.relative_to(folder)) for photo in found]


def test_photos_are_found_by_suffix_in_any_case_and_sorted(tmp_path: Path) -> None:
    """Protects the order of a run and what counts as a photo."""
    touch(tmp_path, "b.JPG", "a.webp", "notes.txt", "c.heic", ".hidden.jpg", "._a.webp")
    assert names(tmp_path) == ["a.webp", "b.JPG", "c.heic"]


def test_subfolders_only_when_asked_and_never_hidden_ones(tmp_path: Path) -> None:
    """Protects --recursive, and where each photo lay."""
    touch(tmp_path, "a.jpg", "one/b.jpg", "one/two/c.jpg", ".cache/d.jpg")
    assert names(tmp_path) == ["a.jpg"]
    found, failures = find_photos([str(tmp_path)], recursive=True)
    assert [str(photo.below) for photo in found] == [".", "one", "one/two"]
    assert not failures


def test_own_drawings_are_passed_over_but_a_finish_line_is_not(tmp_path: Path) -> None:
    """Protects a second run over the same folder from drawing its drawings."""
    touch(tmp_path, "a.jpg", "a-line.png", "a-looks.png", "a-compare.png", "finish-line.jpg")
    touch(tmp_path, "b.jpg", "b.webp", "b.jpg-line.png", "b.webp-line.png")
    assert names(tmp_path) == ["a.jpg", "b.jpg", "b.webp", "finish-line.jpg"]
    found, _ = find_photos([str(tmp_path / "a-line.png")])
    assert len(found) == 1


def test_the_folder_for_the_drawings_is_not_searched(tmp_path: Path) -> None:
    """Protects `artline photos -o photos/drawn --recursive`."""
    touch(tmp_path, "a.jpg", "drawn/a.png", "drawn/deep/b.png")
    assert names(tmp_path, recursive=True, apart=tmp_path / "drawn") == ["a.jpg"]


def test_a_photo_named_twice_is_drawn_once(tmp_path: Path) -> None:
    """Protects against a file and its folder both being named."""
    touch(tmp_path, "a.jpg", "b.jpg")
    found, _ = find_photos([str(tmp_path / "b.jpg"), str(tmp_path), f"{tmp_path}/./a.jpg"])
    assert [photo.path.name for photo in found] == ["b.jpg", "a.jpg"]


def test_a_folder_without_photos_says_so(tmp_path: Path) -> None:
    """Protects against a silent success; below it there is something."""
    touch(tmp_path, "one/b.jpg")
    found, failures = find_photos([str(tmp_path)])
    assert not found
    assert "--recursive" in (failures[0].error or "")
    _, failures = find_photos([str(tmp_path / "one"), str(tmp_path / "nowhere.jpg")])
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

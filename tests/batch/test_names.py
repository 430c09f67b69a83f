"""What drawings are called: predictable, never two alike, never a photo."""

from pathlib import Path

import pytest

from artline.batch.names import Plan, plan
from artline.errors import OutputError, SettingError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"x")


def outputs(planned: Plan) -> list[str]:
    return [job.output for job in planned.jobs]


def test_without_output_the_drawing_lies_beside_the_photo(folder: Path) -> None:
    """Protects the name everybody meets first."""
    touch("in/a.jpg")
    assert outputs(plan(["in/a.jpg"])) == ["in/a-line.png"]
    assert outputs(plan(["in"])) == ["in/a-line.png"]
    assert outputs(plan(["in/a.jpg"], format="jpg")) == ["in/a-line.jpg"]


def test_each_look_has_a_name_of_its_own(folder: Path) -> None:
    """Protects a second look of a photo from meeting the first."""
    touch("a.jpg")
    assert outputs(plan(["a.jpg"], look="ink")) == ["a-line.png"]
    assert outputs(plan(["a.jpg"], look="brush")) == ["a-brush.png"]
    assert outputs(plan(["."], look="bold", format="svg")) == ["a-bold.svg"]
    assert outputs(plan(["a.jpg"], "out/", look="brush")) == ["out/a.png"]


def test_a_single_photo_goes_where_output_says(folder: Path) -> None:
    """Protects -o FILE, -o FOLDER and -o FOLDER/."""
    touch("a.jpg")
    Path("out").mkdir()
    assert outputs(plan(["a.jpg"], "b.webp")) == ["b.webp"]
    assert plan(["a.jpg"], "b.webp").jobs[0].format == "webp"
    assert outputs(plan(["a.jpg"], "out")) == ["out/a.png"]
    assert outputs(plan(["a.jpg"], "new/")) == ["new/a.png"]


def test_a_folder_is_mirrored(folder: Path) -> None:
    """Protects the layout below -o."""
    touch("in/a.jpg", "in/one/b.jpg")
    planned = plan(["in"], "out", recursive=True)
    assert outputs(planned) == ["out/a.png", "out/one/b.png"]
    assert planned.many


@pytest.mark.parametrize(
    ("photos", "expected"),
    [
        (["a.jpg", "a.webp", "b.jpg"], ["a.jpg.png", "a.webp.png", "b.png"]),
        (["A.jpg", "a.webp"], ["A.jpg.png", "a.webp.png"]),
        (["a.jpg", "a.jpg.tif", "a.webp"], ["a.jpg.png", "a.jpg.tif.png", "a.webp.png"]),
        (["x/a.jpg", "y/a.jpg"], ["a.jpg.png", "a.jpg-2.png"]),
        (["x/a.jpg", "y/a.jpg", "a.jpg-2.png"], ["a.jpg.png", "a.jpg-3.png", "a.jpg-2.png"]),
    ],
)
def test_names_never_collide(folder: Path, photos: list[str], expected: list[str]) -> None:
    """Protects every drawing from being overwritten by the next."""
    touch(*photos)
    got = outputs(plan(photos, "out"))
    assert got == [f"out/{name}" for name in expected]
    assert len({name.casefold() for name in got}) == len(photos)


def test_names_beside_the_photos_never_collide_either(folder: Path) -> None:
    """Protects a.jpg and a.webp in one folder without -o."""
    touch("a.jpg", "a.webp")
    assert outputs(plan(["."])) == ["a.jpg-line.png", "a.webp-line.png"]


def test_no_drawing_replaces_a_photo(folder: Path) -> None:
    """Protects the user's photos, even under --force and through links."""
    touch("in/a.png", "in/b.jpg")
    planned = plan(["in"], "in")
    assert outputs(planned) == ["in/b.png"]
    assert "would replace the photo" in (planned.failures[0].error or "")
    Path("link").symlink_to("in")
    assert plan(["in/a.png"], "link/a.png").failures


@pytest.mark.parametrize("output", ["out.png", "there.txt", "-"])
def test_several_photos_need_a_folder(folder: Path, output: str) -> None:
    """Protects against a folder that is called out.png."""
    touch("a.jpg", "b.jpg", "there.txt")
    with pytest.raises(OutputError, match="folder"):
        plan(["a.jpg", "b.jpg"], output)


def test_stdin_is_one_photo_and_goes_to_stdout(folder: Path) -> None:
    """Protects pipes."""
    assert outputs(plan(["-"])) == ["-"]
    assert outputs(plan(["-"], "out.avif")) == ["out.avif"]
    with pytest.raises(SettingError, match="stdin is one photo"):
        plan(["-", "a.jpg"])
    with pytest.raises(OutputError, match="is a folder"):
        plan(["-"], ".")


def test_an_unknown_suffix_is_refused_before_anything_is_drawn(folder: Path) -> None:
    """Protects from drawing first and complaining later."""
    touch("a.jpg")
    for output, name in (("a.xyz", None), ("a", None), (None, "psd")):
        with pytest.raises(OutputError, match="avif"):
            plan(["a.jpg"], output, format=name)

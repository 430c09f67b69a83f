"""`artline draw`, as people and scripts use it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from corpus import bad_files
from made_private import private_photo

Run = Callable[..., Any]
ARTLINE = [sys.executable, "-c", "import sys; from artline.cli import main; sys.exit(main())"]


@pytest.fixture
def photo(tmp_path: Path, small_photo: Image.Image) -> Path:
    """photo.jpg in the folder that the command line runs in."""
    path = tmp_path / "photo.jpg"
    small_photo.save(path, quality=95)
    return path


def test_the_short_form_draws_beside_the_photo(artline_cli: Run, photo: Path) -> None:
    """Protects the first thing everybody types."""
    run = artline_cli("photo.jpg")
    assert run.code == 0
    assert not run.stdout
    assert run.stderr.startswith("photo.jpg → photo-line.png (100×120, ")
    with Image.open("photo-line.png") as image:
        assert image.size == (100, 120)
        assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)
        assert np.asarray(image.convert("L")).std() > 20


UNUSED = (
    "rich multiprocessing skimage ssl urllib.request tempfile PIL.AvifImagePlugin "
    "PIL.TiffImagePlugin artline.cli.serve artline.cli.train artline.output.machines "
    "artline.output.svg artline.marks.hair"
)
"""What folders, other commands, other files or other looks need."""


def test_a_single_photo_loads_nothing_that_others_need(photo: Path) -> None:
    """Protects the second in which a photo is drawn: a quarter of it goes into imports."""
    code = (
        "import sys; from artline.cli import main; main(['photo.jpg', '-q']); "
        f"sys.exit(str(set({UNUSED.split()!r}) & set(sys.modules) or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=photo.parent, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""
    assert (photo.parent / "photo-line.png").exists()


def test_a_drawing_that_is_there_is_safe(artline_cli: Run, photo: Path) -> None:
    """Protects earlier drawings, and names the two ways on."""
    Path("photo-line.png").write_bytes(b"older")
    run = artline_cli("photo.jpg")
    assert run.code == 1
    assert run.stderr == (
        "error: photo-line.png: already there; --force replaces it, --skip-existing leaves it\n"
    )
    assert artline_cli("photo.jpg", "--skip-existing").code == 0
    assert Path("photo-line.png").read_bytes() == b"older"
    assert artline_cli("photo.jpg", "--force", "-q").stderr == ""
    assert Path("photo-line.png").read_bytes() != b"older"


def test_a_second_look_lies_beside_the_first(artline_cli: Run, photo: Path) -> None:
    """Protects trying looks, and a folder from being drawn from what was tried."""
    assert artline_cli("photo.jpg").code == 0
    for look in ("bold", "brush"):
        assert artline_cli("photo.jpg", "--look", look).code == 0
        assert Path(f"photo-{look}.png").exists()
    assert artline_cli("photo.jpg", "--look", "bold").code == 1
    Path("photo.jpg").rename("other.jpg")
    run = artline_cli(".", "--recursive")
    assert run.code == 0 and "1 drawn in " in run.stderr
    assert "note: passed over 3 drawings by artline\n" in run.stderr


def test_what_cannot_be_written_is_told_before_the_work(
    artline_cli: Run, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects from waiting for a refusal: no model is loaded for it."""
    monkeypatch.setattr("artline.ink.load.load", None)
    monkeypatch.setattr("artline.api.artist.load", None)
    Image.new("L", (70_000, 8), "white").save("long.png")
    Path("folder.png").mkdir()
    for arguments, words in (
        (("photo.jpg", "-o", "x.webp", "--size", "17000"), "x.webp: webp holds 16383 pixels"),
        (("long.png", "-o", "x.jpg"), "x.jpg: jpeg holds 65535 pixels a side at most; use png"),
        (("photo.jpg", "-o", f"{'x' * 300}.png"), "the name is too long"),
        (("photo.jpg", "-o", "photo.jpg/x.png"), "part of the path is a file"),
        (("photo.jpg", "-o", "/proc/x.png"), "/proc/x.png: "),
        (("compare", "photo.jpg", "-o", "folder.png"), "is a folder"),
        (("booklet", "photo.jpg", "-o", f"{'x' * 300}.pdf"), "the name is too long"),
        (("nowhere.jpg",), "nowhere.jpg: no such file"),
    ):
        run = artline_cli(*arguments)
        assert run.code == 1 and words in run.stderr, arguments
        assert "at fault" not in run.stderr


def test_knobs_arrive(artline_cli: Run, photo: Path) -> None:
    """Protects the way from option to drawing: colour, inversion, size, format."""
    run = artline_cli(
        *("photo.jpg", "--ink", "#102030", "--paper", "white", "--invert", "--size", "60"),
        *("--format", "tiff", "--look", "bold", "--weight", "2", "--shade", "-0.5"),
    )
    assert run.code == 0
    with Image.open("photo-bold.tif") as image:
        assert image.size == (50, 60)
        pixels = np.asarray(image.convert("RGB"))
    values, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_counts=True)
    assert values[counts.argmax()].tolist() == [0x10, 0x20, 0x30]


def test_transparent_ink_in_webp(artline_cli: Run, photo: Path) -> None:
    """Protects --background transparent up to the file."""
    assert artline_cli("photo.jpg", "-o", "x.webp", "--background", "transparent").code == 0
    with Image.open("x.webp") as image:
        assert image.mode == "RGBA"
        assert image.getextrema()[3][0] == 0


def test_json_has_one_object_per_photo_and_failures_set_the_code(
    artline_cli: Run, photo: Path
) -> None:
    """Protects programs: stdout holds nothing but objects, for good and for bad."""
    run = artline_cli("photo.jpg", "nowhere.jpg", "--json")
    assert run.code == 1
    good, bad = map(json.loads, run.out.splitlines())
    assert (good["status"], good["width"], good["height"]) == ("drawn", 100, 120)
    assert good["output"] == "photo-line.png"
    assert (bad["status"], bad["width"]) == ("failed", None)
    assert "nowhere.jpg" in bad["error"]
    assert "1 drawn, 1 failed in" in run.stderr
    assert run.stderr.rstrip().endswith(f"error: {bad['error']}")


def test_a_damaged_photo_is_drawn_where_that_is_wanted(artline_cli: Run, photo: Path) -> None:
    """Refused with the remedy; with it, drawn and told."""
    data = photo.read_bytes()
    photo.write_bytes(data[: len(data) * 2 // 3])
    refused = artline_cli("photo.jpg")
    assert refused.code == 1
    assert "draw what is left with --damaged" in refused.stderr
    drawn = artline_cli("photo.jpg", "--damaged")
    assert drawn.code == 0
    assert "drew what is left of it" in drawn.stderr
    told = artline_cli("info", "photo.jpg", "--damaged")
    assert "drew what is left of it" in told.out


def test_a_picture_without_a_sitter_says_so(artline_cli: Run, tmp_path: Path) -> None:
    """Protects from a white sheet without a word: the notice is on stderr and in --json."""
    ramp = np.tile(np.linspace(90, 220, 128, dtype=np.uint8)[:, None], (1, 160))
    Image.fromarray(ramp).save(tmp_path / "sky.png")
    run = artline_cli("sky.png", "--json")
    assert run.code == 0
    notices = json.loads(run.out)["notices"]
    assert any("nobody found" in notice for notice in notices)
    assert run.stderr == "".join(f"note: sky.png: {notice}\n" for notice in notices)


def test_a_folder_is_mirrored_and_summed_up(artline_cli: Run, photo: Path) -> None:
    """Protects -o FOLDER with subfolders, lines where stderr is no terminal, and the summary."""
    Path("in/one").mkdir(parents=True)
    Path("in/a.jpg").write_bytes(photo.read_bytes())
    Path("in/a.jpeg").write_bytes(photo.read_bytes())
    Path("in/one/b [x].jpg").write_bytes(photo.read_bytes())
    run = artline_cli("in", "-o", "out", "--recursive", "-j", "2")
    assert run.code == 0
    made = sorted(str(path) for path in Path("out").rglob("*.*"))
    assert made == ["out/a.jpeg.png", "out/a.jpg.png", "out/one/b [x].png"]
    assert "[3/3] " in run.stderr
    assert "3 drawn in " in run.stderr


def test_a_second_run_draws_only_what_is_new(artline_cli: Run, photo: Path) -> None:
    """Protects going on after a stop: nothing twice, and no drawing of a drawing."""
    assert artline_cli(".").code == 0
    Path("new.jpg").write_bytes(photo.read_bytes())
    run = artline_cli(".", "--skip-existing")
    assert run.code == 0
    assert "1 drawn, 1 skipped in " in run.stderr
    assert sorted(p.name for p in Path().iterdir()) == [
        *("new-line.png", "new.jpg", "photo-line.png", "photo.jpg")
    ]


def test_odd_names_are_drawn_and_shown_on_one_line(artline_cli: Run, photo: Path) -> None:
    """Protects names with spaces, quotes, emoji, newlines, hyphens and commands' names."""
    names = ["two words.jpg", 'it\'s "quoted".jpg', "😀.jpg", "a\nb.jpg", "-dash.jpg", "draw"]
    for name in names:
        photo.with_name(name).write_bytes(photo.read_bytes())
    run = artline_cli(*(f"./{name}" for name in names))
    assert run.code == 0
    assert run.stderr.count("\n") == len(names) + 1
    for name in names:
        assert photo.with_name(f"{Path(name).stem}-line.png").exists()


def test_a_name_that_is_not_unicode(artline_cli: Run, photo: Path) -> None:
    """Protects names in an old encoding, in messages and in --json."""
    name = os.fsdecode(b"caf\xe9.jpg")
    try:
        photo.rename(photo.with_name(name))
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    run = artline_cli(name, "--json")
    assert run.code == 0
    assert json.loads(run.out)["photo"] == name
    assert artline_cli(name).code == 1


def test_metadata_stays_only_when_asked(artline_cli: Run, tmp_path: Path) -> None:
    """Protects privacy by default; what is kept is upright and without a position."""
    block = Image.Exif()
    block[315], block[274], block[34853] = "Ada", 6, {1: "N", 2: (52.0, 30.0, 0.0)}
    Image.new("RGB", (60, 40), "grey").save(tmp_path / "a.jpg", exif=block, dpi=(72, 72))
    assert artline_cli("a.jpg", "-o", "plain.jpg").code == 0
    assert artline_cli("a.jpg", "-o", "kept.jpg", "--keep-metadata").code == 0
    with Image.open("plain.jpg") as plain, Image.open("kept.jpg") as kept:
        assert plain.size == kept.size == (40, 60)
        assert dict(plain.getexif()) == {305: "artline"}
        assert dict(kept.getexif()) == {315: "Ada", 305: "artline"}
        assert kept.info["dpi"] == (72, 72)


@pytest.mark.parametrize("kept", [False, True])
def test_nothing_private_leaves_the_photo(artline_cli: Run, kept: bool) -> None:
    """Protects who never asked: a drawing says nothing of its photo, or what may be told."""
    Path("a.jpg").write_bytes(private_photo("JPEG"))
    assert artline_cli("a.jpg", "-o", "a.png", *(["--keep-metadata"] if kept else [])).code == 0
    made = Path("a.png").read_bytes()
    assert b"SECRET" not in made
    assert (b"STAYS" in made) is kept


def test_every_bad_file_of_a_folder_is_one_line(artline_cli: Run, tmp_path: Path) -> None:
    """Protects a run over broken files: each refused or drawn, no traceback, no partial file."""
    (tmp_path / "bad").mkdir()
    made = bad_files(tmp_path / "bad")
    odd_but_good = [case for case in made if case.error is None]
    cases = [*(case for case in made if case.error), *odd_but_good[::4]]
    inputs = [str(case.path) for case in cases]
    assert len(inputs) >= 60
    run = artline_cli(*inputs, "-o", "out", "--json", "-j", "2")
    assert run.code == 1
    outcomes = {o["photo"]: o for o in map(json.loads, run.out.splitlines())}
    assert len(outcomes) == len(set(inputs))
    for case in cases:
        outcome = outcomes[str(case.path)]
        wanted = "failed" if case.error else "drawn"
        assert outcome["status"] == wanted, (case.label, outcome["error"])
        if outcome["error"]:
            assert "\n" not in outcome["error"]
            assert "at fault" not in outcome["error"], case.label
    failed = [o for o in outcomes.values() if o["status"] == "failed"]
    assert run.stderr.count("error: ") == len(failed)
    written = list(Path("out").iterdir())
    assert len(written) == len(outcomes) - len(failed)
    for path in written:
        assert not path.name.startswith(".")
        with Image.open(path) as image:
            image.load()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_one_line(artline_cli: Run, photo: Path) -> None:
    """Protects from a traceback when there is no room, for a file and for stdout."""
    run = artline_cli("photo.jpg", "-o", "/dev/full", "--format", "png")
    assert run.code == 1
    assert run.stderr == "error: /dev/full: the disk is full; choose another place to write to\n"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*ARTLINE, str(photo), "-o", "-"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"the disk is full" in done.stderr


def test_a_folder_that_cannot_be_made_is_one_line(artline_cli: Run, photo: Path) -> None:
    """Protects -o below a file, for a photo and for a sheet."""
    for command in ((), ("compare",), ("looks",)):
        run = artline_cli(*command, "photo.jpg", "-o", "photo.jpg/out/x.png")
        assert run.code == 1
        assert run.stderr == (
            "error: photo.jpg/out/x.png: part of the path is a file, not a folder; "
            "choose another place to write to\n"
        )


def test_folders_of_a_single_file_are_made(artline_cli: Run, photo: Path) -> None:
    """Protects `-o a/b/c.png`, as for several photos; a photo that fails leaves no folder."""
    assert artline_cli("photo.jpg", "-o", "one/two/x.png").code == 0
    assert artline_cli("compare", "photo.jpg", "-o", "one/three/x.png").code == 0
    assert Path("one/two/x.png").is_file() and Path("one/three/x.png").is_file()
    Path("bad.jpg").write_bytes(b"no photo")
    assert artline_cli("bad.jpg", "-o", "four/x.png").code == 1
    assert not Path("four").exists()


def test_the_photo_itself_is_never_replaced(artline_cli: Run, photo: Path) -> None:
    """Protects the photo even from --force."""
    before = photo.read_bytes()
    run = artline_cli("photo.jpg", "-o", "photo.jpg", "--force")
    assert run.code == 1
    assert "would replace the photo" in run.stderr
    assert photo.read_bytes() == before


def test_a_pipe_carries_the_photo_in_and_the_drawing_out(photo: Path) -> None:
    """Protects `cat photo.jpg | artline - | …`: nothing but the picture on stdout."""
    done = subprocess.run(
        [*ARTLINE, "-", "--format", "webp"],
        input=photo.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    with Image.open(BytesIO(done.stdout)) as image:
        assert (image.format, image.size) == ("WEBP", (100, 120))


def test_a_reader_that_goes_away_is_met_in_silence(photo: Path) -> None:
    """Protects `artline … --json | head -1` from a traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*ARTLINE, str(photo), "--json"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX terminals")
def test_a_terminal_gets_no_picture_but_a_bar(photo: Path) -> None:
    """Protects the terminal from bytes, and shows the bar where there is one."""
    import pty

    def run(*arguments: str) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*ARTLINE, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=photo.parent
        )
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 4096):
                text += piece
        except OSError:  # Linux's way of saying that the other end is closed
            pass
        os.close(ours)
        return process.wait(), text.decode()

    code, text = run("photo.jpg", "-o", "-")
    assert code == 2
    assert "stdout is a terminal" in text
    (photo.parent / "b.jpg").write_bytes(photo.read_bytes())
    code, text = run(".")
    assert code == 0
    assert "2/2" in text
    assert "2 drawn in" in text
    assert "-:--" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize(
    ("workers", "sent", "code"),
    [("1", signal.SIGINT, 130), ("2", signal.SIGINT, 130), ("2", signal.SIGTERM, 143)],
)
def test_stopping_a_folder_run_leaves_whole_files_only(
    photo: Path, workers: str, sent: signal.Signals, code: int
) -> None:
    """Protects from half files, from tracebacks of workers, and from a slow goodbye."""
    folder = photo.parent / "many"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.jpg").write_bytes(photo.read_bytes())
    out = photo.parent / "out"
    process = subprocess.Popen(
        [*ARTLINE, str(folder), "-o", str(out), "-j", workers],
        stderr=subprocess.PIPE,
        start_new_session=True,
        # a run in the background of a shell passes on that interrupts are ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stderr is not None
    process.stderr.readline()  # the first drawing is done
    start = time.monotonic()
    os.killpg(process.pid, sent)  # as a terminal does: to everyone in the foreground
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait() == code
    assert time.monotonic() - start < 15
    assert "Traceback" not in said
    assert "stopped after " in said
    for path in out.iterdir():
        assert path.suffix == ".png"
        assert not path.name.startswith(".")
        with Image.open(path) as image:
            image.load()
    assert 0 < len(list(out.iterdir())) < 200

"""Files: the right pixels, profile and dpi in every format, and whole or not at all."""

import os
import resource
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage import data

from artline.errors import OutputError
from artline.options.places import PICTURES
from artline.output import raster
from artline.output.registry import format_of, picture_format
from artline.photo.own import drawn_here

FORMATS = tuple(PICTURES)
LOSSLESS = ("png", "webp", "tiff")


def line_art(mode: str = "L") -> np.ndarray:
    """A real portrait as two-tone art, in the mode asked for."""
    grey = np.asarray(Image.fromarray(data.astronaut()).convert("L"))
    art = np.where(grey > 90, 255, 0).astype(np.uint8)[:200, :160]
    if mode == "L":
        return art
    colour = np.stack([art, art // 2, np.full_like(art, 40)], axis=-1)
    return colour if mode == "RGB" else np.dstack([colour, 255 - art])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_pixels_profile_and_dpi_arrive(name: str, mode: str) -> None:
    """Protects what every viewer and printer relies on, format by format."""
    pixels = line_art(mode)
    if mode == "RGBA" and name == "jpeg":
        pytest.skip("JPEG has no transparency")
    data_ = raster.encode(pixels, name, dpi=(150.0, 150.0))
    with Image.open(BytesIO(data_)) as image:
        image.load()
        assert image.format == name.upper()
        back = np.asarray(image.convert(mode))
        profile = image.info["icc_profile"]
        resolution = image.info.get("dpi") or (image.getexif()[282], image.getexif()[283])
    space = b"GRAY" if image.mode == "L" else b"RGB "
    assert profile[16:20] == space
    assert [round(float(v)) for v in resolution] == [150, 150]
    if name in LOSSLESS:
        assert np.array_equal(back, pixels)
    else:
        assert np.abs(back.astype(int) - pixels).mean() < 4


def test_the_same_drawing_is_the_same_file() -> None:
    """Protects reproducibility: no clock in any file."""
    first = [raster.encode(line_art("RGB"), name) for name in FORMATS]
    time.sleep(1.1)  # profiles and TIFF dates count seconds
    assert [raster.encode(line_art("RGB"), name) for name in FORMATS] == first


@pytest.mark.parametrize("name", FORMATS)
def test_metadata_is_carried(name: str) -> None:
    """Protects --keep-metadata in every container."""
    block = Image.Exif()
    block[315], block[34665] = "Ada", {36867: "2024:05:06 07:08:09"}
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    said = 'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="Ada"'
    xmp = f'<rdf:RDF xmlns:rdf="{rdf}"><rdf:Description {said}/></rdf:RDF>'.encode()
    data_ = raster.encode(line_art(), name, exif=block.tobytes(), xmp=xmp)
    with Image.open(BytesIO(data_)) as image:
        assert image.getexif()[315] == "Ada"
        assert image.getexif().get_ifd(34665)[36867] == "2024:05:06 07:08:09"
        held = image.info.get("xmp") or image.getexif().get(700)
    assert b"<rdf:li>Ada</rdf:li>" in (held.encode() if isinstance(held, str) else bytes(held))


def test_the_suffix_chooses_and_format_wins() -> None:
    """Protects the choice of format, in any case."""
    assert format_of("a.PNG").name == "png"
    assert format_of(Path("a.b.JPG")).name == "jpeg"
    assert format_of("a.tif").name == "tiff"
    assert format_of("a.png", "JPG").name == "jpeg"
    assert format_of("a", "webp").name == "webp"


@pytest.mark.parametrize(
    ("target", "name"), [("a.xyz", None), ("a", None), ("a.png", "psd"), ("", None)]
)
def test_an_unknown_format_is_refused_with_the_list(target: str, name: str | None) -> None:
    """Protects the user from guessing: the message lists what there is."""
    with pytest.raises(OutputError, match="avif") as refused:
        format_of(target, name, "picture")
    assert "\n" not in str(refused.value)


def test_transparency_needs_a_format_that_has_it() -> None:
    """Protects ink on nothing from turning into ink on black."""
    with pytest.raises(OutputError, match="png, webp, tiff, avif"):
        raster.encode(line_art("RGBA"), "jpeg")


def test_a_side_longer_than_the_format_holds_is_refused() -> None:
    """Protects against an encoder's own, unreadable complaint."""
    with pytest.raises(OutputError, match="16383 pixels a side at most; use png for 20000×1"):
        raster.encode(np.zeros((1, 20_000), np.uint8), "webp")


@pytest.mark.parametrize("name", FORMATS)
def test_the_smallest_picture_is_written(name: str) -> None:
    """Protects 1×1 photos."""
    with Image.open(BytesIO(raster.encode(np.zeros((1, 1), np.uint8), name))) as image:
        assert image.size == (1, 1)


def test_pixels_that_are_no_picture_are_refused() -> None:
    """Protects callers who hand over floats or stacks."""
    for wrong in (np.zeros((4, 4), np.float32), np.zeros((4, 4, 2), np.uint8)):
        with pytest.raises(OutputError, match="give uint8"):
            raster.encode(wrong, "png")


def test_saving_replaces_in_one_step_and_leaves_nothing_else(tmp_path: Path) -> None:
    """Protects the folder: the file, whole, and no temporary beside it."""
    target = tmp_path / "out.png"
    target.write_bytes(b"older")
    raster.save(line_art(), target)
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]
    with Image.open(target) as image:
        assert np.array_equal(np.asarray(image), line_art())
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Protects folders that point elsewhere: the file behind the link is replaced."""
    real, link = tmp_path / "real.png", tmp_path / "link.png"
    real.write_bytes(b"older")
    link.symlink_to(real)
    raster.save(line_art(), link)
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"\x89PNG")


def test_a_file_object_gets_the_bytes() -> None:
    """Protects in-memory use; without a format it is PNG."""
    buffer = BytesIO()
    raster.save(line_art(), buffer)
    assert buffer.getvalue() == raster.encode(line_art(), "png")


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder nobody may write into; root gives up its rights for the while."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o555)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
def test_a_read_only_folder_is_one_line(read_only_folder: Path) -> None:
    """Protects against a traceback and against leavings."""
    with pytest.raises(OutputError, match="no permission to write here"):
        raster.put(b"data", read_only_folder / "out.png")
    assert not list(read_only_folder.iterdir())


def test_missing_folders_and_folders_as_targets_are_one_line(tmp_path: Path) -> None:
    """Protects the message: it names the folder that is missing."""
    with pytest.raises(OutputError, match=r"no folder .*nowhere; make it first"):
        raster.save(line_art(), tmp_path / "nowhere" / "out.png")
    with pytest.raises(OutputError, match="is a folder"):
        raster.save(line_art(), tmp_path, format="png")
    with pytest.raises(OutputError, match="the name is too long"):
        raster.save(line_art(), tmp_path / ("a" * 300 + ".png"))
    with pytest.raises(OutputError):
        raster.save(line_art(), tmp_path / "nul\0.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_device_is_one_line() -> None:
    """Protects the message for a disk without room."""
    with pytest.raises(OutputError, match="/dev/full: the disk is full"):
        raster.save(line_art(), "/dev/full", format="png")


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_disk_that_fills_half_way_leaves_the_older_file(tmp_path: Path) -> None:
    """Protects the older file: the new one breaks off in the middle and vanishes."""
    import signal

    target = tmp_path / "out.png"
    target.write_bytes(b"older")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OutputError, match="larger than is allowed"):
            raster.save(line_art(), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]
    assert target.read_bytes() == b"older"


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    """Protects Ctrl-C in the very moment of writing."""

    class Interrupting(bytes):
        def __buffer__(self, flags: int) -> memoryview:
            raise KeyboardInterrupt

    target = tmp_path / "out.png"
    if sys.version_info >= (3, 12):
        with pytest.raises(KeyboardInterrupt):
            raster.put(Interrupting(b"data"), target)
    else:
        with pytest.raises(TypeError):  # any failure after the file is open goes the same way
            raster.put("text", target)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_large_drawing_is_written_quickly() -> None:
    """Protects the measured choice of zlib strategy (0.3 s here; its level 9 takes 2.9 s)."""
    pixels = np.tile(line_art(), (20, 37))
    start = time.process_time()
    size = len(raster.encode(pixels, "png"))
    assert time.process_time() - start < 2.0
    assert size < pixels.size / 5


def test_what_is_replaced_leaves_its_permissions(tmp_path: Path) -> None:
    """Protects a drawing that was closed to others from being opened to them by `--force`."""
    for mode in (0o640, 0o600, 0o664):
        path = tmp_path / f"{mode:o}.png"
        path.write_bytes(b"older")
        path.chmod(mode)
        raster.save(np.zeros((4, 4), np.uint8), path)
        assert path.stat().st_mode & 0o777 == mode
    linked = tmp_path / "link.png"
    linked.symlink_to("640.png")
    raster.save(np.zeros((4, 4), np.uint8), linked)
    assert linked.is_symlink() and linked.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX pipes")
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    """Protects `-o >(…)` of shells and named pipes: they are not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        raster.save(np.zeros((4, 4), np.uint8), pipe, "png")
        assert read.result(10).startswith(b"\x89PNG")
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kept", [False, True])
def test_a_drawing_is_known_by_its_mark(name: str, kept: bool, tmp_path: Path) -> None:
    """Protects folders from being drawn from their drawings, in every format, metadata or not."""
    camera = Image.Exif()
    camera[305], camera[315] = "Camera 1.0", "Ada"
    row = picture_format(name)
    path = tmp_path / f"a{row.suffix}"
    shape = (6, 9, 4) if row.transparent else (6, 9)
    raster.save(np.full(shape, 200, np.uint8), path, exif=camera.tobytes() if kept else b"")
    assert drawn_here(path)
    with Image.open(path) as image:  # a photo that another program made of the same pixels
        plain = Image.fromarray(np.asarray(image.convert("RGB")))
    plain.save(path, exif=camera)
    assert not drawn_here(path)


def test_what_cannot_be_read_was_not_drawn_here(tmp_path: Path) -> None:
    """Protects the search of a folder from hostile and missing files."""
    for number, hostile in enumerate(
        (b"", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\xff\xff\xffWEBPEXIF\xff")
    ):
        path = tmp_path / str(number)
        path.write_bytes(hostile)
        assert not drawn_here(path)
    assert not drawn_here(tmp_path / "none")
    assert not drawn_here(tmp_path)

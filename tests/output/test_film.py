"""Films of the drawing being drawn: what they show, how long they are, what they refuse."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from artline import pipeline
from artline.cli import cli
from artline.errors import OutputError, SettingError
from artline.nouns import Drawing
from artline.options.film import FilmSettings
from artline.output.film import drawn_share, frames
from artline.output.film_files import film_format


def test_strokes_uncover_the_picture_and_nothing_else() -> None:
    """In their order, each where it runs; the last pictures are the whole one."""
    picture = np.arange(60 * 80, dtype=np.uint8).reshape(60, 80)
    lines = [np.array([[10.0, 10], [70, 10]]), np.array([[10.0, 50], [70, 50]])]
    shown = [frame.copy() for frame in frames(picture, np.array(255, np.uint8), lines, 5, 12)]
    first, later = shown[2], shown[8]
    assert (first[8:12, 12:20] == picture[8:12, 12:20]).all() and (first[40:] == 255).all()
    assert (later[8:12, 12:68] == picture[8:12, 12:68]).all()
    assert (later[20:40] == 255).all() and (later[48:52, 12:20] == picture[48:52, 12:20]).all()
    assert (shown[-1] == picture).all() and (shown[-2] == picture).all()


def test_drawing_begins_slowly_and_ends_before_the_film() -> None:
    """Never backwards."""
    shares = [drawn_share(time) for time in np.linspace(0, 1, 50)]
    assert shares[0] == 0 and sorted(shares) == shares and shares[-8:] == [1.0] * 8
    assert shares[10] < 10 / 42


@pytest.mark.parametrize("shape", ["photo", "story"])
def test_a_gif_has_shape_length_and_colours(drawing: Drawing, shape: str) -> None:
    """Brown ink on linen from the first picture to the last, in the time that was asked for."""
    from artline.options import Settings

    coloured = pipeline.finish(drawing.ink, Settings(ink="#4a2c17", paper="linen"))
    data = pipeline.film(coloured, FilmSettings(shape=shape, seconds=2), "gif")
    with Image.open(io.BytesIO(data)) as film:
        assert film.size == ((540, 960) if shape == "story" else (675, 675))
        times = []
        for k in range(film.n_frames):  # type: ignore[attr-defined]
            film.seek(k)
            times.append(film.info["duration"])
            assert film.convert("RGB").getpixel((2, 2)) == (250, 240, 230)
        last = np.asarray(film.convert("RGB")).reshape(-1, 3)
    assert sum(times) == 2000
    assert (np.abs(last.astype(int) - (0x4A, 0x2C, 0x17)).max(axis=1) < 12).any()


def test_an_mp4_plays_and_an_svg_draws_itself(drawing: Drawing) -> None:
    """H.264 in 30 pictures a second; strokes that have times."""
    import av

    data = pipeline.film(drawing, FilmSettings(shape="square", seconds=2), "mp4")
    with av.open(io.BytesIO(data)) as film:
        pictures = [frame.to_ndarray(format="gray") for frame in film.decode(video=0)]
    assert len(pictures) == 60 and pictures[0].shape == (1080, 1080)
    assert (pictures[0] < 128).sum() < 0.2 * (pictures[-1] < 128).sum()
    svg = pipeline.film(drawing, FilmSettings(seconds=12), "svg").decode()
    assert "animation-delay:9." in svg and "animation-delay:10." not in svg


def test_what_is_no_film_is_refused() -> None:
    """In one line; so is a length that nobody would watch."""
    with pytest.raises(OutputError, match="format png: no film; there are gif, mp4, svg"):
        film_format("png")
    with pytest.raises(SettingError, match="seconds: 600 is not a number from 2 to 60"):
        FilmSettings(seconds=600)


def test_without_its_library_mp4_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """And who asks for it all the same is told the pip command."""
    from artline.output import film_files

    monkeypatch.setattr(film_files, "find_spec", lambda _name: None)
    assert film_files.film_formats() == ("gif", "svg")
    with pytest.raises(OutputError, match=r"pip install \"artline\[video\]\""):
        film_format("mp4")


def test_the_command_writes_a_film(tmp_path: Path) -> None:
    """Beside the photo, never over another file; what does nothing is refused."""
    photo = tmp_path / "one.jpg"
    source = Path(__file__).parents[2] / "examples" / "photos" / "astronaut.jpg"
    photo.write_bytes(source.read_bytes())
    run = CliRunner().invoke(cli, ["film", str(photo), "--seconds", "2", "--look", "contour"])
    assert run.exit_code == 0, run.output
    with Image.open(tmp_path / "one-film.gif") as film:
        assert film.n_frames > 5  # type: ignore[attr-defined]
    for words in (
        [],
        ["-o", str(tmp_path / "one.png")],
        ["--force", "--background", "transparent"],
    ):
        again = CliRunner().invoke(cli, ["film", str(photo), *words])
        assert again.exit_code != 0

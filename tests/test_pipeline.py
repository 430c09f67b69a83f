"""The pipeline: any photo in, a drawing of exactly its pixels out, and never a white sheet."""

import io
import threading

import numpy as np
import pytest
from skimage import data

import artline
from artline.errors import ModelError, SettingError
from artline.looks.nobody import NO_FACE, NO_SITTER
from artline.options import Settings


@pytest.mark.parametrize("shape", [(512, 512), (300, 200), (37, 61), (1, 1), (1, 900), (900, 1)])
def test_a_drawing_has_exactly_the_photos_pixels(artist, portrait, shape):
    from PIL import Image

    photo = Image.fromarray(portrait).resize(shape[::-1])
    assert np.asarray(artist.draw(photo)).shape == shape


@pytest.mark.parametrize("size", [64, 700])
def test_size_is_the_long_side_of_the_drawing(artist, ink, size):
    assert np.asarray(artist.finish(ink, size=size)).shape == (size, size)


def test_one_photo_has_one_character_at_every_size(artist, portrait):
    """A 300-pixel photo and the same at 2000 pixels give the same drawing to the eye."""
    from PIL import Image

    drawings = []
    for side in (300, 512, 2000):
        photo = Image.fromarray(portrait).resize((side, side), Image.Resampling.LANCZOS)
        drawings.append(np.asarray(artist.draw(photo, size=512)) < 128)
    shares = [drawing.mean() for drawing in drawings]
    assert max(shares) / min(shares) < 1.15
    for drawing in drawings[1:]:
        both = (drawings[0] & drawing).sum() / (drawings[0] | drawing).sum()
        assert both > 0.75


def test_the_sitter_is_drawn_and_the_background_is_not(drawing):
    ink = np.asarray(drawing) < 128
    assert 0.03 < ink.mean() < 0.4
    subject = drawing.ink.subject
    assert subject.mean() > 0.2
    assert ink[:60, :60].mean() == 0


def test_every_way_to_give_a_photo_draws_the_same(artist, portrait, small_ink, tmp_path):
    from PIL import Image

    image = Image.fromarray(portrait)
    image.save(tmp_path / "a.png")
    content = (tmp_path / "a.png").read_bytes()
    for photo in (tmp_path / "a.png", str(tmp_path / "a.png"), content, io.BytesIO(content), image):
        drawing = artist.finish(artist.see(photo, side=max(small_ink.shape)))
        assert np.array_equal(np.asarray(drawing), np.asarray(artist.finish(small_ink)))


def test_a_picture_of_nobody_is_drawn_whole_and_said_so(artist):
    """Never a white sheet without a word."""
    for picture in (data.coins(), data.page()):
        drawing = artist.draw(picture)
        if drawing.ink.coverage < 0.01:
            assert NO_SITTER in drawing.notices
        assert (np.asarray(drawing) < 128).mean() > 0.005


@pytest.mark.parametrize("name", ["coffee", "chelsea", "cell", "horse", "rocket", "moon", "retina"])
def test_what_has_no_face_is_said_so(artist, name):
    """Protects the README's word: no cup, cat or moon is drawn as somebody without a notice."""
    drawing = artist.draw(getattr(data, name)())
    assert {NO_FACE, NO_SITTER} & set(drawing.notices)


def test_somebody_from_behind_is_drawn_all_the_same(artist, ink):
    """Protects hair from behind and faces that nobody finds: drawn as before, and told."""
    from dataclasses import replace

    unseen = replace(ink, faces=())
    assert artist.finish(unseen).notices == (NO_FACE,)
    drawn, whole = (np.asarray(artist.finish(one)).astype(int) for one in (unseen, ink))
    assert np.abs(drawn - whole).mean() < 0.01 * 255
    assert artist.finish(unseen, background="keep").notices == ()
    marked = artist.retouch(unseen, sitter=np.ones((4, 4), bool))
    assert NO_FACE not in artist.finish(marked).notices


def test_no_sitter_at_all_falls_back_to_the_scene(artist, ink):
    from dataclasses import replace

    nobody = replace(ink, subject=np.zeros_like(ink.subject), faces=())
    white, keep = artist.finish(nobody), artist.finish(nobody, background="keep")
    assert white.notices == (NO_SITTER,)
    assert keep.notices == ()
    assert np.array_equal(np.asarray(white), np.asarray(keep))
    clear = np.asarray(artist.finish(nobody, background="transparent"))
    assert np.array_equal(clear[..., 3], 255 - np.asarray(keep))


@pytest.mark.parametrize("look", artline.LOOKS)
def test_every_look_and_background_can_be_drawn(artist, small_ink, look):
    for background, channels in (("white", 2), ("keep", 2), ("transparent", 3)):
        drawing = artist.finish(small_ink, look=look, background=background)
        pixels = np.asarray(drawing)
        assert pixels.ndim == (3 if drawing.marks.in_colour else channels)
        assert pixels.std() > 5


def test_finishing_again_is_the_same_to_the_pixel(artist, ink):
    first, second = (np.asarray(artist.finish(ink, look="bold")) for _ in range(2))
    assert np.array_equal(first, second)


def test_threads_share_an_artist(artist, portrait, drawing):
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(np.asarray(artist.draw(portrait))))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(result, np.asarray(drawing)) for result in results)
    assert len(results) == 3


def test_settings_come_as_an_object_or_as_names(artist, ink):
    one = artist.finish(ink, Settings(look="contour", size=128))
    other = artist.finish(ink, look="contour", size=128)
    assert np.array_equal(np.asarray(one), np.asarray(other))
    with pytest.raises(SettingError, match="not both"):
        artist.finish(ink, Settings(), look="bold")


def test_a_look_whose_channel_is_missing_names_it(artist, ink):
    from dataclasses import replace

    poor = replace(ink, channels={"line": ink.channels["line"]})
    with pytest.raises(ModelError, match=r"mass, scene.*look ink"):
        artist.finish(poor)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"threads": 0}, "threads"),
        ({"threads": 5000}, "threads"),
        ({"max_pixels": 0}, "max_pixels"),
    ],
)
def test_an_artist_refuses_absurd_arguments(arguments, words):
    with pytest.raises(SettingError, match=words):
        artline.Artist(**arguments)


def test_a_bad_setting_is_refused_before_any_work(tmp_path):
    with pytest.raises(SettingError):
        artline.draw(tmp_path / "missing.jpg", look="none such")


def test_another_size_is_a_rendering_of_the_same_marks(artist, portrait):
    """Protects prints: what is seen at 300 pixels is what is printed at 6,000."""
    from PIL import Image

    small = artist.draw(portrait, size=200)
    large = small.at(800)
    assert large.marks is small.marks
    assert max(large.width, large.height) == 800 and large.settings.size == 800
    shrunk = np.asarray(large.to_pil().resize((small.width, small.height), Image.Resampling.BOX))
    assert np.abs(shrunk.astype(int) - small.pixels).mean() < 1.5
    assert small.at(None).pixels.shape == portrait.shape[:2]
    with pytest.raises(SettingError, match="size"):
        small.at(3)


def test_a_small_pass_sees_the_same_photo_small(artist, portrait):
    """For thumbnails: the side that is asked for, where faces are too; a foolish one is refused."""
    wide = np.concatenate([portrait, np.full((512, 512, 3), 128, np.uint8)], axis=1)
    ink = artist.see(wide, side=128)
    assert ink.shape == (64, 128) and ink.pitch == 1
    assert ink.faces == artist.see(wide).faces
    assert artist.finish(ink).pixels.shape == wide.shape[:2]
    for side in (63, 2049):
        with pytest.raises(SettingError, match="side"):
            artist.see(wide, side=side)


def test_an_ink_keeps_its_marks(artist, portrait):
    """Protects the speed of another colour: nothing is traced anew."""
    ink = artist.see(portrait, looks=["ink"])
    first = artist.finish(ink)
    assert artist.finish(ink, ink="navy", size=100).marks is first.marks
    assert artist.finish(ink, weight=2).marks is not first.marks

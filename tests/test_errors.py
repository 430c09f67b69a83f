"""Errors: whatever a file is called, a message about it stays one printable line."""

import pytest

from artline import errors


@pytest.mark.parametrize("name", ["a b.jpg", "it's.png", 'say "cheese".jpg', "ä😀.webp"])
def test_a_printable_name_is_shown_as_it_is(name):
    assert errors.shown(name) == name


@pytest.mark.parametrize("name", ["a\nb.jpg", "\x1b[31mred", "tab\there", "\u2028", ""])
def test_any_other_name_is_escaped_onto_one_line(name):
    shown = errors.shown(name)
    assert shown.isprintable()
    assert shown


def test_every_error_is_an_artline_error():
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    made = [e for e in classes if issubclass(e, Exception) and not issubclass(e, Warning)]
    assert len(made) > 8
    assert all(issubclass(e, errors.ArtlineError) for e in made)

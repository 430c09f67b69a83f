"""Everything that can go wrong, as one tree.

Each message is one line that names the file or setting, what is wrong and what to do.
"""

from __future__ import annotations


class ArtlineError(Exception):
    """The root: catch this one to catch every refusal of artline."""


class SettingError(ArtlineError, ValueError):
    """A setting that does not exist, or a value outside its range."""


class PhotoError(ArtlineError):
    """A photo that cannot be read."""


class PhotoMissingError(PhotoError, FileNotFoundError):
    """No such file, or a folder where a file should be."""


class PhotoUnreadableError(PhotoError, PermissionError):
    """The file is there, but the system will not let it be read."""


class PhotoNotAnImageError(PhotoError):
    """Empty, or not a picture in any format known here."""


class PhotoTruncatedError(PhotoError):
    """A picture whose data ends early or is damaged."""


class PhotoTooLargeError(PhotoError):
    """More pixels than the limit allows; nothing was decoded."""


class PhotoUnsupportedError(PhotoError):
    """A real picture of a kind that this installation cannot read."""


class PhotoArrayError(PhotoError, ValueError):
    """An array whose shape, type or values are no photo."""


class ModelError(ArtlineError):
    """A model that is unknown, damaged, not here, or without a valid contract."""


class OutputError(ArtlineError):
    """A drawing that cannot be written."""


class OutputExistsError(OutputError, FileExistsError):
    """The output is already there and may not be replaced."""


class PluginError(ArtlineError, ValueError):
    """A look or a format that cannot be registered."""


class MemoryShortError(ArtlineError, MemoryError):
    """Not enough memory, even with the smallest tiles."""


class Notice(UserWarning):
    """What was left aside and stops nothing, in one line; the command line tells each once."""


def shown(name: object) -> str:
    """A file name or value for a message: on one line, whatever characters are in it."""
    text = str(name)
    if text.isprintable() and text:
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in repr(text)
    )

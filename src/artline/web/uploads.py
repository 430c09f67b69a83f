"""Uploads: read into memory as they arrive, never into a file."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from artline.errors import shown
from artline.web.chosen import is_setting
from artline.web.config import MIB, Limits
from artline.web.problems import ProblemError
from artline.web.work import AbandonedError

PHOTO = "photo"
"""Name of the field that holds the photo."""
LONGEST_FIELD = 4096
"""Bytes of a setting's value."""
MOST_FIELDS = 64
"""Parts of a form, the photo among them."""
LONGEST_NAME = 255
"""Characters of a file name that are kept: the last ones."""
NAMELESS = "photo"
"""Name of a photo that came without a file name."""
TOO_MANY_UPLOADS = "too many uploads at a time; try again in a moment"
MALFORMED = "the form is not well formed; send multipart/form-data"


@dataclass(slots=True)
class Form:
    """A form with a photo and settings.

    Attributes:
        photo: bytes of the field `photo`; None once they have been read.
        name: file name of the photo, without folders.
        fields: the other fields.
    """

    photo: bytes | None
    name: str = NAMELESS
    fields: dict[str, str] = field(default_factory=dict)


class Allowance:
    """Bytes that all uploads together may hold.

    Args:
        most: bytes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0

    @contextmanager
    def share(self) -> Iterator[Share]:
        """The share of one request, given back at the end."""
        share = Share(self)
        try:
            yield share
        finally:
            self.held -= share.held


class Share:
    """What one request holds of the allowance."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self.held = 0

    def take(self, size: int) -> None:
        """Hold `size` bytes more.

        Raises:
            ProblemError: 429, all uploads together would be too large.
        """
        if self._allowance.held + size > self._allowance.most:
            raise ProblemError(429, TOO_MANY_UPLOADS, retry_after=5)
        self._allowance.held += size
        self.held += size


async def read_form(request: Request, limits: Limits, share: Share) -> Form:
    """Read a multipart form with one photo and some settings.

    Raises:
        ProblemError: 400 not well formed; 408 too slow; 413 too large; 415 not multipart;
            422 without photo, or a field given twice; 429 too many uploads at a time.
        AbandonedError: the client has disconnected.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind.lower() != "multipart/form-data":
        raise ProblemError(415, "the photo must come as multipart/form-data, in the field photo")
    async with _deadline(limits.upload_seconds):
        parser = _FormParser(request.headers, _chunks(request, limits.upload, share))
        try:
            form = await parser.parse()
        except (MultiPartException, UnicodeError):  # their messages quote what was sent
            raise ProblemError(400, MALFORMED) from None
    try:
        return _checked(form)
    finally:
        await form.close()


async def read_body(request: Request, most: int, seconds: float, share: Share) -> bytes:
    """Read a body as it is, of at most `most` bytes; the same errors as for a form."""
    body = bytearray()
    async with _deadline(seconds):
        async for chunk in _chunks(request, most, share):
            body += chunk
    return bytes(body)


async def _chunks(request: Request, most: int, share: Share) -> AsyncGenerator[bytes, None]:
    """The body's bytes as they arrive, counted."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(most)
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > most:
            raise _too_large(most)
        share.take(len(chunk))
        yield chunk


@asynccontextmanager
async def _deadline(seconds: float) -> AsyncIterator[None]:
    """End the reading of an upload that takes longer, or whose client has disconnected."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise ProblemError(
            408, f"the upload took longer than {seconds:g} s; send a smaller photo"
        ) from None
    except ClientDisconnect:
        raise AbandonedError from None


def _too_large(most: int) -> ProblemError:
    return ProblemError(413, f"more than {most / MIB:.0f} MB; send a smaller file")


class _FormParser(MultiPartParser):
    """Starlette's parser, in memory, with bounds on all fields; a form that ends early fails."""

    spool_max_size = sys.maxsize
    """Bytes from which Starlette moves a file to disk: never."""

    def __init__(self, headers: Headers, stream: AsyncGenerator[bytes, None]) -> None:
        super().__init__(headers, self._to_the_end(stream), max_part_size=LONGEST_FIELD)
        self._ended = False
        self._parts = 0

    async def _to_the_end(self, stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
        """The stream; fails where it stops before the form does, so that Starlette cleans up."""
        async for chunk in stream:
            yield chunk
        if not self._ended:
            raise ProblemError(400, "the form ends early; send it again")

    def on_headers_finished(self) -> None:
        self._parts += 1
        if self._parts > MOST_FIELDS:
            raise ProblemError(400, f"more than {MOST_FIELDS} fields; send settings only")
        super().on_headers_finished()

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        try:
            super().on_part_data(data, start, end)
        except MultiPartException:
            name = self._current_part.field_name
            raise _no_file() if name == PHOTO else _field_too_long(name) from None

    def on_end(self) -> None:
        self._ended = True


def _checked(received: FormData) -> Form:
    """The photo and the settings of a form.

    Raises:
        ProblemError: 413 a long setting; 422 no photo, a file in another field, or a field
            given twice.
    """
    form = Form(None)
    for name, value in received.multi_items():
        if name == PHOTO:
            if form.photo is not None:
                raise ProblemError(422, "photo: given twice; send one photo at a time")
            if isinstance(value, str):
                raise _no_file()
            form.name = _base_name(value.filename or "")
            form.photo = value.file.read()
        elif name in form.fields:
            raise ProblemError(422, "a setting was given twice; give each once")
        else:
            form.fields[name] = value if isinstance(value, str) else _text(name, value)
    if form.photo is None:
        raise ProblemError(422, "photo: no such field in the form; send the photo in it")
    return form


def _text(name: str, upload: UploadFile) -> str:
    """A setting that was sent as a file."""
    if not is_setting(name):
        raise _wrong_field(name)
    data = upload.file.read(LONGEST_FIELD + 1)
    if len(data) > LONGEST_FIELD:
        raise _field_too_long(name)
    return data.decode("utf-8", "replace")


def _field_too_long(name: str) -> ProblemError:
    if not is_setting(name):
        return _wrong_field(name)
    return ProblemError(413, f"{name}: more than {LONGEST_FIELD} bytes; shorten it")


def _wrong_field(name: str) -> ProblemError:
    return ProblemError(
        422, f"{shown(name[:LONGEST_NAME])}: no field for a photo; send it in the field {PHOTO}"
    )


def _no_file() -> ProblemError:
    return ProblemError(422, f"{PHOTO}: is no file; send it as a file, with a file name")


def _base_name(name: str) -> str:
    """The file name without folders, separated by slashes or backslashes."""
    return re.split(r"[/\\]", name)[-1][-LONGEST_NAME:] or NAMELESS

"""Uploads, read as they arrive and kept in memory: no part of them is ever a file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from artline.web.config import MIB, Limits
from artline.web.problems import ProblemError
from artline.web.work import AbandonedError

LONGEST_FIELD = 4096
MOST_FIELDS = 64
LONGEST_NAME = 255
NAMELESS = "photo"
CROWDED = "too many uploads at a time; try again in a moment"


@dataclass(slots=True)
class Form:
    """What a form held.

    Attributes:
        photo: bytes of the field `photo`, or None where there was none.
        name: the file name that came with it, without folders.
        fields: the other fields.
    """

    photo: bytearray | None = None
    name: str = NAMELESS
    fields: dict[str, str] = field(default_factory=dict)


class Allowance:
    """Bytes of all uploads that are held at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0

    @contextmanager
    def share(self) -> Iterator[Share]:
        """One request's share, given back at the end."""
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
        """Hold so many bytes more.

        Raises:
            ProblemError: 429, all uploads together would be too large.
        """
        if self._allowance.held + size > self._allowance.most:
            raise ProblemError(
                429, "too many uploads at a time; try again in a moment", retry_after=5
            )
        self._allowance.held += size
        self.held += size


async def read_form(request: Request, limits: Limits, share: Share) -> Form:
    """A multipart form with one photo and some settings.

    Raises:
        ProblemError: 400 not well formed; 408 too slow; 413 too large; 415 not multipart;
            422 without photo; 429 too many uploads at a time.
        AbandonedError: the client is gone.
    """
    parser = _FormParser(_boundary(request))
    await _receive(request, parser.feed, limits.upload, limits.upload_seconds, share)
    form = parser.done()
    if form.photo is None:
        raise ProblemError(422, "photo: no such field in the form; send the photo in it")
    return form


async def read_body(request: Request, most: int, seconds: float, share: Share) -> bytes:
    """A body as it is, with the same problems as a form's."""
    body = bytearray()
    await _receive(request, body.extend, most, seconds, share)
    return bytes(body)


async def _receive(
    request: Request, feed: Callable[[bytes], None], most: int, seconds: float, share: Share
) -> None:
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most:
        raise _too_large(most)
    received = 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                received += len(chunk)
                if received > most:
                    raise _too_large(most)
                share.take(len(chunk))
                feed(chunk)
    except TimeoutError:
        raise ProblemError(
            408, f"the upload took longer than {seconds:g} s; send a smaller photo"
        ) from None
    except ClientDisconnect:
        raise AbandonedError from None


def _too_large(most: int) -> ProblemError:
    return ProblemError(413, f"more than {most / MIB:.0f} MB; send a smaller file")


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind.lower() != b"multipart/form-data" or not boundary:
        raise ProblemError(415, "the photo must come as multipart/form-data, in the field photo")
    return boundary


class _FormParser:
    """Bytes in, as they come; a form out."""

    def __init__(self, boundary: bytes) -> None:
        self._form = Form()
        self._headers: dict[str, bytes] = {}
        self._header = (bytearray(), bytearray())
        self._field = ""
        self._data = bytearray()
        self._ended = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._part_begin,
                    "on_header_field": lambda data, a, b: self._header[0].extend(data[a:b]),
                    "on_header_value": lambda data, a, b: self._header[1].extend(data[a:b]),
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._headers_finished,
                    "on_part_data": self._part_data,
                    "on_part_end": self._part_end,
                    "on_end": self._end,
                },
            )
        except FormParserError as fault:
            raise _malformed(fault) from None

    def feed(self, chunk: bytes) -> None:
        """Some more of the body."""
        try:
            self._parser.write(chunk)
        except FormParserError as fault:
            raise _malformed(fault) from None

    def done(self) -> Form:
        """The whole form."""
        if not self._ended:
            raise ProblemError(400, "the form ends early; send it again")
        return self._form

    def _part_begin(self) -> None:
        self._headers = {}
        self._data = bytearray()

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[name.decode("latin-1").lower()] = bytes(value)
        self._header = (bytearray(), bytearray())

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        if self._field == "photo":
            if self._form.photo is not None:
                raise ProblemError(422, "photo: given twice; send one photo at a time")
            self._form.name = _base_name(options.get(b"filename", b""))
        elif len(self._form.fields) >= MOST_FIELDS:
            raise ProblemError(400, f"more than {MOST_FIELDS} fields; send settings alone")
        elif self._field in self._form.fields:
            raise ProblemError(422, "a setting was given twice; give each once")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._field != "photo" and len(self._data) + end - start > LONGEST_FIELD:
            raise ProblemError(413, f"a setting has more than {LONGEST_FIELD} bytes; shorten it")
        self._data += memoryview(data)[start:end]

    def _part_end(self) -> None:
        if self._field == "photo":
            self._form.photo = self._data
        else:
            self._form.fields[self._field] = self._data.decode("utf-8", "replace")

    def _end(self) -> None:
        self._ended = True


def _malformed(fault: Exception) -> ProblemError:
    del fault  # it quotes what was sent
    return ProblemError(400, "the form is not well formed; send multipart/form-data")


def _base_name(raw: bytes) -> str:
    """The file name without folders, as browsers and others write them."""
    name = re.split(r"[/\\]", raw.decode("utf-8", "replace"))[-1]
    return name[-LONGEST_NAME:] or NAMELESS

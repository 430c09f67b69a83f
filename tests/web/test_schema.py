"""The description of the HTTP interface holds: what it allows works, or is refused in order."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import click
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from PIL import Image

from artline.cli.draw import draw
from artline.errors import SettingError
from artline.output import FORMATS
from artline.web.chosen import OPTIONS, OTHERS, WITH_PHOTO
from artline.web.chosen import chosen as understand
from artline.web.config import Limits
from artline.web.formats import wanted
from artline.web.schema import QUERY


@pytest.fixture(scope="module")
def description(studio):
    return studio.client.get("/openapi.json").json()


def _operations(description):
    return [
        (method, path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_format_of_the_command_line_can_be_asked_for(description):
    """A new format in the room of files is one here too, by its name and by its suffixes."""
    asked = {parameter["name"]: parameter for parameter in QUERY}["format"]["schema"]["enum"]
    answers = description["paths"]["/api/draw"]["post"]["responses"]["200"]["content"]
    for name, row in FORMATS.items():
        assert name in asked and row.media_type in answers
        assert all(wanted(suffix, "") is row for suffix in (name, *row.suffixes))


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "png"),
        ("*/*", "png"),
        ("image/*", "png"),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "png"),
        ("image/webp", "webp"),
        ("image/png;q=0.5, image/webp", "webp"),
        ("image/png;q=0, image/*", "webp"),
        ("application/pdf, */*;q=0.1", "pdf"),
        ("IMAGE/SVG+XML", "svg"),
        ("text/*", "gcode"),
        ("image/png;q=nonsense, image/jpeg;q=0.1", "jpeg"),
    ],
)
def test_the_format_is_what_the_client_likes_best(accept, name):
    """RFC 9110; among equals the first of the table."""
    assert wanted(None, accept).name == name


def test_every_setting_is_described_with_an_example_that_works():
    """An example is another value than the default, and is taken."""
    described = {parameter["name"]: parameter for parameter in QUERY}
    assert described.keys() - set(OTHERS) == OPTIONS.keys()
    for name, option in OPTIONS.items():
        assert described[name]["example"] == option.example != option.default
        option.check(option.example)


def test_every_option_of_a_drawing_is_one_here_too():
    """Of strokes and their machines as of pictures: what `artline draw` takes, this does.

    Left out is what is about the user's machine: its files and folders, where the network runs.
    """
    about_files = {
        *(
            "output",
            "kind",
            "model",
            "threads",
            "device",
            "max_pixels",
            "jobs",
            "recursive",
            "force",
        ),
        *("skip_existing", "keep_metadata", "as_json", "quiet", "verbose"),
    }
    taken = {option.name for option in draw.params if isinstance(option, click.Option)}
    assert taken - about_files <= WITH_PHOTO.keys() | set(OTHERS)
    assert {"look", "page", "pens", "machine"} <= taken


def test_every_route_is_described(description):
    """What it does, what it answers, and how it refuses; nothing of the framework's own."""
    operations = _operations(description)
    assert len(operations) >= 11
    for method, path, operation in operations:
        where = f"{method} {path}"
        assert operation["description"], where
        assert {"401", "403", "421"} <= operation["responses"].keys(), where
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer.get("content", {})) == ["application/problem+json"], where
    assert "HTTPValidationError" not in str(description)


def test_the_examples_of_the_description_work(studio, jpeg, description):
    """Each parameter's own example, on the route that has it; but a long side of 200 mm, as
    without `fit`, is too much for the page beside it."""
    ink_id = studio.see(jpeg)
    route = description["paths"]["/api/inks/{ink_id}/drawing"]["get"]
    examples = {p["name"]: p["example"] for p in route["parameters"] if "example" in p}
    del examples["fit"]
    for kind in ("png", "svg", "gcode"):
        query = _together(examples, kind)
        answer = studio.client.get(f"/api/inks/{ink_id}/drawing", params={**query, "format": kind})
        assert answer.status_code == 200, answer.text
        if kind == "png":
            picture = Image.open(io.BytesIO(answer.content))
            assert max(picture.size) == examples["size"]


def _together(examples, kind):
    """As many examples as do something beside each other in a format, as a query."""
    chosen = {}
    for name, value in examples.items():
        more = {**chosen, name: str(value).lower() if isinstance(value, bool) else str(value)}
        try:
            understand([*more.items(), ("format", kind)], "*/*", Limits())
        except SettingError:
            continue
        chosen = more
    assert len(chosen) >= 8
    return chosen


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.found += [value for name, value in attributes if name in ("href", "src")]


def test_the_page_of_the_interface_asks_nobody_else(studio, description):
    """Every route is on it, every link leads here, and there is no script."""
    answer = studio.client.get("/docs")
    assert answer.headers["content-type"].startswith("text/html")
    for method, path, _ in _operations(description):
        assert f"<code>{method.upper()} {path}</code>" in answer.text
    page = _Links()
    page.feed(answer.text)
    assert "script" not in page.tags and "style=" not in answer.text
    for link in page.found:
        assert not urlsplit(link).netloc, link
        assert studio.client.get(urljoin("/docs", link)).status_code == 200, link
    assert len(re.findall(r"curl .*http://127", answer.text)) >= 11


def _ask_whatever_is_allowed(studio, jpeg, examples: int) -> None:
    import schemathesis

    ink_id = studio.see(jpeg)
    schema = schemathesis.openapi.from_url(f"{studio.url}/openapi.json")
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @hypothesis_settings(
            max_examples=examples, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @_given(operation)
        def ask(case):
            if "ink_id" in (case.path_parameters or {}) and case.method != "DELETE":
                case.path_parameters["ink_id"] = ink_id
            answer = case.call(base_url=studio.url, timeout=600)
            assert answer.status_code < 500, (case.method, case.path, case.query, answer.content)

        ask()
        asked += 1
    assert asked >= 11
    assert studio.client.get("/healthz").status_code == 200


def _given(operation):
    from hypothesis import given
    from schemathesis import GenerationMode

    cases = [
        operation.as_strategy(generation_mode=mode)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    ]
    return given(case=cases[0] | cases[1])


def test_whatever_the_description_allows_is_no_fault(studio, jpeg):
    """Schemathesis, and what it does not allow too; a few of each."""
    _ask_whatever_is_allowed(studio, jpeg, 4)

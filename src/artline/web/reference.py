"""`/docs`: the HTTP interface as a page, made from the OpenAPI description."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

Json = dict[str, Any]


@router.get("/docs")
async def describe(request: Request) -> HTMLResponse:
    """A page without scripts: every request with parameters, answers and an example."""
    return HTMLResponse(page(request.app.openapi(), str(request.base_url).rstrip("/")))


def page(description: Json, base: str) -> str:
    """The description as HTML.

    Args:
        description: an OpenAPI document.
        base: address of the server, for the examples.
    """
    info = description["info"]
    operations = [
        (method.upper(), path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
    return "\n".join(
        (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(info['title'])}: HTTP interface</title>",
            '<link rel="stylesheet" href="static/reference.css"></head><body>',
            f"<header><h1>{escape(info['title'])} {escape(info['version'])}: HTTP interface</h1>",
            "<p>Errors are problem documents (RFC 9457). For programs: "
            '<a href="openapi.json">openapi.json</a>. <a href="./">The studio</a>.</p></header>',
            "<main>",
            *(_section(method, path, operation, base) for method, path, operation in operations),
            "</main></body></html>",
        )
    )


def _section(method: str, path: str, operation: Json, base: str) -> str:
    parts = [
        f"<section><h2><code>{method} {escape(path)}</code></h2>",
        f"<p>{escape(operation.get('description', ''))}</p>",
        f"<pre><code>{escape(curl(method, path, operation, base))}</code></pre>",
        _parameters(operation.get("parameters", [])),
        _answers(operation["responses"]),
        "</section>",
    ]
    return "\n".join(parts)


def _parameters(parameters: list[Json]) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><th scope=row><code>{escape(one['name'])}</code></th>"
        f"<td>{escape(one.get('description', 'In the path.'))}</td>"
        f"<td>{escape(_values(one['schema']))}</td></tr>"
        for one in parameters
    )
    return (
        f"<details><summary>{len(parameters)} parameters</summary><table><thead><tr>"
        "<th scope=col>name</th><th scope=col>about</th><th scope=col>values</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _values(schema: Json) -> str:
    """The values that a parameter accepts, in words."""
    if "enum" in schema:
        said = ", ".join(map(str, schema["enum"]))
    elif "minimum" in schema and "maximum" in schema:
        said = f"{schema['minimum']:g} to {schema['maximum']:g}"
    else:
        said = "true, false" if schema.get("type") == "boolean" else str(schema.get("type"))
    return f"{said}; default {schema['default']}" if "default" in schema else said


def _answers(responses: Json) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(status)}</th><td>{escape(answer['description'])}</td>"
        f"<td>{escape(', '.join(answer.get('content', {})))}</td></tr>"
        for status, answer in sorted(responses.items())
    )
    return f"<details><summary>Answers</summary><table><tbody>{rows}</tbody></table></details>"


def curl(method: str, path: str, operation: Json, base: str) -> str:
    """A command that makes the request."""
    content = operation.get("requestBody", {}).get("content", {})
    parts = ["curl"]
    if "multipart/form-data" in content:
        parts.append("-F photo=@photo.jpg")
    elif content:
        parts.append(f"-X {method} -T mask.png -H 'Content-Type: {next(iter(content))}'")
    elif method != "GET":
        parts.append(f"-X {method}")
    success = next(answer for status, answer in operation["responses"].items() if status < "300")
    kinds = list(success.get("content", {}))
    if kinds and kinds[0].startswith("image/"):
        parts.append(f"-o answer.{kinds[0].removeprefix('image/')}")
    asked = ["look=bold", "weight=1.2"] if _takes(operation, "look") else []
    for one in operation.get("parameters", []):
        if one["in"] == "query" and one.get("required"):
            asked.append(f"{one['name']}={one['example']}")
    query = f"?{'&'.join(asked)}" if asked else ""
    return f"{' '.join(parts)} '{base}{path}{query}'"


def _takes(operation: Json, name: str) -> bool:
    return any(one["name"] == name for one in operation.get("parameters", []))

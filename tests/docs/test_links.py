"""Every relative link and picture in the documentation leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "LICENSES/*.md")
    for page in ROOT.glob(pattern)
)
LINK = re.compile(r"\]\(\s*<?([^)>\s]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^(`{3,}).*?^\1`*$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
LARGEST_PICTURE = 300_000


def links(text: str) -> list[str]:
    """Targets of the links and pictures of a Markdown page, code left out."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))
    return [one or other for one, other in LINK.findall(text)]


def anchors(text: str) -> set[str]:
    """The names under which a page's headings can be linked to, as GitHub makes them."""
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text)]
    return {heading.replace(" ", "-") for heading in plain}


def leads_somewhere(page: Path, link: str) -> bool:
    """Whether a link is to another site, or to a file (and heading) of this repository."""
    if re.match(r"[a-z]+:", link):
        return True
    path, _, anchor = unquote(link).partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    """A file or heading that was renamed takes its links along."""
    found = links(page.read_text(encoding="utf-8"))
    assert not [link for link in found if not leads_somewhere(page, link)]


def test_the_readme_leads_to_every_page() -> None:
    """No page of the documentation can be found only by those who know that it is there."""
    linked = set(links((ROOT / "README.md").read_text(encoding="utf-8")))
    pages = {page.relative_to(ROOT).as_posix() for page in ROOT.glob("docs/*.md")}
    assert pages
    assert pages - linked == set()


@pytest.mark.parametrize("link", ["gone.md", "README.md#no-such-heading", "../outside.md"])
def test_a_broken_link_is_seen(link: str) -> None:
    """The check can fail: a file that is not there, a heading that is not there, a way out."""
    assert leads_somewhere(ROOT / "README.md", "README.md")
    assert not leads_somewhere(ROOT / "README.md", link)


def test_links_are_found() -> None:
    """The search sees plain links, pictures and HTML, and does not take code for links."""
    text = 'a [b](c.md#d) ![e](f.png "g") <img src="h.png"> `[i](j)`\n```\n[k](l)\n```\n'
    assert links(text) == ["c.md#d", "f.png", "h.png"]


def test_pictures_stay_small() -> None:
    """The documentation loads quickly: no picture above 300 kB."""
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    large = [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE]
    assert not large

"""XMP that may travel with a drawing: a packet written anew from the texts that are kept.

ISO 16684-1 (data model and serialisation); names and forms of the properties: its part 2,
the IPTC Photo Metadata Standard, and ccREL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from artline.output.kept_iptc import kept_iptc

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_XMP = 1_000_000
"""Bytes above which an XMP packet is dropped unread."""

LARGEST_KEPT = 60_000
"""Bytes of what is kept: a JPEG holds one packet of 65,502 bytes."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ANY_LANGUAGE = "x-default"
_LANGUAGE_FORM = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "cc": "http://creativecommons.org/ns#",
}

_KEPT = {
    "dc:rights": "Alt",
    "xmpRights:Marked": "text",
    "xmpRights:UsageTerms": "Alt",
    "xmpRights:WebStatement": "text",
    "cc:license": "link",
    "tiff:Copyright": "Alt",
    "dc:creator": "Seq",
    "tiff:Artist": "text",
    "photoshop:Credit": "text",
    "dc:date": "dates",
    "photoshop:DateCreated": "date",
    "xmp:CreateDate": "date",
    "xmp:ModifyDate": "date",
    "exif:DateTimeOriginal": "date",
    "exif:DateTimeDigitized": "date",
    "tiff:DateTime": "date",
    "tiff:Make": "text",
    "tiff:Model": "text",
    "dc:title": "Alt",
    "dc:description": "Alt",
    "photoshop:Headline": "text",
    "tiff:ImageDescription": "Alt",
    "Iptc4xmpCore:AltTextAccessibility": "Alt",
    "Iptc4xmpCore:ExtDescrAccessibility": "Alt",
}
"""Property → its form; the dearest first, which are kept where not all have room."""

_DATE_FORM = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)?)?)(.*)")
"""ISO 16684-1, 8.2.1.2: the local time, then "Z" or the time zone."""

_ZONE = re.compile(r"[+-]\d\d:?\d\d")


class Text(NamedTuple):
    """A value of a property: its text, and its language where the property has one."""

    text: str
    language: str = _ANY_LANGUAGE


Properties = dict[str, tuple[Text, ...]]


def kept_xmp(raw: bytes, iptc: bytes = b"") -> bytes:
    """Rights, creator, dates, description and camera of a packet, and nothing else of it.

    Structures, qualifiers, identifiers and time zones are left behind: only plain texts go into
    the new packet. What the older IPTC block says is added where the packet says nothing.

    Args:
        raw: the packet as a file stores it.
        iptc: the IPTC block as a file stores it; see `kept_iptc`.

    Returns:
        A new packet of at most 60,000 bytes, or b"" where nothing is kept.
    """
    older = {name: tuple(map(Text, texts)) for name, texts in kept_iptc(iptc).items()}
    return _packet({**older, **_read(raw)})


def _read(raw: bytes) -> Properties:
    """The kept properties of a packet; none where it cannot be read.

    A packet with a document type is dropped unread: XMP (ISO 16684-1, 7.3) needs none, and one
    could define entities that grow without end.
    """
    if not raw or len(raw) > LARGEST_XMP:
        return {}
    from xml.etree import ElementTree

    try:
        text = raw.decode("utf-8-sig").strip("\0 \r\n\t")
        if not text or "<!DOCTYPE" in text or "<!ENTITY" in text:
            return {}
        root = ElementTree.fromstring(text)
    except (UnicodeError, ElementTree.ParseError, RecursionError, ValueError):
        return {}
    found: Properties = {}
    outer = [root] if root.tag == f"{{{_RDF}}}RDF" else root.findall(f"{{{_RDF}}}RDF")
    for subject in (node for rdf in outer for node in rdf.findall(f"{{{_RDF}}}Description")):
        for name, form in _KEPT.items():
            prefix, _, local = name.partition(":")
            texts = tuple(_texts(subject, f"{{{_SPACES[prefix]}}}{local}", form))
            if texts and name not in found:
                found[name] = texts
    return found


def _texts(subject: Element, tag: str, form: str) -> Iterator[Text]:
    """The values of one property, written as an attribute, an element or an array."""
    attribute = subject.get(tag)
    if attribute is not None:
        yield from _plain(attribute, form)
    for node in subject.findall(tag):
        if form == "link" and (link := node.get(f"{{{_RDF}}}resource")):
            yield from _plain(link, form)
        items = node.findall(f"*/{{{_RDF}}}li") or [node]
        for item in items:
            if not len(item):  # a structure is never kept
                yield from _plain(item.text or "", form, item.get(_LANGUAGE, _ANY_LANGUAGE))


def _plain(text: str, form: str, language: str = _ANY_LANGUAGE) -> Iterator[Text]:
    text = text.strip()
    if form in ("date", "dates"):
        parts = _DATE_FORM.fullmatch(text)
        if parts is None or not (parts[2] in ("", "Z") or _ZONE.fullmatch(parts[2])):
            return
        text = parts[1] + ("Z" if parts[2] == "Z" else "")
    if text:
        yield Text(text, language if _LANGUAGE_FORM.fullmatch(language) else _ANY_LANGUAGE)


def _packet(found: Mapping[str, tuple[Text, ...]]) -> bytes:
    kept, room = [], LARGEST_KEPT
    for name, form in _KEPT.items():
        if name in found:
            element = _element(name, form, found[name])
            size = len(element.encode("utf-8"))
            if size <= room:
                kept.append(element)
                room -= size
    if not kept:
        return b""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    head = f'<rdf:RDF xmlns:rdf="{_RDF}"><rdf:Description rdf:about=""{spaces}>'
    tail = "</rdf:Description></rdf:RDF></x:xmpmeta>"
    return "".join(['<x:xmpmeta xmlns:x="adobe:ns:meta/">', head, *kept, tail]).encode("utf-8")


def _element(name: str, form: str, texts: tuple[Text, ...]) -> str:
    from xml.sax.saxutils import escape, quoteattr  # with it comes all that talks to networks

    if form == "link":
        return f"<{name} rdf:resource={quoteattr(texts[0].text)}/>"
    if form in ("text", "date"):
        return f"<{name}>{escape(texts[0].text)}</{name}>"
    array = "Alt" if form == "Alt" else "Seq"
    items = "".join(
        f"<rdf:li{f' xml:lang={quoteattr(item.language)}' if form == 'Alt' else ''}>"
        f"{escape(item.text)}</rdf:li>"
        for item in texts
    )
    return f"<{name}><rdf:{array}>{items}</rdf:{array}></{name}>"

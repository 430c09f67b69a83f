"""What travels from photo to drawing: never a position, a thumbnail or a wrong orientation."""

from io import BytesIO

import pytest
from PIL import Image

from artline.output.kept_exif import kept_exif
from artline.output.kept_xmp import kept_xmp
from artline.output.metadata import sane_dpi, with_dpi

ORIENTATION, EXIF, GPS, THUMBNAIL = 274, 34665, 34853, 513


def camera_exif() -> bytes:
    """EXIF as a camera writes it: author, orientation, GPS, maker's note and a thumbnail."""
    block = Image.Exif()
    block[ORIENTATION] = 6
    block[271], block[315] = "Leica", "Ada Lovelace"
    block[EXIF] = {36867: "2024:05:06 07:08:09", 37500: b"secret note", 40962: 4000}
    block[GPS] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    small = BytesIO()
    Image.new("RGB", (16, 16), "red").save(small, "JPEG")
    return block.tobytes() + small.getvalue()


def test_author_and_date_stay_and_the_rest_goes() -> None:
    """Protects the sitter's privacy and the drawing's orientation."""
    kept = kept_exif(camera_exif())
    block = Image.Exif()
    block.load(kept)
    assert block[315] == "Ada Lovelace"
    assert block[271] == "Leica"
    assert ORIENTATION not in block
    assert block.get_ifd(EXIF)[36867] == "2024:05:06 07:08:09"
    assert GPS not in block
    assert not {37500, 40962} & set(block.get_ifd(EXIF))
    assert not block.get_ifd(1)
    for secret in (b"secret note", b"\xff\xd8\xff"):
        assert secret not in kept


def test_the_prefix_may_be_missing() -> None:
    """Protects photos whose reader hands over EXIF without its leading marker."""
    assert kept_exif(camera_exif().removeprefix(b"Exif\0\0")) == kept_exif(camera_exif())


def test_damaged_exif_is_dropped_and_never_raises() -> None:
    """Protects the drawing from a broken camera: every cut and every flipped byte."""
    good = camera_exif()
    for cut in range(0, len(good), 7):
        kept_exif(good[:cut])
        kept_exif(good[:cut] + b"\xff" + good[cut + 1 :])
    assert kept_exif(b"") == b""
    assert kept_exif(b"nonsense") == b""
    assert kept_exif(bytes(64)) == b""


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xmp:Rating="4" tiff:Orientation="6" exif:GPSLatitude="52,30N" crs:Exposure="2">
<exif:GPSLongitude>13,24E</exif:GPSLongitude>
<xmp:Thumbnails><rdf:Alt><rdf:li>JPEGDATA</rdf:li></rdf:Alt></xmp:Thumbnails>
<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def test_xmp_keeps_the_author_and_loses_the_place() -> None:
    """Protects the same promises for XMP, whether stored as attribute or element."""
    kept = kept_xmp(XMP.encode()).decode()
    assert "<dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>" in kept
    for word in ("GPS", "13,24", "52,30", "Orientation", "Thumbnails", "Exposure", "Rating"):
        assert word not in kept


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"not xml",
        b"<open>",
        XMP.encode("utf-16"),
        b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b"<a>" * 50_000 + b"</a>" * 50_000,
        b"<a>" + b" " * 1_000_000 + b"</a>",
    ],
    ids=["empty", "text", "unclosed", "utf-16", "bytes", "entities", "deep", "large"],
)
def test_xmp_that_cannot_be_trusted_is_dropped(packet: bytes) -> None:
    """Protects against entity bombs, deep nesting and broken packets."""
    assert kept_xmp(packet) == b""


@pytest.mark.parametrize(
    ("dpi", "expected"),
    [
        (None, (300.0, 300.0)),
        ((72.0, 144.0), (72.0, 144.0)),
        ((0.0, 72.0), (300.0, 300.0)),
        ((float("nan"), 72.0), (300.0, 300.0)),
        ((1e9, 1e9), (300.0, 300.0)),
    ],
)
def test_dpi_is_the_photos_or_300(
    dpi: tuple[float, float] | None, expected: tuple[float, float]
) -> None:
    """Protects print size: nonsense becomes 300."""
    assert sane_dpi(dpi) == expected


def test_dpi_goes_into_exif_where_the_format_has_no_other_place() -> None:
    """Protects WebP and AVIF, whose only dpi is the EXIF one."""
    block = Image.Exif()
    block.load(with_dpi(kept_exif(camera_exif()), (150.0, 72.5)))
    assert (block[282], block[283], block[296]) == (150, 72.5, 2)
    assert block[315] == "Ada Lovelace"
    assert block.get_ifd(EXIF)[36867] == "2024:05:06 07:08:09"

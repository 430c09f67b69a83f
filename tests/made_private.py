"""Photos that tell where their sitters live: every private thing that phones and editors write.

Private values hold the word SECRET, values that are meant to stay hold the word STAYS; so a look
at a file's bytes says what leaked, whatever a reader would make of it.
"""

import struct
from io import BytesIO

import pillow_heif
from PIL import Image
from skimage import data

CONTAINERS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF", "HEIF")
"""Kinds of photo that hold metadata of their own."""

_NAMESPACES = {
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "cc": "http://creativecommons.org/ns#",
    "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "drone-dji": "http://www.dji.com/drone-dji/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "exifEX": "http://cipa.jp/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}

PRIVATE_NAMES = (
    *("drone-dji:GpsLatitude", "drone-dji:GpsLongitude", "drone-dji:gpslatitude"),
    *("drone-dji:RelativeAltitude", "exif:GPSLatitude", "exif:GpsLatitude", "exif:gpsLongitude"),
    *("exif:OffsetTime", "exif:UserComment", "exif:ImageUniqueID", "exif:MakerNote"),
    *("exifEX:BodySerialNumber", "exifEX:CameraOwnerName", "exifEX:LensSerialNumber"),
    *("aux:SerialNumber", "aux:OwnerName", "aux:LensID", "crs:RawFileName"),
    *("Iptc4xmpCore:Location", "Iptc4xmpCore:CountryCode", "Iptc4xmpCore:Scene"),
    *("photoshop:City", "photoshop:State", "photoshop:Country", "photoshop:city"),
    *("photoshop:DocumentAncestors", "photoshop:History", "photoshop:CaptionWriter"),
    *("photoshop:Instructions", "photoshop:Source", "photoshop:TransmissionReference"),
    *("MicrosoftPhoto:LastKeywordXMP", "MicrosoftPhoto:CameraSerialNumber"),
    *("xmp:Nickname", "xmp:Label", "xmp:CreatorTool", "xmp:MetadataDate", "xmp:Identifier"),
    *("xmpMM:DocumentID", "xmpMM:InstanceID", "xmpMM:OriginalDocumentID"),
    *("xmpRights:Owner", "plus:ImageSupplierImageID", "dc:identifier", "dc:source"),
    *("dc:Creator", "tiff:Software", "tiff:HostComputer"),
)
"""Simple properties that are written as attributes and as elements."""

_STRUCTURES = """
<dc:subject><rdf:Bag><rdf:li>SECRET-keyword</rdf:li></rdf:Bag></dc:subject>
<lr:hierarchicalSubject><rdf:Bag><rdf:li>People|SECRET-name</rdf:li></rdf:Bag>
</lr:hierarchicalSubject>
<digiKam:TagsList><rdf:Seq><rdf:li>People/SECRET-name</rdf:li></rdf:Seq></digiKam:TagsList>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>SECRET-name</rdf:li></rdf:Bag>
</Iptc4xmpExt:PersonInImage>
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:City="SECRET-city">
<exif:GPSLatitude>SECRET</exif:GPSLatitude></rdf:Description></rdf:li></rdf:Bag>
</Iptc4xmpExt:LocationCreated>
<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource">
<Iptc4xmpCore:CiAdrCity>SECRET-home</Iptc4xmpCore:CiAdrCity></Iptc4xmpCore:CreatorContactInfo>
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag><rdf:li>
<rdf:Description mwg-rs:Name="SECRET-name" mwg-rs:Type="Face"/></rdf:li></rdf:Bag>
</mwg-rs:RegionList></mwg-rs:Regions>
<MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag><rdf:li><rdf:Description
MPReg:PersonDisplayName="SECRET-name" MPReg:Rectangle="0.1, 0.1, 0.2, 0.2"/></rdf:li></rdf:Bag>
</MPRI:Regions></rdf:Description></MP:RegionInfo>
<xmpMM:History><rdf:Seq><rdf:li stEvt:instanceID="SECRET-id" stEvt:when="SECRET"/></rdf:Seq>
</xmpMM:History>
<xmp:Thumbnails><rdf:Alt><rdf:li>SECRET-thumbnail</rdf:li></rdf:Alt></xmp:Thumbnails>
<dc:title><rdf:Alt><rdf:li xml:lang="en" Iptc4xmpCore:Location="SECRET">STAYS-title</rdf:li>
<rdf:li><rdf:Description exif:GPSLatitude="SECRET"/></rdf:li></rdf:Alt></dc:title>
<dc:contributor><rdf:Bag><rdf:li>SECRET-contributor</rdf:li></rdf:Bag></dc:contributor>
<tiff:DateTime>SECRET, not a date</tiff:DateTime>
<tiff:Model rdf:parseType="Resource"><exif:GPSLatitude>SECRET</exif:GPSLatitude></tiff:Model>
"""

_STAYS = """
<dc:creator><rdf:Seq><rdf:li>STAYS-creator Zoë</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">STAYS-rights</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="de-CH">STAYS-description &lt;&amp;&gt;</rdf:li>
<rdf:li xml:lang="fr">STAYS-légende</rdf:li></rdf:Alt></dc:description>
<cc:license rdf:resource="https://creativecommons.org/STAYS"/>
<tiff:Make>STAYS-make</tiff:Make>
<exif:DateTimeOriginal>2024-05-06T07:08:09.25+05:45</exif:DateTimeOriginal>
"""

XMP_STAYS = ("creator Zoë", "rights", "description &lt;&amp;&gt;", "légende", "make", "title")
"""What follows STAYS- in the XMP of a drawing."""


def private_xmp() -> bytes:
    """A packet with all of it: attributes of one subject, elements and structures of another."""
    spaces = "\n".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    attributes = "\n".join(f'{name}="SECRET"' for name in PRIVATE_NAMES)
    elements = "\n".join(f"<{name}>SECRET</{name}>" for name in PRIVATE_NAMES)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="SECRET-tool"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {spaces}>
<rdf:Description rdf:about="uuid:SECRET-id" {attributes} tiff:Orientation="6"
xmp:CreateDate="2024-05-06T07:08:09Z"/>
<rdf:Description rdf:about="uuid:SECRET-id">{elements}{_STRUCTURES}{_STAYS}</rdf:Description>
</rdf:RDF><!-- SECRET --></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def private_exif(*, turned: bool = True) -> bytes:
    """A block with the tags that tell something, a maker's note, a position and a thumbnail."""
    block = Image.Exif()
    if turned:
        block[274] = 6
    block[270] = "STAYS-caption Zürich".encode() + b"\0SECRET behind the end"
    block[271], block[272] = b"STAYS-make", b"STAYS-model"
    block[305], block[316] = b"SECRET-software", b"SECRET's phone"
    block[306] = "2024:05:06 07:08:09"
    block[315], block[33432] = "STAYS-artist Zoë".encode(), b"STAYS-photographer\0STAYS-editor"
    for tag, word in {40091: "STAYS-xptitle", 40093: "STAYS-xpauthor", 40094: "SECRET"}.items():
        block[tag] = f"{word}\0SECRET\0".encode("utf-16-le")
    block[34665] = {
        36867: "2024:05:06 07:08:09",
        36881: "SECRET",  # OffsetTimeOriginal
        37500: b"SECRET maker's note",
        37510: b"ASCII\0\0\0SECRET comment",
        42016: "SECRET-unique",
        42032: "SECRET-owner",
        42033: "SECRET-serial",
        42036: "SECRET lens",
        42037: "SECRET-lens-serial",
    }
    block[34853] = {1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 27: b"SECRET", 29: "SECRET"}
    small = BytesIO()
    Image.new("RGB", (16, 16), "red").save(small, "JPEG", comment=b"SECRET")
    return block.tobytes() + small.getvalue()


def private_iptc() -> bytes:
    """An IPTC block: by-line and caption, and the place, the person and the job."""
    private = (15, 20, 25, 40, 60, 62, 65, 90, 92, 95, 100, 101, 103, 115, 118, 122)
    sets = [(number, b"SECRET") for number in private]
    sets += [(80, b"STAYS-byline"), (80, "STAYS-zweite Zoë".encode()), (116, b"STAYS-iptcrights")]
    sets += [(120, b"STAYS-iptccaption"), (55, b"20240506"), (5, b"STAYS-object")]
    marks = [struct.pack(">BBBH", 0x1C, 2, n, len(value)) + value for n, value in sorted(sets)]
    return b"\x1c\x01\x5a\x00\x03\x1b%G" + b"".join(marks)


def private_photo(container: str, *, xmp: bool = True) -> bytes:
    """A small real photo with all of it, as far as the container holds it."""
    picture = Image.fromarray(data.astronaut()).resize((96, 96))
    # Pillow would take the turn out of an AVIF's block, and write it anew without its accents.
    exif, packet = private_exif(turned=container != "AVIF"), private_xmp() if xmp else b""
    buffer = BytesIO()
    if container == "PNG":
        return _png(picture, exif, packet)
    if container == "TIFF":
        return _tiff(picture, exif, packet)
    if container == "HEIF":
        heif = pillow_heif.from_pillow(picture)
        heif.save(buffer, exif=exif, xmp=packet)
        return buffer.getvalue()
    options = {"comment": b"SECRET"} if container == "JPEG" else {}
    picture.save(buffer, container, exif=exif, xmp=packet, **options)
    made = buffer.getvalue()
    if container == "JPEG":  # an APP13 segment behind the start marker, as Photoshop writes it
        block = private_iptc()
        said = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">L", len(block)) + block
        said += b"\0" * (len(block) % 2)
        made = made[:2] + b"\xff\xed" + struct.pack(">H", len(said) + 2) + said + made[2:]
    return made


def _png(picture: Image.Image, exif: bytes, packet: bytes) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    chunks, buffer = PngInfo(), BytesIO()
    for key in ("Author", "Source", "Comment", "Location", "parameters"):
        chunks.add_text(key, "SECRET")
    digits = private_iptc().hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    chunks.add_text("Raw profile type iptc", f"\niptc\n{len(digits) // 2:8}\n{lines}\n", zip=True)
    if packet:
        chunks.add_itxt("XML:com.adobe.xmp", packet.decode())
    picture.save(buffer, "PNG", exif=exif, pnginfo=chunks)
    return buffer.getvalue()


def _tiff(picture: Image.Image, exif: bytes, packet: bytes) -> bytes:
    tags, buffer = Image.Exif(), BytesIO()
    tags.load(exif)
    for tag, value in list(tags.items()):
        tags[tag] = value.encode("latin-1") if isinstance(value, str) else value
    tags[33723], tags[37724] = private_iptc(), b"SECRET-photoshop"
    if packet:
        tags[700] = packet
    del tags[274]
    picture.save(buffer, "TIFF", exif=tags)
    return buffer.getvalue()

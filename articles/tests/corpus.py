"""Files as they come to a desk, good and nasty, made by code; SECRET stands in each place for traces."""

import io
import struct
import zlib
from functools import partial

from PIL import Image, ImageDraw

SECRET = "zibeline"
SIZE = (60, 40)
CORNERS = ("red", "lime", "blue", "yellow")  # from the top left, as one reads
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
LOSSLESS = {"WEBP": {"lossless": True}, "AVIF": {"quality": 100, "subsampling": "4:4:4"}}


def scene(size=SIZE, mode="RGB"):
    """A picture whose corners tell how it lies."""
    width, height = size[0] // 2, size[1] // 2
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for number, colour in enumerate(CORNERS):
        left, top = number % 2 * width, number // 2 * height
        draw.rectangle((left, top, left + width - 1, top + height - 1), colour)
    return image.convert(mode)


def saved(image=None, kind="JPEG", **options):
    out = io.BytesIO()
    options = {**LOSSLESS.get(kind, {}), **options}
    if kind == "JPEG":
        options = {"quality": 95, "subsampling": 0, **options}
    (image or scene()).save(out, kind, **options)
    return out.getvalue()


# --- what cameras and phones write beside the picture


def exif(orientation=1, thumbnail=True):
    """EXIF with a place, a camera's number, its owner's name, its maker's notes and a thumbnail."""
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = f"{SECRET} Optics"
    found[0x013B] = f"{SECRET} the owner"
    found[0x010E] = f"{SECRET} in words"
    details = found.get_ifd(0x8769)
    details[0x9003] = "2025:06:23 14:05:00"
    details[0xA431] = f"{SECRET}-0001"
    details[0xA430] = f"{SECRET} the owner"
    details[0x927C] = SECRET.encode() * 20
    place = found.get_ifd(0x8825)
    place.update({1: "N", 2: (12.0, 39.0, 0.0), 3: "W", 4: (8.0, 0.0, 0.0), 29: SECRET})
    block = found.tobytes()
    return block + SECRET.encode() if thumbnail else block


def camera_xmp():
    """XMP with a place and a camera's number beside the caption."""
    return xmp(
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">La légende</rdf:li></rdf:Alt>'
        f"</dc:description><exif:GPSLatitude>{SECRET}</exif:GPSLatitude>"
        f"<aux:SerialNumber>{SECRET}</aux:SerialNumber>"
    )


def xmp(inside, before=""):
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:exif="http://ns.adobe.com/exif/1.0/"'
        f' xmlns:aux="http://ns.adobe.com/exif/1.0/aux/">{inside}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def segment(marker, payload):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload


def photoshop(*resources):
    """A segment of a JPEG with these (number, bytes)."""
    payload = b"Photoshop 3.0\0"
    for number, data in resources:
        padded = data + b"\0" * (len(data) % 2)
        payload += b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + padded
    return segment(0xED, payload)


def record(number, value, section=2):
    """One record of IPTC-IIM; longer ones tell the length of their length."""
    size = struct.pack(">H", len(value))
    if len(value) > 0x7FFF:
        size = struct.pack(">HI", 0x8004, len(value))
    return bytes([0x1C, section, number]) + size + value


def with_segments(data, *segments):
    """The JPEG with these behind its head."""
    return data[:20] + b"".join(segments) + data[20:]


# --- a file of each kind, full of traces


def traced(kind, orientation=1, image=None):
    """A good picture that tells where, by whom, and with which camera it was taken."""
    image = image or scene()
    block, packet = exif(orientation), camera_xmp()
    if kind == "JPEG":
        data = saved(image, exif=block, comment=SECRET.encode(), xmp=packet)
        preview = photoshop((0x040C, SECRET.encode()), (0x0404, record(202, SECRET.encode())))
        further = segment(0xE2, b"MPF\0" + SECRET.encode()), segment(0xEA, SECRET.encode())
        return with_segments(data, preview, *further) + b"\xff\xd8" + SECRET.encode()
    if kind == "PNG":
        data = saved(image, "PNG", exif=block)
        text = chunk(b"tEXt", b"Author\0" + SECRET.encode())
        packet = chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
        end = data.rindex(b"IEND") - 4
        return data[:33] + text + data[33:end] + packet + data[end:] + SECRET.encode()
    if kind == "GIF":
        second = Image.new("RGB", image.size, "gray")
        frames = {"save_all": True, "append_images": [second], "comment": SECRET.encode()}
        return saved(image, "GIF", **frames) + SECRET.encode()
    if kind == "TIFF":
        tags = {270: SECRET, 315: SECRET, 305: SECRET, 700: packet, 33723: record(120, b"x")}
        found = Image.Exif()
        found.load(block)
        for tag, value in tags.items():
            found[tag] = value
        second = Image.new("RGB", image.size, "gray")
        pages = {"save_all": True, "append_images": [second]}
        return saved(image, "TIFF", exif=found, **pages) + SECRET.encode()
    return saved(image, kind, exif=block, xmp=packet) + SECRET.encode()


def chunk(name, content):
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width, height, depth=8, colour=2, rows=b"", *extra):
    """A PNG of these rows, each with its filter byte; compressed as well as can be."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return png_of(head, *extra, chunk(b"IDAT", zlib.compress(rows, 9)))


def png_of(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IEND", b"")


def tiff(tags, pixels=b"", order="<"):
    """A TIFF of these {tag: (type, count, value)}, whose pixels lie at 8; further data may follow."""
    place = 8 + len(pixels)
    letters = {1: "B", 3: "H", 4: "I", 7: "B"}
    table = struct.pack(f"{order}H", len(tags))
    for tag, (kind, count, value) in sorted(tags.items()):
        letter = letters[kind] if count == 1 else "I"
        packed = struct.pack(f"{order}{letter}", value).ljust(4, b"\0")
        table += struct.pack(f"{order}HHI", tag, kind, count) + packed
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", place)
    return head + pixels + table + b"\0\0\0\0"


# --- colours


def profile(kind):
    """A profile of a wide gamut: "P3" (as phones take pictures) or "Adobe"."""
    columns = {
        "P3": ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
        "Adobe": ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    }[kind]  # fmt: skip
    if kind == "Adobe":
        curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(2.19921875 * 256))
    else:
        steps = [_linear(step / 1023) for step in range(1024)]
        curve = b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *(round(s * 65535) for s in steps))
    tags = {b"wtpt": _xyz(0.9642, 1, 0.8249), b"desc": _named(kind)}
    for letter, column in zip(b"rgb", columns, strict=True):
        tags[bytes([letter]) + b"XYZ"] = _xyz(*column)
        tags[bytes([letter]) + b"TRC"] = curve
    return _icc(b"mntrRGB XYZ ", tags)


def printers_profile():
    """A profile of CMYK whose cyan is that of ink on paper, far from the screen's."""
    inks = {"C": (55, -37, -50), "M": (48, 74, -3), "Y": (89, -5, 93), "K": (12, 0, 0)}
    nodes = b""
    for number in range(16):
        on = [ink for bit, ink in zip((8, 4, 2, 1), "CMYK", strict=True) if number & bit]
        lightness = 100.0
        shade = [0.0, 0.0]
        for ink in on:
            lightness *= inks[ink][0] / 100
            shade = [shade[0] + inks[ink][1], shade[1] + inks[ink][2]]
        nodes += bytes(
            [round(lightness * 2.55), *(max(0, min(255, round(s + 128))) for s in shade)]
        )
    straight = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0])
    table += struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    table += straight * 4 + nodes + straight * 3
    return _icc(
        b"prtrCMYKLab ", {b"A2B0": table, b"wtpt": _xyz(0.9642, 1, 0.8249), b"desc": _named("ink")}
    )


def grey_profile():
    """Greys in proportion to light."""
    tags = {b"wtpt": _xyz(0.9642, 1, 0.8249), b"desc": _named("grey")}
    return _icc(b"mntrGRAYXYZ ", tags | {b"kTRC": b"curv" + bytes(8)})


def _linear(level):
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def _xyz(*values):
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _named(name):
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)


def _icc(kind, tags):
    table, data = b"", b""
    start = 132 + 12 * len(tags)
    for name, value in tags.items():
        value += bytes(-len(value) % 4)
        table += name + struct.pack(">II", start + len(data), len(value))
        data += value
    head = struct.pack(">II", start + len(data), 0) + struct.pack(">I", 0x02400000) + kind
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + data


# --- nasty files, by what must be said of them


def half(kind):
    data = saved(kind=kind)
    return data[: len(data) // 2]


def many_pixels():
    """A PNG of 13,000 x 13,000."""
    head = struct.pack(">IIBBBBB", 13_000, 13_000, 1, 0, 0, 0, 0)
    flat = zlib.compressobj(9)
    rows = b"".join(flat.compress(bytes(1626)) for _row in range(13_000)) + flat.flush()
    return png_of(chunk(b"IHDR", head), chunk(b"IDAT", rows))


def many_images(count):
    """A GIF whose later images are one pixel each: 26 bytes for as many pixels as the first has."""
    data = saved(scene((300, 300)), "GIF")
    tiny = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\0"
    return data[:-1] + tiny * count + b"\x3b"


def moving(kind):
    images = [Image.new("RGB", (200, 200), (0, 0, 10 * number)) for number in range(6)]
    return saved(images[0], kind, save_all=True, append_images=images[1:])


def vast_tile():
    """8 x 8 pixels, kept in a tile of 400 million."""
    numbers = {256: 8, 257: 8, 258: 8, 259: 8, 262: 1, 277: 1}
    tags = {tag: (3, 1, value) for tag, value in numbers.items()}
    pixels = zlib.compress(bytes(100_000))
    places = {322: 20_000, 323: 20_000, 324: 8, 325: len(pixels)}
    return tiff(tags | {tag: (4, 1, value) for tag, value in places.items()}, pixels)


def many_scans(count):
    """A progressive JPEG that goes over its pixels again and again."""
    data = saved(progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


def text_bomb(name):
    """A PNG with a chunk of 100 kB that holds 100 MB."""
    packed = zlib.compressobj(9)
    body = b"".join(packed.compress(bytes(1_000_000)) for _million in range(100)) + packed.flush()
    return png_with(chunk(name, b"Comment\0\0" + body))


def png_with(*extra):
    rows = (b"\0" + b"\x80" * 60) * 20
    return png(20, 20, 8, 2, rows, *extra)


PAGE = b"<!doctype html><script>alert(1)</script>"
# {name: (what makes it, a word of the refusal)}; the settings of the tests allow 100,000 pixels.
NASTY = {
    "nothing": (lambda: b"", "empty"),
    "words": (lambda: b"Bonjour", "give a"),
    "zeros": (lambda: bytes(5000), "give a"),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(500), "give a"),
    "a film": (lambda: b"\0\0\0\x18ftypmp42" + bytes(500), "give a"),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    "SVG behind its prologue": (lambda: b'\xef\xbb\xbf \n<?xml version="1.0"?><svg/>', "SVG"),
    "HTML": (lambda: PAGE, "HTML"),
    "HTML that begins like a GIF": (lambda: b"GIF89a/*" + PAGE, "damaged"),
    "a head alone": (lambda: b"\xff\xd8\xff\xe0", "damaged"),
    **{f"{kind} cut short": (partial(half, kind), "damaged") for kind in KINDS},
    "169 million pixels in 21 kB": (many_pixels, "pixels"),
    "a GIF of 3,000 images": (partial(many_images, 3000), "too many images"),
    "a PNG that moves too much": (partial(moving, "PNG"), "too many images"),
    "a WebP that moves too much": (partial(moving, "WEBP"), "too many images"),
    "an AVIF that moves too much": (partial(moving, "AVIF"), "too many images"),
    "a TIFF of too many pages": (partial(moving, "TIFF"), "too many images"),
    "a TIFF of one vast tile": (vast_tile, "pixels"),
    "a JPEG of 300 scans": (partial(many_scans, 300), "busy"),
    "100 MB of words in a PNG": (partial(text_bomb, b"zTXt"), "damaged"),
    "100 MB of profile in a PNG": (partial(text_bomb, b"iCCP"), "damaged"),
    "numbers of 32 bits": (lambda: saved(Image.new("F", SIZE), "TIFF"), "32 bits"),
}


# --- files that are taken, though something about them is nasty


def odd():
    """{name: bytes} of pictures that are shown, and whose nasty part is neither read nor kept."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "{SECRET}">{laughs}]>'
    outside = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/{SECRET}">]>'
    told = "<dc:description><rdf:Alt><rdf:li>{}</rdf:li></rdf:Alt></dc:description>"
    return {
        "a page behind the picture": saved() + f"<html><script>{SECRET}</script>".encode(),
        "a page in the comment": saved(comment=f"*/{SECRET}/*<script>".encode()),
        "a ZIP behind a PNG": saved(kind="PNG") + b"PK\x03\x04" + SECRET.encode(),
        "a billion laughs": saved(xmp=xmp(told.format("&l9;"), laughs)),
        "words from another file": saved(xmp=xmp(told.format("&f;"), outside)),
        "XMP that is no XML": saved(xmp=f"<x:xmpmeta {SECRET}".encode()),
        "XMP of two megabytes": saved(kind="WEBP", xmp=xmp(SECRET * 250_000)),
        "EXIF that is noise": saved(exif=b"Exif\0\0MM\0*" + SECRET.encode() * 9),
        "EXIF whose tags all hold the same": saved(kind="WEBP", exif=b"Exif\0\0" + overlapping()),
        "EXIF that points at itself": saved(exif=b"Exif\0\0" + circle()),
        "a PNG whose EXIF is not hexadecimal": png_with(
            chunk(b"tEXt", b"Raw profile type exif\0\nexif\n 9\n" + SECRET.encode())
        ),
        "a profile that is none": saved(icc_profile=b"not a profile at all"),
        "a profile of other colours": saved(scene(mode="L"), icc_profile=profile("P3")),
        "a TIFF whose tags all hold the same": tiff_of_one_million_bytes(),
    }


def overlapping(order=">"):
    """EXIF of 500 tags, each the same 600 kB."""
    table = struct.pack(">H", 500)
    for tag in range(500):
        table += struct.pack(">HHII", 0x9000 + tag, 7, 600_000, 8)
    return b"MM\0*" + struct.pack(">I", 600_100) + bytes(600_092) + table + b"\0\0\0\0"


def circle():
    """Its details and its place are itself."""
    entries = b"".join(struct.pack(">HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825))
    return b"MM\0*" + struct.pack(">IH", 8, 2) + entries + struct.pack(">I", 8)


def tiff_of_one_million_bytes():
    pixels = bytes(1_000_000)
    numbers = {256: 20, 257: 20, 258: 8, 259: 1, 262: 1, 277: 1, 278: 20}
    tags = {tag: (3, 1, value) for tag, value in numbers.items()} | {
        273: (4, 1, 8),
        279: (4, 1, 400),
    }
    return tiff(tags | {40_000 + n: (7, 1_000_000, 8) for n in range(1000)}, pixels)

"""AVIF and HEIC: boxes. `meta` lists the items, and says where in the file the bytes of each lie.

The picture's own items stay in their places; words, places and thumbnails become zero.
"""

import struct

from . import Unknown, turned

PICTURE = {b"av01", b"hvc1", b"grid", b"iovl", b"iden", b"tmap"}
# What stays whole; every other box, but those around these, stays as an empty one.
KEPT = {b"ftyp", b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"dinf", b"grpl"}
NO_EXIF = b"\0\0\0\0" + turned.NOTHING


def strip(data, orientation):
    """`orientation` is told by the picture's own properties, which stay."""
    try:
        return _strip(data)
    except (struct.error, KeyError, IndexError) as error:
        raise Unknown from error


def _strip(data):
    top = list(_boxes(data, 0, len(data)))
    places = {name: (body, end) for name, _start, body, end in top}
    if b"moov" in places:
        raise Unknown  # a film, whose pictures are found otherwise
    body, end = places[b"meta"]
    inner = list(_boxes(data, body + 4, end))
    clean = bytearray(top[-1][3])
    clean[body : body + 4] = data[body : body + 4]
    for name, start, body, end in (*top, *inner):
        clean[start:body] = data[start:body]
        if name in KEPT:
            clean[body:end] = data[body:end]
        elif name not in (b"meta", b"mdat"):
            clean[start + 4 : start + 8] = b"free"
    _keep_items(data, clean, {name: (body, end) for name, _start, body, end in inner})
    return bytes(clean)


def _boxes(data, at, end):
    """(name, start, start of its body, end) of boxes side by side, up to what is no whole one."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body = at + 16
        size = size or end - at
        if at + size > end or at + size < body:
            return
        yield name, at, body, at + size
        at += size


def _keep_items(data, clean, meta):
    kinds = dict(_kinds(data, *meta[b"iinf"]))
    thumbnails = set(_thumbnails(data, *meta[b"iref"])) if b"iref" in meta else set()
    for item, in_file, extents in _places(data, *meta[b"iloc"]):
        is_picture = kinds[item] in PICTURE and item not in thumbnails
        if any(start + size > len(clean) for start, size in extents):
            raise Unknown
        if not in_file and not is_picture:
            raise Unknown  # words within `meta` itself, which stays
        if in_file and is_picture:
            for start, size in extents:
                clean[start : start + size] = data[start : start + size]
        elif kinds[item] == b"Exif":
            _empty_exif(clean, extents)


def _empty_exif(clean, extents):
    if len(extents) != 1 or extents[0][1] < len(NO_EXIF):
        raise Unknown
    start = extents[0][0]
    clean[start : start + len(NO_EXIF)] = NO_EXIF


def _kinds(data, at, end):
    """(item, what it is)."""
    at += 6 if data[at] == 0 else 8
    for name, _start, body, _end in _boxes(data, at, end):
        if name == b"infe":
            wide = "H" if data[body] == 2 else "I"
            item, _protection, kind = struct.unpack_from(f">{wide}H4s", data, body + 4)
            yield item, kind


def _thumbnails(data, at, end):
    """The items that are smaller copies of others: they may show what was cut off since."""
    wide = "H" if data[at] == 0 else "I"
    for name, _start, body, _end in _boxes(data, at + 4, end):
        if name == b"thmb":
            yield struct.unpack_from(f">{wide}", data, body)[0]


def _places(data, at, end):
    """(item, whether its bytes lie in the file and not in `meta`, [(start, size)])."""
    version, sizes = data[at], data[at + 4 : at + 6]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    at += 6

    def number(size):
        nonlocal at
        at += size
        if at > end:
            raise Unknown
        return int.from_bytes(data[at - size : at], "big")

    wide = 4 if version == 2 else 2
    for _item in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        origin = number(base)
        extents = []
        for _extent in range(number(2)):
            number(index if version else 0)
            extents.append((origin + number(offset), number(length)))
        if method > 1:
            raise Unknown
        yield item, method == 0, extents

"""TIFF: a directory of tags that point into the file. What no kept tag points at becomes zero."""

import struct

from . import Unknown

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
COMPRESSION, STRIPS, STRIP_SIZES, TILES, TILE_SIZES = 259, 273, 279, 324, 325
# Size, layout, colours and orientation; no words, dates, places, further pages or thumbnails.
KEPT = {
    254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 292, 293, 296, 301,
    317, 318, 319, 320, 322, 323, 324, 325, 332, 336, 338, 339, 529, 530, 531, 532, 34675,
}  # fmt: skip
PLAIN = {1, 2, 3, 4, 5, 8, 32773, 32946}  # compressions that cannot hold a file of their own


def strip(data, orientation):
    """The first page, in its place; `orientation` stays by its tag."""
    try:
        return _first_page(data, "<" if data[:2] == b"II" else ">")
    except (struct.error, KeyError, TypeError) as error:
        raise Unknown from error


def _first_page(data, order):
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    kept, ranges = [], []
    for entry in _entries(data, order, at):
        tag, kind, count = struct.unpack_from(f"{order}HHI", entry)
        size = SIZES.get(kind, 0) * count
        if tag in KEPT and size:
            kept.append(entry)
            if size > 4:
                ranges.append((struct.unpack_from(f"{order}I", entry, 8)[0], size))
    ranges += _pixels(data, order, {entry[:2]: entry for entry in kept})
    table = struct.pack(f"{order}H", len(kept)) + b"".join(kept) + b"\0\0\0\0"
    end = max(at + len(table), *(start + size for start, size in ranges))
    if end > len(data):
        raise Unknown
    clean = bytearray(end)
    clean[:8] = data[:8]
    clean[at : at + len(table)] = table
    for start, size in ranges:
        clean[start : start + size] = data[start : start + size]
    return bytes(clean)


def _entries(data, order, at):
    (count,) = struct.unpack_from(f"{order}H", data, at)
    return [data[at + 2 + 12 * n : at + 14 + 12 * n] for n in range(count)]


def _pixels(data, order, entries):
    """Where the strips or tiles lie: [(start, size)]."""

    def numbers(tag):
        entry = entries[struct.pack(f"{order}H", tag)]
        _tag, kind, count = struct.unpack_from(f"{order}HHI", entry)
        letter = {3: "H", 4: "I"}[kind]
        place = entry[8:] if SIZES[kind] * count <= 4 else None
        start = 0 if place else struct.unpack_from(f"{order}I", entry, 8)[0]
        return struct.unpack_from(f"{order}{count}{letter}", place or data, start)

    if numbers(COMPRESSION)[0] not in PLAIN:
        raise Unknown
    tiled = struct.pack(f"{order}H", TILES) in entries
    starts, sizes = (TILES, TILE_SIZES) if tiled else (STRIPS, STRIP_SIZES)
    return list(zip(numbers(starts), numbers(sizes), strict=False))

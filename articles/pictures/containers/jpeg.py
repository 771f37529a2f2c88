"""JPEG: segments, each with its marker; the pixels follow the markers of their scans."""

import re

from ..words import iim, xmp
from . import Unknown, turned

START, END, SCAN = 0xD8, 0xD9, 0xDA
JFIF, EXIF, PROFILE, WORDS, ADOBE = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
# Frames, their tables, and what counts lines and restarts: all that pixels are made of.
PIXELS = {*range(0xC0, 0xD0), SCAN, 0xDB, 0xDC, 0xDD}
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
LONGEST = 0xFFFD  # bytes: what a segment can hold
NEXT = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # not a byte of pixels, not a restart


def strip(data, orientation):
    kept = [b"\xff\xd8"]
    note = _segment(EXIF, b"Exif\0\0" + turned.exif(orientation)) if orientation != 1 else b""
    for marker, segment in _segments(data):
        if marker != JFIF:
            kept.append(note)
            note = b""
        kept.append(segment if marker in PIXELS else _kept(marker, segment))
    return b"".join([*kept, b"\xff\xd9"])


def scans(data):
    """How many times the pixels are gone over: each time costs as much as the whole picture."""
    count = 0
    try:
        for marker, _bytes in _segments(data):
            count += marker == SCAN
    except Unknown:  # told as damaged, or decoded as far as it goes
        pass
    return count


def _segments(data):
    """(marker, its bytes) up to the end of the picture; a scan's pixels are bytes of its segment."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 1 >= len(data) or data[at] != 0xFF:
            raise Unknown
        marker = data[at + 1]
        if marker == END:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == SCAN:
            found = NEXT.search(data, end)
            if not found:
                raise Unknown
            end = found.start()
        yield marker, data[at:end]
        at = end


def _kept(marker, segment):
    """What stays of a segment without pixels; b"" for nothing."""
    payload = segment[4:]
    if marker == JFIF and payload.startswith(b"JFIF\0"):
        return _segment(JFIF, payload[:12] + b"\0\0")  # without its thumbnail
    if marker == PROFILE and payload.startswith(b"ICC_PROFILE\0"):
        return segment
    if marker == ADOBE and payload.startswith(b"Adobe"):
        return segment
    if marker == EXIF and payload.startswith(XMP_HEAD):
        return segment if xmp.is_only_words(payload[len(XMP_HEAD) :]) else b""
    if marker == WORDS:
        words = iim.only_words(payload)
        return _segment(WORDS, words) if 0 < len(words) <= LONGEST else b""
    return b""


def _segment(marker, payload):
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload

"""PNG: chunks, each with its length, its name and its check sum."""

import zlib

from . import Unknown, turned

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Pixels, transparency and colours; no text, time, EXIF, nor the further pictures of an animation.
KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"sBIT", b"pHYs",
    b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP",
}  # fmt: skip


def strip(data, orientation):
    kept = [SIGNATURE]
    for name, chunk in _chunks(data):
        if name in KEPT:
            kept.append(chunk)
        if name == b"IHDR" and orientation != 1:
            kept.append(_chunk(b"eXIf", turned.exif(orientation)))
    return b"".join(kept)


def _chunks(data):
    """(name, its bytes) up to the end of the picture, whatever follows it."""
    at, name = len(SIGNATURE), b""
    while name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise Unknown
        name = data[at + 4 : at + 8]
        yield name, data[at:end]
        at = end


def _chunk(name, content):
    body = name + content
    return len(content).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

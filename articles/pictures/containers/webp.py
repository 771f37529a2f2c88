"""WebP: chunks of RIFF; VP8X, if there, says which others come."""

from . import Unknown, turned

KEPT = {b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"}
PROFILE, ALPHA, EXIF = 0x20, 0x10, 0x08


def strip(data, orientation):
    kept = []
    for name, chunk in _chunks(data):
        if name in (b"ANIM", b"ANMF"):
            raise Unknown  # the first picture of an animation lies deeper
        if name == b"VP8X":
            flags = chunk[8] & (PROFILE | ALPHA) | (EXIF if orientation != 1 else 0)
            chunk = chunk[:8] + bytes([flags]) + chunk[9:]
        if name in KEPT:
            kept.append(chunk)
    if orientation != 1:
        kept.append(_chunk(b"EXIF", turned.exif(orientation)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(data):
    """(name, its bytes with the one that makes them even) up to the length the file gives itself."""
    at, stop = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= stop:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if end > stop:
            raise Unknown
        yield data[at : at + 4], data[at:end]
        at = end


def _chunk(name, content):
    return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)

"""The kinds of pictures that the library takes, told in one place; the bytes tell them, not the name."""

from typing import NamedTuple

from django.utils.translation import gettext as _

try:
    from pillow_heif import register_heif_opener
except ImportError:  # not among the requirements: its wheels hold an encoder under the GPL
    register_heif_opener = None
else:
    register_heif_opener()


class Kind(NamedTuple):
    """`format` is what Pillow calls it."""

    format: str
    name: str
    media_type: str
    endings: tuple[str, ...]


KINDS = [
    Kind("JPEG", "JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    Kind("PNG", "PNG", "image/png", ("png",)),
    Kind("WEBP", "WebP", "image/webp", ("webp",)),
    Kind("AVIF", "AVIF", "image/avif", ("avif",)),
    Kind("GIF", "GIF", "image/gif", ("gif",)),
    Kind("TIFF", "TIFF", "image/tiff", ("tif", "tiff")),
]
if register_heif_opener:
    KINDS.append(Kind("HEIF", "HEIC", "image/heic", ("heic", "heif")))

ACCEPTED = tuple(kind.format for kind in KINDS)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
# For the `accept` of a file input. Not every system knows the media type of a name, hence both.
ACCEPT = ",".join([*(kind.media_type for kind in KINDS), *(f".{ending}" for ending in ENDINGS)])

STARTS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}


def names():
    """“JPEG, PNG … or TIFF”."""
    *first, last = (kind.name for kind in KINDS)
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last}


def ending(format):
    return next(kind.endings[0] for kind in KINDS if kind.format == format)


def told_by(data):
    """What the file's first bytes say it is, as Pillow calls it; "" for none that we know."""
    for start, format in STARTS.items():
        if data.startswith(start):
            return format
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _told_by_brands(data[8:64])
    return ""


def _told_by_brands(brands):
    if b"avif" in brands or b"avis" in brands:
        return "AVIF"
    return "HEIF" if any(each in brands for each in (b"heic", b"heix", b"hevc", b"mif1")) else ""

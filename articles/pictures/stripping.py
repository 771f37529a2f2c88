"""Originals without the traces that put a source at risk: place, camera, owner, thumbnails, tails.

JPEG, PNG and WebP keep their pixels byte for byte, TIFF, AVIF and HEIC in their places in the file. What
moves (GIF, WebP, AVIF) and what is not understood becomes a PNG of the picture alone; a TIFF where PNG
has no such colours. Of words, JPEG keeps the records of IPTC, and XMP that holds nothing else.
"""

import io

from django.core.exceptions import ValidationError
from PIL import ImageFile

from . import kinds
from .checking import decoded, orientation
from .containers import Unknown, heif, jpeg, png, tiff, webp
from .fingerprints import sight, upright

STRIP = {
    "JPEG": jpeg.strip,
    "PNG": png.strip,
    "WEBP": webp.strip,
    "TIFF": tiff.strip,
    "AVIF": heif.strip,
    "HEIF": heif.strip,
}
IN_PLACE = ("TIFF", "AVIF", "HEIF")
PNG_MODES = ("1", "L", "LA", "RGB", "RGBA", "I;16")
COLOURS = ("icc_profile", "transparency")
TIFF_MODES = ("CMYK", "YCbCr", "LAB")


def stripped(data, image):
    """The bytes of `data`, decoded as `image`, without its traces."""
    kind = kinds.told_by(data)
    try:
        return STRIP[kind](data, orientation(image))
    except (Unknown, KeyError):
        return afresh(image)


def proven(clean, data, seen):
    """`clean`, if it still shows what was seen in `data`; else that picture alone. For this the image of
    `data` must be closed: no two are decoded at a time."""
    if kinds.told_by(clean) not in IN_PLACE or _shows(clean, seen):
        return clean
    with decoded(data) as image:
        return afresh(image)


def _shows(clean, seen):
    """Whether nothing that the picture needs has gone with the traces."""
    try:
        with decoded(clean) as image:
            return sight(image) == seen
    except ValidationError:
        return False


def afresh(image):
    """A file made of the pixels alone, without loss."""
    image = upright(image)
    if image.mode not in (*PNG_MODES, *TIFF_MODES):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    kept = {name: value for name, value in image.info.items() if name in COLOURS}
    if isinstance(image, ImageFile.ImageFile):  # it remembers the tags of its file
        image = image.copy()
    image.info = {}
    out = io.BytesIO()
    if image.mode in TIFF_MODES:
        image.save(out, "TIFF", compression="tiff_adobe_deflate", **kept)
    else:
        image.save(out, "PNG", **kept)
    return out.getvalue()

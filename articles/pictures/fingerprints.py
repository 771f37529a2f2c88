"""What tells one picture from another: the bytes of a file, and what is seen of it."""

import hashlib
from typing import NamedTuple

from PIL import Image

from .checking import orientation
from .colour import in_srgb

BAND = 256  # rows: no second copy of the whole picture is made
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Sight(NamedTuple):
    """A picture as it is looked at: upright, in the colours of a common screen.

    `pixels` is the same for every file that shows the same; `colour` is the average, "#rrggbb".
    """

    width: int
    height: int
    pixels: str
    colour: str


def fingerprint(file):
    """The first 32 hexadecimal digits of the SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()[:32]


def upright(image):
    """The decoded picture as it is looked at; itself, if it lies so already."""
    turn = TURNS.get(orientation(image))
    return image if turn is None else image.transpose(turn)


def sight(image):
    image = upright(image)
    digest = hashlib.sha256(b"%dx%d" % image.size)
    average = Image.new("RGB", (1, -(-image.height // BAND)))
    for row, top in enumerate(range(0, image.height, BAND)):
        band = in_srgb(image.crop((0, top, image.width, min(top + BAND, image.height))))
        digest.update(band.tobytes())
        average.paste(band.resize((1, 1), Image.Resampling.BOX), (0, row))
    colour = average.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return Sight(*image.size, digest.hexdigest()[:32], "#{:02x}{:02x}{:02x}".format(*colour))

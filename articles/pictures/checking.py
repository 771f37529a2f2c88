"""Whether a file is a picture that we can take: judged before it is decoded, and refused in words."""

import io
import warnings
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

from . import kinds
from .containers import gif, jpeg
from .decoding import ONE_AT_A_TIME
from .kinds import ACCEPTED

FRAMES = 1000  # of a moving picture, whose first is taken
SCANS = 200  # of a progressive JPEG, which has ten or so
TILE_WIDTH, TILE_HEIGHT = 322, 323


def weigh(size):
    """Raise ValidationError for a file that is empty or too heavy, which may be said before it comes."""
    if not size:
        raise ValidationError(_("The file is empty."))
    if size > settings.PHOTO_MAX_BYTES:
        raise ValidationError(
            _("The file weighs %(size)d MB; the limit is %(limit)d MB.")
            % {"size": size // 1_000_000, "limit": settings.PHOTO_MAX_BYTES // 1_000_000}
        )


def bytes_of(file):
    """The whole file, unless it is empty or too heavy."""
    weigh(file.size)
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def kind_of(data):
    """As Pillow calls it; its first bytes are enough to tell. ValidationError for what we do not take."""
    kind = kinds.told_by(data)
    if kind not in ACCEPTED:
        raise ValidationError(_what_it_is(data, kind))
    return kind


@contextmanager
def decoded(data):
    """The picture, decoded to its last line, while this process decodes no other."""
    kind = kind_of(data)
    with ONE_AT_A_TIME, warnings.catch_warnings(action="ignore"):
        image = _decode(data, kind)
        try:
            yield image
        finally:
            image.close()


def _decode(data, kind):
    try:
        image = Image.open(io.BytesIO(data), formats=ACCEPTED)
        _judge(image, data)
        image.load()
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The picture has far too many pixels.")) from error
    except Exception as error:  # what decoders raise is not to be foreseen
        raise ValidationError(
            _("The %(kind)s picture is damaged or incomplete: it cannot be read to its end.")
            % {"kind": kind}
        ) from error
    return image


def _judge(image, data):
    size, limit = max(image.width * image.height, _tile(image)), settings.PHOTO_MAX_PIXELS
    if size > limit:
        raise ValidationError(
            _("The picture has %(pixels)d million pixels; the limit is %(limit)d.")
            % {"pixels": size // 1_000_000, "limit": limit // 1_000_000}
        )
    if image.mode in ("I", "F"):
        raise ValidationError(
            _("This is a scientific image (32 bits a pixel), not a photo: save it with 8 or 16.")
        )
    if _moves_beyond(image, data, min(FRAMES, limit // size)):
        raise ValidationError(
            _("This moving picture has too many images: save the one you want as a photo.")
        )
    if image.format in ("JPEG", "MPO") and jpeg.scans(data) > SCANS:
        raise ValidationError(_("This JPEG is made to keep a machine busy: it is not taken."))


def _tile(image):
    """The pixels of one tile of a TIFF, which may be larger than the picture."""
    tags = getattr(image, "tag_v2", {})
    return tags.get(TILE_WIDTH, 0) * tags.get(TILE_HEIGHT, 0)


def _moves_beyond(image, data, count):
    """Whether the file holds more than `count` pictures to show one after the other."""
    if image.format == "GIF":
        return gif.frames(data) > count
    if image.format == "TIFF":
        try:
            image.seek(count)
        except EOFError:
            image.seek(0)
            return False
        return True
    return image.format in ("PNG", "WEBP", "AVIF") and image.n_frames > count


def _what_it_is(data, kind):
    """Why a file that is no picture of ours is refused."""
    if kind == "HEIF":
        return _(
            "HEIC photos cannot be read here: send a JPEG (on an iPhone: Settings, Camera, Formats, "
            "Most Compatible)."
        )
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _("This is a web page or a drawing (HTML, SVG), not a photo.")
    return _("This is not a photo that can be read here: give a %(kinds)s file.") % {
        "kinds": kinds.names()
    }


def orientation(image):
    """From 1, as it is looked at, to 8; of a damaged or nonsensical note, 1."""
    try:
        found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # EXIF comes as cameras please, and Pillow raises what it stumbles on
        return 1
    return found if found in range(1, 9) else 1

"""From an original to what readers get: fresh pixels at a screen's width, and nothing else of it."""

import hashlib
import io
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps

WIDTHS = (360, 720, 1080, 1600)
FORMATS = {
    "webp": ("WEBP", {"quality": 74, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True}),
}
ACCEPTED = ("JPEG", "PNG", "WEBP")


def fingerprint(file):
    """The first 32 hexadecimal digits of the SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()[:32]


def upright_size(file):
    """Width and height as the picture is looked at: phones store it lying, with a note to turn it."""
    file.seek(0)
    image = Image.open(file, formats=ACCEPTED)
    lies = image.getexif().get(ExifTags.Base.Orientation, 1) >= 5
    file.seek(0)
    return image.size[::-1] if lies else image.size


def check(file):
    """Raise ValidationError, in words, unless `file` is a picture we can take: judged before decoding."""
    if file.size > settings.PHOTO_MAX_BYTES:
        raise ValidationError(
            _("The file weighs %(size)d MB; the limit is %(limit)d MB.")
            % {"size": file.size // 1_000_000, "limit": settings.PHOTO_MAX_BYTES // 1_000_000}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(file, formats=ACCEPTED)
            if image.width * image.height > settings.PHOTO_MAX_PIXELS:
                raise ValidationError(
                    _("The picture has %(pixels)d million pixels; the limit is %(limit)d.")
                    % {
                        "pixels": image.width * image.height // 1_000_000,
                        "limit": settings.PHOTO_MAX_PIXELS // 1_000_000,
                    }
                )
            image.load()
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The picture has far too many pixels.")) from error
    except Exception as error:
        raise ValidationError(
            _("This file is not a complete JPEG, PNG or WebP picture.")
        ) from error
    finally:
        file.seek(0)


def widths_for(photo):
    """The widths worth making of this photo, narrowest first; never wider than the original."""
    return [width for width in WIDTHS if width < photo.width] or [photo.width]


def rendition_name(digest, width, extension):
    return f"photos/{digest}/{width}.{extension}"


def make_rendition(photo, width, extension):
    """The stored name of the rendition, made if it is not there yet."""
    name = rendition_name(photo.digest, width, extension)
    if not default_storage.exists(name):
        saved = default_storage.save(name, ContentFile(render(photo.original, width, extension)))
        if saved != name:  # another request made it meanwhile
            default_storage.delete(saved)
    return name


def render(file, width, extension):
    """The bytes of a picture `width` pixels wide, from fresh pixels: no metadata, comment or tail."""
    kind, options = FORMATS[extension]
    with file.open("rb") as opened, Image.open(opened, formats=ACCEPTED) as image:
        image.draft("RGB", (width * 2, width * 2))
        image = _in_srgb(ImageOps.exif_transpose(image))
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS)
        fresh = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    fresh.save(out, kind, **options)
    return out.getvalue()


def _in_srgb(image):
    """RGB on white, in the colours of a common screen."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode in ("RGBA", "LA", "P", "PA"):
        rgba = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(rgba, mask=rgba.getchannel("A"))
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            return ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError):  # a damaged profile: the colours as they are
            pass
    return image.convert("RGB")


def drop_renditions(photo):
    """Remove every public file of the photo."""
    for width in {*WIDTHS, photo.width}:
        for extension in FORMATS:
            default_storage.delete(rendition_name(photo.digest, width, extension))


def drop_unreadable(dispatch):
    """After a withdrawal: remove the public files of its pictures that no reader can reach any more."""
    from articles.models import EditionFigure, Photo

    figures = EditionFigure.objects.filter(edition__dispatch=dispatch)
    shown = Photo.objects.filter(pk__in=figures.values("photo"))
    readable = set(shown.readable(timezone.now()).values_list("pk", flat=True))
    for photo in shown:
        if photo.pk not in readable:
            drop_renditions(photo)

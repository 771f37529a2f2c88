"""From an original to what readers get: fresh pixels at a screen's width, and nothing else of it.

Public files hold photos that nothing but a decision takes from readers; those that the clock will take
lie in private storage, and only `articles.views.pictures` hands them out. An address is the file's name.
"""

import hashlib
import io
from math import ceil

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from articles.pictures import locks
from articles.pictures.checking import orientation
from articles.pictures.colour import in_srgb
from articles.pictures.decoding import ONE_AT_A_TIME
from articles.pictures.fingerprints import upright
from articles.pictures.imprint import imprint
from articles.pictures.kinds import ACCEPTED
from articles.pictures.shapes import WHOLE, of_card, of_figure

# Thumbnails at 2x and 3x, phones at 2x and 3x, a desk's screen and a sharp one.
WIDTHS = (240, 360, 480, 720, 1080, 1600)
# Best first. AVIF at its fastest is smaller than the others and takes no longer.
FORMATS = {
    "avif": ("AVIF", {"quality": 64, "speed": 9}),
    "webp": ("WEBP", {"quality": 80, "method": 2}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True}),
}
# A photo this many times wider than a width deserves one of its own.
MUCH = 1.2
# A JPEG is decoded at an eighth, a quarter or half of its size where that leaves this much to spare.
SPARE = 1.5
LANCZOS = Image.Resampling.LANCZOS
REDUCIBLE = ("RGB", "RGBA", "L", "LA", "CMYK", "YCbCr")


def widths_for(photo, crop=WHOLE):
    """The widths worth making of this photo, narrowest first; never wider than the original, whose own
    is among them where the next would lose much of it."""
    full, _height = crop.size(photo.width, photo.height)
    widths = [width for width in WIDTHS if width <= full]
    widest = widths[-1] if widths else 0
    return widths if widest * MUCH > min(full, WIDTHS[-1]) else [*widths, full]


def recipe(photo, crop=WHOLE):
    """What tells a rendition of the photo from its others, width and format aside."""
    return f"{crop}-{_mark(photo)}"


def rendition_name(photo, width, extension, crop=WHOLE):
    return f"photos/{photo.digest}/{recipe(photo, crop)}-{width}.{extension}"


def media_type(extension):
    kind, _options = FORMATS[extension]
    return f"image/{kind.lower()}"


def store_for(photo):
    return storages["default" if photo.is_permanent else "private"]


def open_rendition(photo, width, extension, crop=WHOLE):
    """The file, made now if it is not there yet; FileNotFoundError where it cannot or may not be."""
    store, name = store_for(photo), rendition_name(photo, width, extension, crop)
    try:
        return store.open(name)
    except FileNotFoundError:
        with locks.held(photo.digest):
            if not store.exists(name):  # else somebody who asked at the same time has made it
                _make(photo, crop, store)
        return store.open(name)


def _make(photo, crop, store):
    """Every width and format of the crop, from one decoding."""
    widths = widths_for(photo, crop)
    for width, extension, content in render_all(photo.original, widths, crop, imprint(photo)):
        name = rendition_name(photo, width, extension, crop)
        if not store.exists(name):  # left by one that was stopped half-way
            store.save(name, ContentFile(content))
    if not _may_stay(photo, crop):  # a withdrawal may have come meanwhile
        drop_forbidden([photo.pk])


def render_all(file, widths, crop=WHOLE, xmp=b"", extensions=tuple(FORMATS)):
    """(width, extension, bytes) of each, widest first: fresh pixels, no metadata but `xmp`, no tail."""
    widest, *others = sorted(widths, reverse=True)
    image = decode(file, widest, crop)
    for width in (widest, *others):
        image = image.resize((width, _height(width, image.size)), LANCZOS)
        for extension in extensions:
            yield width, extension, _encoded(image, extension, xmp)


def render(file, width, extension, crop=WHOLE, xmp=b""):
    """The bytes of one rendition."""
    return next(render_all(file, [width], crop, xmp, [extension]))[-1]


def decode(file, width, crop=WHOLE):
    """The picture upright, cropped, in the colours of a common screen, `width` pixels wide."""
    with ONE_AT_A_TIME, file.open("rb") as opened, Image.open(opened, formats=ACCEPTED) as image:
        full = _upright(image)
        scale = min(1, SPARE * width / crop.size(*full)[0])
        image.draft(None, [ceil(side * scale) for side in image.size])
        image.load()
        image = in_srgb(_reduced(upright(image), full[0] * scale))
        box = [edge * image.width / full[0] for edge in crop.box(*full)]
        image = image.resize((width, _height(width, crop.size(*full))), LANCZOS, box)
        return Image.frombytes("RGB", image.size, image.tobytes())


def _upright(image):
    """The size of a picture not yet turned as it is looked at; TIFF alone tells it so already."""
    lies = orientation(image) >= 5 and image.format != "TIFF"
    return image.size[::-1] if lies else image.size


def _reduced(image, width):
    """By a whole number, still at least `width` wide: what follows works on fewer pixels."""
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    factor = int(image.width / width)
    return image.reduce(factor) if factor > 1 and image.mode in REDUCIBLE else image


def _height(width, size):
    """The height at this width of what has the proportions of `size`."""
    return max(1, round(width * size[1] / size[0]))


def _encoded(image, extension, xmp):
    kind, options = FORMATS[extension]
    out = io.BytesIO()
    image.save(out, kind, **options, **({"xmp": xmp} if xmp else {}))
    return out.getvalue()


def crops_shown(photo, now):
    """How readers are shown the photo: in each readable figure, and on the card of its story."""
    from articles.models import EditionFigure

    uses = EditionFigure.objects.readable(now).filter(photo=photo)
    found = []
    for shape, x, y in uses.values_list("shape", "focal_x", "focal_y").distinct():
        figure = EditionFigure(photo=photo, shape=shape, focal_x=x, focal_y=y)
        found += [of_figure(figure), of_card(figure)]
    return found


def drop_unreadable(dispatch):
    """After a withdrawal: remove the files of its pictures that no reader can reach any more."""
    from articles.models import EditionFigure

    figures = EditionFigure.objects.filter(edition__dispatch=dispatch)
    drop_forbidden(figures.values("photo"))


def drop_forbidden(photos):
    """Remove of these photos (ids) the files that readers may not have, at this moment and at these
    addresses: all of them, those in the other storage, those that bear earlier words."""
    from articles.models import Photo

    now = timezone.now()
    shown = set(Photo.objects.readable(now).granted(now).filter(pk__in=photos))
    for photo in Photo.objects.filter(pk__in=photos):
        crops = crops_shown(photo, now) if photo in shown else []
        drop_renditions(photo, {recipe(photo, crop) for crop in crops}, store_for(photo))


def _may_stay(photo, crop):
    """Whether readers may have, at this moment and in this storage, what was made of `photo`."""
    from articles.models import Photo

    now = timezone.now()
    known = ("pk", "credit", "copyright_notice", "rights_until")
    same = Photo.objects.filter(**{name: getattr(photo, name) for name in known})
    return same.granted(now).exists() and crop in crops_shown(photo, now)


def _mark(photo):
    """In the name of every file: other words in it, or another way to make it, and it is another file."""
    made_of = f"{FORMATS}\0{photo.credit}\0{photo.copyright_notice}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:8]


def drop_renditions(photo, but=(), of=None):
    """Remove the files of a photo from both storages, except those of the recipes `but` in the one."""
    for store in (storages["default"], storages["private"]):
        empty(store, f"photos/{photo.digest}", but if store is of else ())


def empty(store, folder, but=()):
    """Remove the files of a folder, except those that begin with one of `but` and a width."""
    try:
        _folders, names = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.rpartition("-")[0] not in but:
            store.delete(f"{folder}/{name}")

"""What a file says of its picture. XMP is preferred where it differs from the older IPTC-IIM, as the
IPTC's guidelines say; of EXIF, the day is believed where neither tells it."""

import re
from datetime import date

from PIL import ExifTags, TiffImagePlugin

from .words import iim, xmp

RECORDS = 0x0404
UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f]+")
DAY = re.compile(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)")


def read(image):
    """{field of a photo: words}, for what the file tells; `image` has been decoded to its end."""
    told = {**_cleaned(iim.read(_records(image))), **_cleaned(xmp.read(_packet(image)))}
    headline, title = told.pop("headline", ""), told.get("title", "")
    place = [told.pop(name, "") for name in ("sublocation", "city", "country")]
    told |= {
        "title": headline or title,
        "place": ", ".join(dict.fromkeys(filter(None, place))),
        "taken_on": _day(told.pop("date", "")) or _day(_exif_day(image)),
    }
    return {field: words for field, words in told.items() if words}


def _cleaned(found):
    """Line breaks and what cannot be printed become spaces; the spaces of typography stay."""
    lines = {
        name: ", ".join(filter(None, (UNPRINTABLE.sub(" ", each).strip() for each in words)))
        for name, words in found.items()
    }
    return {name: line for name, line in lines.items() if line}


def _packet(image):
    packet = image.info.get("xmp", b"")
    return packet if isinstance(packet, bytes) else b""


def _records(image):
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        found = image.tag_v2.get(TiffImagePlugin.IPTC_NAA_CHUNK, b"")
        if isinstance(found, tuple):  # Photoshop writes them as numbers of four bytes
            order = "little" if image.tag_v2.prefix == b"II" else "big"
            found = b"".join(int(number).to_bytes(4, order) for number in found)
    else:
        found = image.info.get("photoshop", {}).get(RECORDS, b"")
    return found if isinstance(found, bytes) else b""


def _exif_day(image):
    try:
        found = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    except Exception:  # Pillow raises what it stumbles on, and EXIF comes as cameras please
        return ""
    return found if isinstance(found, str) else ""


def _day(words):
    """A whole date at the beginning of the words; a year or a month alone is no day."""
    try:
        return date(*map(int, DAY.match(words).groups()))
    except (AttributeError, ValueError):
        return None

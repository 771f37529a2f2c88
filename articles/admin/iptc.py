"""The words that agencies and photographers write into a file: IPTC, as Pillow reads it."""

from PIL import Image, IptcImagePlugin

from articles.pictures import ACCEPTED

TITLE, HEADLINE, BY_LINE, AGENCY, CAPTION = (2, 5), (2, 105), (2, 80), (2, 110), (2, 120)


def captions(file):
    """{"title", "caption", "credit"} of a file that `pictures.check` has passed; "" for none."""
    file.seek(0)
    try:
        with Image.open(file, formats=ACCEPTED) as image:
            records = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # Pillow raises what it stumbles on: struct.error, TypeError …
        records = {}  # a damaged record is no reason to refuse the picture
    finally:
        file.seek(0)
    names = [_words(records, tag) for tag in (BY_LINE, AGENCY)]
    return {
        "title": _words(records, HEADLINE) or _words(records, TITLE),
        "caption": _words(records, CAPTION),
        "credit": " / ".join(dict.fromkeys(filter(None, names))),
    }


def _words(records, tag):
    """A record repeated is a list. Latin-1 is what files without a character set hold."""
    value = records.get(tag) or b""
    value = b", ".join(filter(None, value)) if isinstance(value, list) else value
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return " ".join(text.replace("\x00", "").split())

"""Folding: how a name is compared, so that one spelling finds the others."""

import re
import unicodedata

from django.utils.text import slugify

from diplomacy.invisible import plain

LETTERS = str.maketrans(
    {
        "ɛ": "e",
        "ɔ": "o",
        "ɲ": "ny",
        "ŋ": "ng",
        "Ɛ": "e",
        "Ɔ": "o",
        "Ɲ": "ny",
        "Ŋ": "ng",
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "’": "'",
        "ʼ": "'",
    }
)

# Letters that are written one for the other, and signs that most leave out: in names compared, not in
# addresses.
ALIKE = LETTERS | str.maketrans(
    {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": "", "ʿ": "", "ʾ": "", "ʻ": ""}
)


def fold(text):
    """`text` without case, accents, hyphens and doubled spaces: "Alousséni" and "alousseni" agree."""
    bare = unicodedata.normalize("NFKD", plain(text).translate(ALIKE))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


def make_slug(text, max_length=80):
    """An address for `text`, never empty: Arabic and Cyrillic letters are kept as they are."""
    text = plain(text).translate(LETTERS).replace("'", " ")
    slug = slugify(text) if text.isascii() else slugify(_latin_or_own(text), allow_unicode=True)
    return slug[:max_length].strip("-") or "sans-titre"


def _latin_or_own(text):
    """Latin letters lose their accents; letters of other scripts stay."""
    return "".join(
        unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        if "LATIN" in unicodedata.name(letter, "")
        else letter
        for letter in text
    )

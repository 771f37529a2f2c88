"""Signs that nobody sees: two names that look alike must be alike, and none may be read backwards.

What changes nothing is taken out of a name, wherever it comes from; what hides or turns the letters
around is refused, in words. The joiners that Persian, Urdu or Hindi are written with stay.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Soft hyphen, zero-width spaces, word joiner, marks of direction that turn nothing, byte order mark.
IDLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060\ufeff"))
JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
JOINED = re.compile("[\u0590-\u109f\u1780-\u18af]")  # scripts whose letters take a joiner
BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Overrides, embeddings and isolates of direction, controls, halves of letters, tags, annotations.
HIDING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2061-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(text):
    """`text` without the invisible signs that change nothing."""
    text = text.translate(IDLE)
    return text if JOINED.search(text) else text.translate(JOINERS)


def one_line(text):
    """The same on one line, without space at its ends."""
    return BREAKS.sub(" ", plain(text)).strip()


def refuse_hidden(text):
    """Raises ValidationError for a sign that hides letters, or turns around how they are read."""
    if found := HIDING.search(text):
        words = _(
            "It holds an invisible sign (U+%(code)04X) that hides or turns around its letters: type it "
            "anew instead of pasting it."
        )
        raise ValidationError(words, "invisible", {"code": ord(found[0])})

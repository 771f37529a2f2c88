"""Headlines that a phone cuts."""

from django.utils.translation import gettext as _

from .finding import WARNING, Finding

LONGEST = 90


def check(text, known):
    length = len(text.headline.strip())
    if length > LONGEST:
        message = _("The headline has %(length)d characters: beyond %(most)d a phone cuts it.")
        yield Finding(
            "headline-long",
            WARNING,
            "headline",
            message % {"length": length, "most": LONGEST},
            text.headline,
        )

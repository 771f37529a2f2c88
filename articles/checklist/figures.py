"""Photos: what readers who do not see them are told."""

from django.utils.translation import gettext as _

from diplomacy.spelling import fold

from .finding import WARNING, Finding


def check(text, known):
    for figure in text.captions:
        if figure.alt.strip() and fold(figure.alt) == fold(figure.caption):
            yield Finding(
                "alt-is-caption",
                WARNING,
                f"{figure.box}-alt",
                _("The alternative text repeats the caption: say what the picture shows."),
                figure.alt[:80],
            )

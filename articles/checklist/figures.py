"""Photos: what readers who do not see them are told, who is on them, how long we may show them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.pictures.clearance import SOON
from diplomacy.dates import day_of
from diplomacy.spelling import fold

from .finding import WARNING, Finding


def check(text, known):
    yield from _repeated(text)
    yield from _ending(text, known)
    yield from _unlinked(text, known)


def _repeated(text):
    for figure in text.captions:
        if figure.alt.strip() and fold(figure.alt) == fold(figure.caption):
            yield Finding(
                "alt-is-caption",
                WARNING,
                f"{figure.box}-alt",
                _("The alternative text repeats the caption: say what the picture shows."),
                figure.alt[:80],
            )


def _ending(text, known):
    """What has ended is no warning: it keeps the story from readers."""
    today = day_of(timezone.now())
    until = {row.photo: row.rights_until for row in known.photos}
    for figure in text.captions:
        last_day = until.get(figure.photo)
        if last_day and today <= last_day <= today + SOON:
            yield Finding(
                "rights-ending",
                WARNING,
                f"{figure.box}-photo",
                _("Our right to show this photo ends soon; the page then keeps its caption alone."),
                last_day.isoformat(),
            )


def _unlinked(text, known):
    shown = {row.person: row.name for row in known.photos if row.person}
    for person, name in shown.items():
        if person not in text.people:
            yield Finding(
                "unlinked-shown",
                WARNING,
                "people",
                _("Shown on a photo and not linked to the article."),
                name,
            )

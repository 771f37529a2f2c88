"""What the text says and the record does not hold: links that lack, accords without a source."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .finding import WARNING, Finding
from .sightings import is_linked

FIELDS = {"person": "people", "actor": "actors"}


def check(text, known, seen):
    yield from _unlinked(text, seen)
    for accord, name in known.unsourced:
        yield Finding(
            "accord-unsourced",
            WARNING,
            "accords",
            _("No source supports any of its acts in the record."),
            name,
            link=reverse("admin:diplomacy_accord_change", args=[accord]),
        )


def _unlinked(text, seen):
    told = set()
    for sighting in seen:
        name = sighting.name
        if is_linked(name, text) or (name.kind, name.owner) in told:
            continue
        told.add((name.kind, name.owner))
        yield Finding(
            f"unlinked-{name.kind}",
            WARNING,
            FIELDS[name.kind],
            _("Named and not linked to the article."),
            sighting.printed,
        )

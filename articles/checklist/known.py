"""What the record and the house know about a text: the only queries of the checklist."""

import datetime
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Value
from django.utils import timezone

from articles.models import HouseRule, Photo, Rate
from diplomacy.models import Accord, Actor, Citation, NameVariant, Office, Person

from . import links, sums
from .words import folded_names

#: Three lists of them fit in one query on every SQLite; the longest names of an endless text give way.
MOST_KEYS = 9000


class Name(NamedTuple):
    """One spelling of a person or an actor; `variant` is the kind of a recorded one, or ""."""

    kind: str
    owner: int
    text: str
    variant: str
    label: str


class Title(NamedTuple):
    """A function, and when a person of the text held it (`person` is None: nobody of them did)."""

    office: int
    name: str
    name_en: str
    person: int | None = None
    begun_on: datetime.date | None = None
    ended_on: datetime.date | None = None


class Shown(NamedTuple):
    """A photo of the text, and one person on it (or None)."""

    photo: int
    rights_until: datetime.date | None
    person: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Known:
    names: tuple[Name, ...] = ()
    titles: tuple[Title, ...] = ()
    unsourced: tuple[tuple[int, str], ...] = ()
    rules: tuple = ()
    dollar: object = None
    dead_links: tuple[str, ...] = field(default=())
    photos: tuple[Shown, ...] = ()


def read(text):
    """Three queries; one more for a text with dollars in it, with links of ours, or with photos."""
    names, unsourced = _of_the_record(text)
    people = {name.owner for name in names if name.kind == "person"}
    return Known(
        names=tuple(names),
        titles=tuple(_titles(people)) if people else (),
        unsourced=tuple(unsourced),
        rules=tuple(HouseRule.objects.for_language(text.language)),
        dollar=Rate.objects.on("USD", text.day) if sums.speak_of_dollars(text) else None,
        dead_links=tuple(links.dead(text, timezone.now())),
        photos=tuple(shown(text.photos)),
    )


def shown(photos):
    """One row for each person on each of these photos (ids); one query, none without photos."""
    if not photos:
        return []
    found = Photo.objects.filter(pk__in=photos).order_by("pk", "depicted__position")
    columns = ("pk", "rights_until", "depicted__person", "depicted__person__name")
    return [Shown(*row) for row in found.values_list(*columns)]


def _of_the_record(text):
    """Names that the text may hold, and linked accords without source: one query for all.

    Rows with a name in each language hold both in one key: those come whole, the others by index.
    """
    keys = {key for _name, words in text.fields for key in folded_names(words)}
    spelt = Q(search_key__in=sorted(keys, key=len)[:MOST_KEYS])
    either = spelt | Q(search_key__contains="|")
    blank = Value("")
    parts = [
        Person.objects.standing().filter(either).values_list(
            Value("person"), F("pk"), F("name"), F("name_en"), blank, F("name")
        ),
        Actor.objects.standing().values_list(
            Value("actor"), F("pk"), F("name"), F("name_en"), blank, F("name")
        ),
        Actor.objects.standing().exclude(official_name="").values_list(
            Value("actor"), F("pk"), F("official_name"), F("official_name_en"),
            Value("official"), F("name"),
        ),
        NameVariant.objects.filter(spelt, person__isnull=False).values_list(
            Value("person"), F("person_id"), F("text"), blank, F("kind"), F("person__name")
        ),
        NameVariant.objects.filter(spelt, actor__isnull=False).values_list(
            Value("actor"), F("actor_id"), F("text"), blank, F("kind"), F("actor__name")
        ),
        _unsourced(text).values_list(
            Value("accord"), F("pk"), F("name"), blank, blank, F("name")
        ),
    ]  # fmt: skip
    first, *others = (part.order_by() for part in parts)
    names, unsourced = [], []
    for kind, owner, spelling, other, variant, label in first.union(*others, all=True).order_by():
        if kind == "accord":
            unsourced.append((owner, label))
            continue
        names += [
            Name(kind, owner, each, variant, label)
            for each in dict.fromkeys((spelling, other))
            if each
        ]
    return names, unsourced


def _unsourced(text):
    """Linked accords none of whose standing acts is supported by a source."""
    supported = (
        Citation.objects.standing()
        .supporting()
        .filter(act__accord=OuterRef("pk"), act__replaced_at__isnull=True)
    )
    return Accord.objects.filter(~Exists(supported), pk__in=text.accords)


def _titles(people):
    held = FilteredRelation("tenures", condition=Q(tenures__person__in=people))
    rows = Office.objects.standing().order_by().annotate(held=held)
    columns = ("pk", "name", "name_en", "held__person", "held__begun_on", "held__ended_on")
    return [Title(*row) for row in rows.values_list(*columns)]

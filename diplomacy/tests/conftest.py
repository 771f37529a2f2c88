"""The cast of the record: Mali and Russia, what they signed in Moscow, and who holds it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from diplomacy.models import (
    Accord,
    Act,
    Actor,
    ActorRelation,
    Citation,
    Office,
    Participation,
    Person,
    Signatory,
    Source,
    Tenure,
)

MOSCOW_DAY = date(2025, 6, 23)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def on_day(year, month, day, hour=9):
    """The clock stands at this hour (UTC, which is Bamako's) until the block ends."""
    return time_machine.travel(datetime(year, month, day, hour, tzinfo=UTC), tick=False)


def make_accord(name, *parties, **fields):
    """An accord with its parties in this order; nothing says yet that it exists.

    What its text provides is told as soon as it is, unless `released_at` is given.
    """
    accord = Accord.objects.create(**{"name": name, "released_at": LONG_AGO} | fields)
    for position, party in enumerate(parties):
        Participation.objects.create(accord=accord, actor=party, position=position)
    return accord


def make_document(title="Communiqué conjoint", **fields):
    """A source that is public from now on, unless told otherwise."""
    return Source.objects.create(**{"title": title, "public_from": timezone.now()} | fields)


def make_act(
    accord, actor=None, kind="signature", done_on=MOSCOW_DAY, by=(), source=None, quote="", **fields
):
    """An act, who signed it (people or offices), and the source that holds it, if any."""
    act = Act.objects.create(accord=accord, actor=actor, kind=kind, done_on=done_on, **fields)
    for position, who in enumerate(by):
        role = "person" if isinstance(who, Person) else "office"
        Signatory.objects.create(act=act, position=position, **{role: who})
    if source:
        Citation.objects.create(act=act, source=source, quote=quote)
    return act


def make_relation(actor, kind, other, **fields):
    """How one actor stands to another, released to readers unless told otherwise."""
    known = {"actor": actor, "kind": kind, "other": other, "released_at": timezone.now()}
    return ActorRelation.objects.create(**known | fields)


def make_tenure(person, actor, source, name="ministre", **fields):
    """A function held for an actor, released unless told otherwise, by somebody whom readers know."""
    make_act(make_accord(f"Accord de {person}"), actor, by=[person], source=source)
    office = Office.objects.create(name=name, actor=actor)
    known = {"person": person, "office": office, "released_at": timezone.now()}
    return Tenure.objects.create(**known | fields)


@pytest.fixture
def mali(db):
    return Actor.objects.create(name="Mali", official_name="République du Mali")


@pytest.fixture
def russia(db):
    return Actor.objects.create(name="Russie", name_en="Russia")


@pytest.fixture
def sanou(db):
    """The minister whose name the press spells in two ways."""
    person = Person.objects.create(name="Alousséni Sanou")
    person.variants.create(text="Alousséini Sanou", kind="press")
    person.variants.create(text="Alouseni Sannou", kind="misprint")
    return person


@pytest.fixture
def unnamed_minister(russia):
    """An office in whose name somebody signed whom no source names."""
    return Office.objects.create(name="ministre du Développement économique", actor=russia)


@pytest.fixture
def document(db):
    return make_document()


@pytest.fixture
def commission(mali, russia):
    """The accord on the commission, of which no reader knows yet."""
    return make_accord(
        "Accord sur la commission russo-malienne", mali, russia, name_en="Commission accord"
    )


@pytest.fixture
def signed(commission, mali, russia, sanou, unnamed_minister, document):
    """The same accord, signed on both sides, as a public document tells."""
    make_act(commission, mali, by=[sanou], source=document, quote="a signé l’accord")
    make_act(commission, russia, by=[unnamed_minister], source=document)
    return commission

"""How actors stand to each other: members, successors, from both sides, on any day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from diplomacy.models import ActorRelation

from .conftest import make_accord, make_act, make_document, make_relation
from .desk import desk, shown, sit_down, table


@pytest.fixture
def ecowas(db):
    from diplomacy.models import Actor

    return Actor.objects.create(name="Cedeao", kind="organisation")


@pytest.fixture
def known(mali, russia, ecowas, document):
    """All three have public pages."""
    accord = make_accord("Accord à trois")
    for actor in (mali, russia, ecowas):
        make_act(accord, actor, done_on=date(1970, 1, 1), source=document)


def ties(client, actor, **query):
    """{heading: [(who, since when)]} on the actor’s page, in English."""
    with translation.override("en"):
        response = client.get(actor.get_absolute_url(), query)
        shown(response)
        return {
            str(heading): [(tie.other.name, tie.period) for tie in found]
            for heading, found in response.context["ties"]
        }


@pytest.fixture
def membership(known, mali, ecowas):
    return make_relation(
        mali, "member", ecowas, begun_on=date(1975, 5, 28), ended_on=date(2025, 1, 29),
        basis="Traité de Lagos",
    )  # fmt: skip


def test_a_membership_is_told_on_both_pages_and_on_the_day_asked(client, membership, mali, ecowas):
    over = "May 28, 1975 – Jan. 29, 2025"
    assert ties(client, mali) == {"Formerly a member of": [("Cedeao", over)]}
    assert ties(client, ecowas) == {"Former members": [("Mali", over)]}
    assert ties(client, mali, at="2020-01-01") == {"Member of": [("Cedeao", "since May 28, 1975")]}
    assert ties(client, ecowas, at="2025-01-28") == {"Members": [("Mali", "since May 28, 1975")]}
    assert ties(client, ecowas, at="1975-05-27") == {}


def test_the_text_it_rests_on_is_shown(client, membership, mali):
    assert "Traité de Lagos" in shown(client.get(mali.get_absolute_url()))


def test_succession_and_continuation_read_from_either_side(client, known, mali, russia, ecowas):
    make_relation(russia, "continuation", mali, begun_on=date(1991, 12, 26))
    make_relation(ecowas, "succession", mali, begun_on=date(1993, 1, 1), begun_precision="year")
    assert ties(client, russia) == {"Continues": [("Mali", "since Dec. 26, 1991")]}
    assert ties(client, mali) == {
        "Continued by": [("Russie", "since Dec. 26, 1991")],
        "Succeeded by": [("Cedeao", "since 1993")],
    }


def test_what_is_known_to_the_year_is_told_once_the_year_is_over(client, known, mali, ecowas):
    make_relation(mali, "member", ecowas, begun_on=date(1993, 3, 1), begun_precision="year")
    assert ties(client, mali, at="1993-12-30") == {}
    assert ties(client, mali, at="1993-12-31") == {"Member of": [("Cedeao", "since 1993")]}


def test_nothing_is_told_before_it_is_released(client, known, mali, ecowas):
    relation = make_relation(mali, "member", ecowas, released_at=None)
    assert ties(client, mali) == {}
    relation.released_at = timezone.now()
    relation.save()
    assert ties(client, mali) == {"Member of": [("Cedeao", "")]}


def test_nothing_is_told_of_an_actor_that_readers_do_not_know(client, signed, mali, ecowas):
    make_relation(mali, "member", ecowas)
    assert ties(client, mali) == {}
    make_act(make_accord("Autre"), ecowas, source=make_document())
    assert ties(client, mali) == {"Member of": [("Cedeao", "")]}


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "friend"},
        {"begun_on": date(2020, 1, 2), "ended_on": date(2020, 1, 1)},
        {"kind": "succession", "ended_on": date(2020, 1, 1)},
        {"begun_precision": "hour"},
    ],
)
def test_the_database_refuses_what_cannot_be(mali, ecowas, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActorRelation.objects.create(**{"actor": mali, "kind": "member", "other": ecowas} | facts)


def test_the_database_refuses_a_relation_to_itself_and_one_told_twice(mali, ecowas):
    begun = date(1975, 5, 28)
    ActorRelation.objects.create(actor=mali, kind="member", other=ecowas, begun_on=begun)
    for other in (mali, ecowas):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActorRelation.objects.create(actor=mali, kind="member", other=other, begun_on=begun)


def send(client, actor, **tables):
    sent = {"name": actor.name, "kind": actor.kind, "slug": actor.slug}
    sent |= table("variants")
    for prefix in ("relations", "inverse_relations"):
        sent |= table(prefix, *tables.get(prefix, ()))
    return client.post(desk("actor_change", actor.pk), sent)


def test_an_archivist_types_it_on_either_page_and_shows_it_to_readers(client, known, mali, ecowas):
    sit_down(client)
    told = {"kind": "member", "begun_on": "28/05/1975", "begun_precision": "day"}
    told |= {"ended_precision": "day", "for_readers": "on"}
    assert send(client, ecowas, inverse_relations=[told | {"actor": mali.pk}]).status_code == 302
    relation = ActorRelation.objects.get()
    assert (relation.actor, relation.other) == (mali, ecowas)
    assert relation.released_at
    assert ties(client, mali) == {"Member of": [("Cedeao", "since May 28, 1975")]}
    page = client.get(desk("actor_history", ecowas.pk))
    assert any("Mali" in save.row for save in page.context["saves"])


def test_a_relation_of_an_actor_to_itself_is_refused_in_words(client, mali):
    sit_down(client)
    told = {"kind": "member", "other": mali.pk, "basis": "Par erreur"}
    told |= {"begun_precision": "day", "ended_precision": "day"}
    page = shown(send(client, mali, relations=[told]))
    assert "errorlist" in page
    assert "Par erreur" in page
    assert not ActorRelation.objects.exists()

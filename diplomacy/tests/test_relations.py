"""How accords relate: told on both pages, public with a source, replaced and never edited."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from diplomacy.models import Citation, Relation
from diplomacy.models.relation import BACK
from diplomacy.models.replaceable import PublicActError

from .conftest import make_accord, make_act, make_document, on_day


@pytest.fixture
def treaty(mali, russia, document):
    """Another public accord."""
    accord = make_accord("Traité d’amitié", mali, russia)
    make_act(accord, mali, source=document, done_on=date(1994, 1, 1))
    return accord


@pytest.fixture
def told(signed, treaty, document):
    """A relation that readers know."""
    relation = Relation.objects.create(
        accord=signed, kind="amends", other=treaty, since=date(2025, 6, 23)
    )
    Citation.objects.create(relation=relation, source=document, quote="modifie le traité")
    return relation


@pytest.fixture
def by(django_user_model):
    return django_user_model(username="archives")


def read(client, accord, **query):
    with translation.override("en"):
        return client.get(accord.get_absolute_url(), query).content.decode()


def test_each_accord_tells_it_in_its_own_direction(client, told, signed, treaty):
    assert f'Amends <a href="/en/accords/{treaty.slug}/"' in read(client, signed)
    assert f'Is amended by <a href="/en/accords/{signed.slug}/"' in read(client, treaty)
    for page in (read(client, signed), read(client, treaty)):
        assert "modifie le traité" in page
        assert 'datetime="2025-06-23"' in page


def test_every_kind_has_words_for_both_directions():
    assert BACK.keys() == set(Relation.Kind)
    assert len(set(map(str, BACK.values()))) == len(BACK)


def test_it_waits_for_a_public_source_or_an_archivist(client, signed, treaty):
    relation = Relation.objects.create(accord=signed, kind="renews", other=treaty)
    secret = make_document("Note", public_from=None)
    Citation.objects.create(relation=relation, source=secret)
    Citation.objects.create(relation=relation, source=make_document(), contradicts=True)
    assert 'id="relations"' not in read(client, signed)
    relation.release()
    assert "Renews" in read(client, signed)
    assert "Note" not in read(client, signed)


def test_it_waits_for_both_accords_to_be_public(client, signed, mali, document):
    hidden = make_accord("Protocole secret", mali)
    relation = Relation.objects.create(accord=hidden, kind="protocol", other=signed)
    Citation.objects.create(relation=relation, source=document)
    assert "secret" not in read(client, signed)
    make_act(hidden, mali, source=document)
    assert "Protocole secret" in read(client, signed)


def test_it_begins_on_its_day(client, told, signed):
    with on_day(2025, 6, 30):
        assert 'id="relations"' not in read(client, signed, at="2025-06-22")


def test_what_readers_have_seen_is_neither_edited_nor_deleted(told):
    told.note = "Autre"
    rows = Relation.objects.filter(pk=told.pk)
    for write in (told.save, told.delete, rows.delete, lambda: rows.update(note="Autre")):
        with pytest.raises(PublicActError), transaction.atomic():
            write()
    with pytest.raises(PublicActError):
        told.citations.get().delete()


def test_it_is_replaced_with_a_reason_that_readers_see(client, told, signed, by):
    new = told.replace(by, " C’est un protocole. ", kind="protocol")
    page = read(client, signed)
    assert "Is a protocol to <a" in page
    assert "C’est un protocole." in page
    assert "<del>Amends" in page
    assert new.citations.get().quote == "modifie le traité"
    with pytest.raises(ValidationError):
        told.replace(by, "Encore.", kind="renews")


def test_it_is_taken_back_where_there_is_none(client, told, treaty, by):
    with pytest.raises(ValidationError):
        told.take_back(by, "  ")
    told.take_back(by, "Aucun des deux ne le dit.")
    page = read(client, treaty)
    assert 'id="relations"' not in page
    assert "Aucun des deux ne le dit." in page
    assert by.username not in page


def test_a_replacement_that_cannot_stand_leaves_everything_as_it_was(told, signed, by):
    with pytest.raises(ValidationError):
        told.replace(by, "Erreur.", other=signed)
    assert list(Relation.objects.public(timezone.now())) == [told]


def test_the_database_refuses_what_is_no_relation(told, signed, treaty):
    for fields in (
        {"accord": signed, "kind": "amends", "other": signed},
        {"accord": signed, "kind": "amends", "other": treaty},
        {"accord": signed, "kind": "likes", "other": treaty},
        {"accord": signed, "kind": "renews", "other": treaty, "since_precision": "hour"},
        {"accord": signed, "kind": "renews", "other": treaty, "replaced_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.bulk_create([Relation(**fields)])

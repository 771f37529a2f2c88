"""What readers have read never changes: every way to write in Python is refused."""

import json
from functools import partial

import pytest
from asgiref.sync import async_to_sync
from django.core import serializers
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Author, Edition, EditionByline, EditionFigure, Subject
from articles.sealed import Sealed, SealedError, freezing

from .conftest import make_draft, make_photo, on_day, place

MODELS = [Edition, EditionByline, EditionFigure, Subject]


@pytest.fixture
def published(chief, mali):
    """A live edition with a byline, a figure and a subject."""
    draft = make_draft()
    draft.actors.add(mali)
    place(make_photo(), draft)
    with on_day(2025, 6, 23):  # a whole second: JSON keeps no microseconds
        return draft.publish(chief)


def test_every_sealed_table_is_tried_here():
    assert set(MODELS) == set(Sealed.__subclasses__())


def snapshot():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


ROW_WRITES = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=["id"]),
    "forced update": lambda row: row.save(force_update=True),
    "asave": lambda row: async_to_sync(row.asave)(),
    "delete": lambda row: row.delete(),
    "adelete": lambda row: async_to_sync(row.adelete)(),
}
FIELD = {Edition: "note", EditionByline: "credit", EditionFigure: "caption", Subject: "position"}
SET_WRITES = {
    "update": lambda rows, row, field: rows.update(**{field: 3}),
    "aupdate": lambda rows, row, field: async_to_sync(rows.aupdate)(**{field: 3}),
    "delete": lambda rows, row, field: rows.delete(),
    "bulk_update": lambda rows, row, field: rows.bulk_update([row], [field]),
    "update_or_create": lambda rows, row, field: rows.update_or_create(
        pk=row.pk, defaults={field: 3}
    ),
    "bulk_create over": lambda rows, row, field: rows.bulk_create(
        [row], update_conflicts=True, update_fields=[field], unique_fields=["id"]
    ),
}


@pytest.mark.parametrize("write", ROW_WRITES.values(), ids=ROW_WRITES)
@pytest.mark.parametrize("model", MODELS)
def test_a_row_is_neither_saved_nor_deleted(published, model, write):
    before = snapshot()
    with pytest.raises(SealedError):
        write(model.objects.get())
    assert snapshot() == before


@pytest.mark.parametrize("write", SET_WRITES.values(), ids=SET_WRITES)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("manager", ["objects", "_base_manager", "_default_manager"])
def test_no_set_of_rows_is_written(published, model, write, manager):
    before = snapshot()
    rows = getattr(model, manager).all()
    with pytest.raises(SealedError):
        write(rows, model.objects.get(), FIELD[model])
    assert snapshot() == before


RELATED = {
    "editions.update": lambda edition: edition.dispatch.editions.update(note="x"),
    "editions.delete": lambda edition: edition.dispatch.editions.all().delete(),
    "editions.add": lambda edition: make_draft().editions.add(edition),
    "editions.set": lambda edition: make_draft().editions.set([edition]),
    "bylines.delete": lambda edition: edition.bylines.all().delete(),
    "bylines.update": lambda edition: edition.bylines.update(credit="with"),
    "figures.update": lambda edition: edition.figures.update(caption="x"),
    "figures.update_or_create": lambda edition: edition.figures.update_or_create(
        slot=1, defaults={"caption": "x"}
    ),
    "subjects.delete": lambda edition: edition.subjects.filter(actor__isnull=False).delete(),
}


@pytest.mark.parametrize("write", RELATED.values(), ids=RELATED)
def test_no_related_manager_writes(published, write):
    before = snapshot()
    with pytest.raises(SealedError):
        write(published)
    assert snapshot() == before


def test_a_row_written_over_another_of_the_same_key_is_refused(published):
    impostor = Edition(**Edition.objects.values().get() | {"headline": "Autre"})
    with pytest.raises(IntegrityError), transaction.atomic(), freezing():
        impostor.save()
    published.refresh_from_db()
    assert published.headline != "Autre"


@pytest.mark.parametrize(
    "owner",
    [lambda e: e.dispatch, lambda e: e.section, lambda e: e.bylines.get().author,
     lambda e: e.figures.get().photo, lambda e: e.subjects.get().actor],
    ids=["dispatch", "section", "author", "photo", "actor"],
)  # fmt: skip
def test_what_an_edition_stands_on_cannot_be_deleted_under_it(published, owner):
    from django.db.models import ProtectedError

    before = snapshot()
    with pytest.raises(ProtectedError):
        owner(published).delete()
    assert snapshot() == before


def test_fixtures_may_be_loaded_twice(published):
    text = serializers.serialize(
        "json",
        [*Edition.objects.all(), *EditionByline.objects.all(), *EditionFigure.objects.all()],
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    before = snapshot()
    for _ in range(2):
        assert snapshot() == before
        for row in serializers.deserialize("json", text):
            row.save()
    assert snapshot() == before
    assert all("pk" not in row for row in json.loads(text))


def test_only_a_schedule_that_nobody_could_read_is_discarded(published, chief):
    dispatch = published.dispatch
    waiting = dispatch.correct(chief, "Demain.", at=timezone.now() + timezone.timedelta(days=1))
    before = [row for model in MODELS for row in model.objects.exclude(pk=waiting.pk)]
    assert before
    with pytest.raises(SealedError):
        dispatch.editions.discard()  # the live one is among them
    assert dispatch.editions.count() == 2
    dispatch.editions.filter(pk=waiting.pk).discard()
    assert list(Edition.objects.all()) == [published]
    assert [model.objects.count() for model in MODELS] == [1, 1, 1, 1]


def test_nothing_is_added_to_a_frozen_edition(published, mali):
    author = Author.objects.create(name="Ajouté")
    for add in (
        lambda: EditionByline.objects.create(edition=published, author=author),
        lambda: EditionByline.objects.bulk_create(
            [EditionByline(edition=published, author=author)]
        ),
        lambda: published.subjects.create(actor=mali, position=9),
        lambda: Edition.objects.create(dispatch=published.dispatch, number=9),
    ):
        with pytest.raises(SealedError):
            add()


def test_an_address_a_withdrawal_and_a_move_of_the_log_stay_as_they_are(published, chief):
    withdrawal = published.dispatch.withdraw(chief, "Retiré.")
    move, address = published.dispatch.moves.first(), published.address
    changes = ((address, {"slug": "autre"}), (withdrawal, {"notice": "x"}), (move, {"note": "x"}))
    for row, change in changes:
        rows = type(row).objects.filter(pk=row.pk)
        for write in (partial(rows.update, **change), rows.delete, row.save, row.delete):
            with pytest.raises(SealedError):
                write()

"""Editions are whole copies: nothing that readers see is forgotten, nothing changes afterwards."""

from datetime import date

import pytest
from django.db import models
from django.utils import timezone

from articles.genres import Genre
from articles.models import (
    Author,
    Dispatch,
    DispatchByline,
    DispatchFigure,
    Edition,
    EditionByline,
    EditionFigure,
    Photo,
    Section,
    Subject,
    Topic,
)
from articles.models.content import Content
from articles.models.subject import KINDS
from diplomacy.models import Accord

from .conftest import make_draft, make_photo, on_day, place

# What belongs to the working copy alone; every other field of a dispatch is what readers see.
DESK_FIELDS = {
    "id", "uid", "slug", "source", "revision", "created_by", "created_at", "changed_at", "stage",
    "approved_by", "embargo_until", "embargo_zone", "embargo_source", "embargo_terms",
    "embargo_broken_at", "binned_at",
}  # fmt: skip
CONTENT = [field.name for field in Content._meta.local_fields]
OWN = {"id", "dispatch", "edition"}


def some_value(field, other=0):
    """A value that the field would not have by itself; another one for another `other`."""
    if isinstance(field, models.ForeignKey):
        makers = {"Section": make_section, "Author": make_author, "Photo": make_coloured_photo}
        name = f"{field.name} {other}"
        return makers.get(field.related_model.__name__, make_draft)(name)
    if field.choices:
        return [value for value, _words in field.choices if value not in ("", field.default)][other]
    if isinstance(field, models.DateField):
        return date(2025, 6, 23 + other)
    if isinstance(field, models.IntegerField):
        return 5 + other
    words = f"{field.name} {other}"
    return f"<p>{words}</p>" if field.get_internal_type() == "TextField" else words


def make_section(name):
    return Section.objects.create(name=name)


def make_author(name):
    return Author.objects.create(name=name)


def make_coloured_photo(name):
    return make_photo(name, size=(30, 20 + 10 * Photo.objects.count()))


def columns(model):
    return [field for field in model._meta.local_fields if field.name not in OWN]


@pytest.fixture
def full(chief):
    """A dispatch with every field, child and link filled, and its edition."""
    dispatch = make_draft()
    for name in CONTENT:
        setattr(dispatch, name, some_value(Dispatch._meta.get_field(name)))
    dispatch.genre = Genre.FLASH  # nothing else is urgent
    dispatch.save()
    dispatch.bylines.all().delete()
    for twin, owner in ((DispatchByline, "bylines"), (DispatchFigure, "figures")):
        values = {field.name: some_value(field) for field in columns(twin)}
        getattr(dispatch, owner).create(**values)
    for field in dispatch._meta.local_many_to_many:
        getattr(dispatch, field.name).add(
            field.related_model.objects.create(name=f"Lié par {field.name}")
        )
    return dispatch, dispatch.publish(chief)


def test_every_field_of_a_dispatch_is_either_the_desks_or_copied():
    fields = {field.name for field in Dispatch._meta.local_fields}
    assert fields == DESK_FIELDS | set(CONTENT)


def test_freezing_copies_every_field_that_readers_see(full):
    dispatch, edition = full
    edition.refresh_from_db()
    for name in CONTENT:
        default = Edition._meta.get_field(name).get_default()
        assert getattr(edition, name) == getattr(dispatch, name) != default, name


@pytest.mark.parametrize(
    ("working", "frozen", "owner"),
    [(DispatchByline, EditionByline, "bylines"), (DispatchFigure, EditionFigure, "figures")],
)
def test_freezing_copies_every_field_of_bylines_and_figures(full, working, frozen, owner):
    dispatch, edition = full
    assert [f.name for f in columns(working)] == [f.name for f in columns(frozen)]
    before, after = getattr(dispatch, owner).get(), getattr(edition, owner).get()
    for field in columns(frozen):
        if field.name != "position":  # counted anew, in the same order
            assert getattr(after, field.name) == getattr(before, field.name), field.name


def test_freezing_copies_every_link(full):
    dispatch, edition = full
    links = {field.related_model for field in dispatch._meta.local_many_to_many}
    assert links == {Subject._meta.get_field(kind).related_model for kind in KINDS}
    assert {type(subject.thing) for subject in edition.subjects.with_things()} == links


def test_every_child_of_a_dispatch_has_a_twin():
    """A new kind of child, whatever it is, must be frozen too or named here as the desk's own."""
    children = {relation.related_model.__name__ for relation in Dispatch._meta.related_objects}
    desks = {
        "Dispatch", "Edition", "Address", "Move", "Withdrawal", "Revision", "Autosave", "Presence",
        "Comment", "Notice", "ShareLink", "Event", "Demand", "FrontSlot",
    }  # fmt: skip
    assert children - desks == {"DispatchByline", "DispatchFigure"}


def test_the_order_of_bylines_and_figures_is_kept(chief):
    draft = make_draft()
    draft.bylines.all().delete()
    for position, name in ((2, "Troisième"), (0, "Première"), (1, "Deuxième")):
        DispatchByline.objects.create(dispatch=draft, author=make_author(name), position=position)
        place(make_photo(name, size=(20, 10 + position)), draft, position=position)
    edition = draft.publish(chief)
    order = ["Première", "Deuxième", "Troisième"]
    assert [byline.author.name for byline in edition.bylines.all()] == order
    assert [figure.photo.title for figure in edition.figures.all()] == order


def test_a_figure_without_credit_takes_the_photos_own(chief, draft):
    place(make_photo(credit="Présidence / Archives"), draft)
    assert draft.publish(chief).figures.get().credit == "Présidence / Archives"


def test_a_photo_whose_credit_changes_keeps_it_in_what_was_published(chief, draft, photo):
    place(photo, draft)
    edition = draft.publish(chief)
    photo.credit = "Autre"
    photo.save()
    assert edition.figures.get().credit == "Archives"


def test_changes_of_the_working_copy_are_not_read(live):
    live.headline, live.body = "Un autre titre", "<p>Autre chose</p>"
    live.save()
    live.bylines.all().delete()
    edition = Edition.objects.live(timezone.now()).get()
    assert edition.headline == "Moscou et Bamako signent"
    assert edition.bylines.count() == 1


def test_each_past_day_has_its_edition(live, chief):
    with on_day(2025, 6, 25):
        live.headline = "Trois accords à Moscou"
        live.save()
        live.correct(chief, "Le titre.")
        later = timezone.now()
    first, second = live.editions.order_by("number")
    assert list(Edition.objects.live(first.live_from)) == [first]
    assert list(Edition.objects.live(later)) == [second]
    assert list(Edition.objects.as_of(first.live_from)) == [first]
    assert not Edition.objects.live(first.live_from - timezone.timedelta(microseconds=1)).exists()


def test_history_gives_the_words_of_the_newest_only(live, chief):
    live.correct(chief, "Corrigé.")
    newest, oldest = Edition.objects.history(timezone.now())
    assert (newest.number, oldest.number) == (2, 1)
    assert (newest.words, oldest.words) == (newest.body, "")


def test_a_scheduled_edition_is_in_no_history(live, chief):
    live.correct(chief, "Demain.", at=timezone.now() + timezone.timedelta(days=1))
    assert [edition.number for edition in Edition.objects.history(timezone.now())] == [1]


def test_what_an_edition_names_cannot_be_deleted(full):
    for thing in (
        Topic.objects.get(),
        Accord.objects.get(),
        *Section.objects.filter(name__startswith="section"),
    ):
        with pytest.raises(models.ProtectedError):
            thing.delete()


def test_the_words_to_filter_by_are_those_of_the_edition(chief):
    draft = make_draft("À Moscou", standfirst="Une visite", body="<p>Sɛnɛ <em>Kunda</em></p>")
    assert draft.publish(chief).folded == "a moscou une visite sene kunda"
    for text in ("MOSCOU kunda", "sene", ""):
        assert Edition.objects.containing(text).exists()
    for text in ("%", "_", "paris"):
        assert Edition.objects.containing(text).exists() == (text != "paris")

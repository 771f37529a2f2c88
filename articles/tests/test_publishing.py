"""Publishing: what is required, in which order editions stand, and what the desk must do knowingly."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.genres import REQUIRED, Genre
from articles.models import Edition, Move
from articles.publishing import ScheduledEditionWaits
from articles.readiness import NotReady
from articles.sealed import freezing

from .conftest import make_draft, make_photo, on_day, place

MINUTE = timedelta(minutes=1)


def faults_of(dispatch, by, **options):
    """The fields that keep it from readers; nothing may have been published."""
    with pytest.raises(NotReady) as refusal:
        dispatch.publish(by, **options)
    return refusal.value.message_dict


def test_the_first_edition_is_number_one_and_live_at_once(draft, chief):
    with on_day(2025, 6, 23):
        edition = draft.publish(chief, note="Une note qui n’a pas lieu d’être", kind="correction")
        assert (edition.number, edition.kind, edition.note) == (1, "first", "")
        assert edition.live_from == edition.first_live == timezone.now()
        assert list(Edition.objects.live(timezone.now())) == [edition]


def test_editions_are_numbered_in_order_and_keep_the_first_publication(live, chief):
    second = live.correct(chief, "Nous avions écrit « Alousséini ».")
    third = live.correct(chief, "", kind="erratum")
    assert [second.number, third.number] == [2, 3]
    assert {second.first_live, third.first_live} == {live.editions.get(number=1).live_from}
    assert list(Edition.objects.live(timezone.now())) == [third]


def test_two_editions_of_one_microsecond_follow_each_other(draft, chief):
    with on_day(2025, 6, 23):
        first = draft.publish(chief)
        second = draft.correct(chief, "Aussitôt corrigé.")
    assert second.live_from - first.live_from == timedelta(microseconds=1)


def test_nothing_is_published_in_the_past(draft, chief):
    with on_day(2025, 6, 23):
        edition = draft.publish(chief, at=timezone.now() - timedelta(days=30))
        assert edition.live_from == timezone.now()


def test_a_scheduled_edition_goes_live_by_the_clock_alone(draft, chief):
    with on_day(2025, 6, 23):
        edition = draft.publish(chief, at=datetime(2025, 6, 24, 6, tzinfo=UTC))
        assert not Edition.objects.live(timezone.now()).exists()
    moment = datetime(2025, 6, 24, 6, tzinfo=UTC)
    assert not Edition.objects.live(moment - timedelta(microseconds=1)).exists()
    assert list(Edition.objects.live(moment)) == [edition]


def test_a_scheduled_edition_is_replaced_only_knowingly(live, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
        with pytest.raises(ScheduledEditionWaits):
            live.correct(chief, "Maintenant.")
        assert live.editions.count() == 2
        now = live.correct(chief, "Maintenant.", replace_scheduled=True)
        assert (now.number, now.note) == (2, "Maintenant.")
        assert list(Edition.objects.live(timezone.now() + timedelta(days=2))) == [now]


def test_a_scheduled_first_edition_may_be_moved(draft, chief):
    with on_day(2025, 6, 23):
        draft.publish(chief, at=timezone.now() + 2 * MINUTE)
        sooner = draft.publish(chief, at=timezone.now() + MINUTE, replace_scheduled=True)
        assert (sooner.number, sooner.kind, sooner.first_live) == (
            1,
            "first",
            timezone.now() + MINUTE,
        )
        assert list(draft.editions.all()) == [sooner]


def test_a_cancelled_schedule_gives_its_number_back_and_is_logged(live, chief):
    with on_day(2025, 6, 24):
        live.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
        assert live.cancel_scheduled(chief, note="Attendre le communiqué.")
        assert live.correct(chief, "Aujourd’hui.").number == 2
    moves = Move.objects.order_by("pk").values_list("verb", "number", "note")
    assert list(moves) == [
        ("publish", 1, ""),
        ("schedule", 2, "Demain."),
        ("cancel", 2, "Attendre le communiqué."),
        ("publish", 2, "Aujourd’hui."),
    ]


def test_where_nothing_waits_there_is_nothing_to_cancel(live, chief):
    assert not live.cancel_scheduled(chief)
    assert live.editions.count() == 1
    assert list(live.moves.values_list("verb", flat=True)) == ["publish"]


def test_an_edition_once_live_is_no_schedule_to_cancel(draft, chief):
    with on_day(2025, 6, 23):
        draft.publish(chief, at=timezone.now() + MINUTE)
    with on_day(2025, 6, 24):
        assert not draft.cancel_scheduled(chief)
    assert draft.editions.count() == 1


@pytest.mark.parametrize("genre", Genre.values)
def test_each_genre_names_every_field_that_it_lacks(db, chief, genre):
    draft = make_draft(genre=genre)
    draft.headline, draft.body, draft.section = " ", "", None
    draft.save()
    draft.bylines.all().delete()
    assert faults_of(draft, chief).keys() == REQUIRED[genre]
    assert not Edition.objects.exists()
    assert not Move.objects.exists()


@pytest.mark.parametrize("genre", Genre.values)
def test_each_genre_is_published_with_no_more_than_it_requires(db, chief, genre):
    draft = make_draft(genre=genre)
    if "bylines" not in REQUIRED[genre]:
        draft.bylines.all().delete()
    if "body" not in REQUIRED[genre]:
        draft.body = ""
        draft.save()
    assert draft.publish(chief).genre == genre


@pytest.mark.parametrize("body", ["<p> </p>", "<p><br></p>", "<script>x</script>"])
def test_a_body_without_words_is_no_body(draft, chief, body):
    draft.body = body
    draft.save()
    assert "body" in faults_of(draft, chief)


def test_a_draft_may_lack_anything(db):
    from articles.models import Dispatch

    draft = Dispatch.objects.create()
    place(None, draft, caption="", alt="")
    assert draft.faults().keys() >= {"headline", "body", "section", "bylines", "figures-1-photo"}


def test_a_figure_names_each_fault_at_its_own_field(draft, chief):
    place(make_photo(credit=""), draft, caption="  ", alt="")
    place(None, draft)
    assert faults_of(draft, chief).keys() == {
        "figures-1-caption",
        "figures-1-alt",
        "figures-1-credit",
        "figures-2-photo",
    }


def test_missing_photos_may_be_left_out_but_not_what_a_present_one_lacks(draft, chief, photo):
    place(None, draft, caption="", alt="")
    present = place(photo, draft, alt="")
    assert faults_of(draft, chief, without_missing_photos=True).keys() == {"figures-2-alt"}
    present.alt = "Une table"
    present.save()
    edition = draft.publish(chief, without_missing_photos=True)
    assert [figure.photo for figure in edition.figures.all()] == [photo]
    assert draft.figures.count() == 2  # nothing lost


def test_a_text_that_places_a_photo_it_does_not_have_is_refused(draft, chief):
    draft.body = '<p>Ici :</p><figure data-slot="7"></figure>'
    draft.save()
    assert "7" in faults_of(draft, chief)["body"][0]


@pytest.mark.parametrize("kind", [None, "", "first"])
def test_a_later_edition_says_what_it_is(live, chief, kind):
    assert faults_of(live, chief, kind=kind, note="Une note").keys() == {"kind"}


@pytest.mark.parametrize("kind", sorted(set(Edition.Kind.values) - {"first", "erratum"}))
def test_every_correction_but_a_typing_error_tells_readers_what_changed(live, chief, kind):
    assert faults_of(live, chief, kind=kind, note="  ").keys() == {"note"}
    assert live.publish(chief, kind=kind, note=" Le chiffre. ").note == "Le chiffre."


def test_the_database_refuses_a_correction_without_note(live):
    first = live.editions.get()
    with pytest.raises(IntegrityError), transaction.atomic(), freezing():
        Edition.objects.create(
            dispatch=live,
            number=2,
            kind="correction",
            live_from=timezone.now(),
            first_live=first.first_live,
            address=first.address,
        )


def test_an_unknown_kind_is_refused_in_words(live, chief):
    assert faults_of(live, chief, kind="blunder", note="x").keys() == {"kind"}


def test_the_move_is_logged_with_who_made_it(draft, chief):
    draft.publish(chief)
    move = Move.objects.get()
    assert (move.by, move.verb, move.number) == (chief, "publish", 1)


def test_each_move_counts_as_a_change_of_the_dispatch(draft, chief):
    draft.publish(chief)
    assert draft.revision == 1
    draft.withdraw(chief, "Retiré.")
    assert draft.revision == 2
    draft.refresh_from_db()
    assert draft.revision == 2

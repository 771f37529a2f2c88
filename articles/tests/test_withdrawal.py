"""Withdrawing a story: gone for every reader and for every past date, with a notice in its place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition, Move, Withdrawal
from articles.readiness import NotReady

from .conftest import on_day


def readable(dispatch, at=None):
    return list(Edition.objects.as_of(at or timezone.now()).filter(dispatch=dispatch))


def test_a_withdrawn_story_is_gone_at_every_date(live, chief):
    published = live.editions.get().live_from
    live.withdraw(chief, "Retiré à la demande du parquet.")
    for at in (published, timezone.now(), timezone.now() + timedelta(days=300)):
        assert not Edition.objects.live(at).exists()
        assert not Edition.objects.history(at).exists()


def test_its_editions_are_kept_and_come_back_as_they_were(live, chief):
    withdrawal = live.withdraw(chief, "Retiré.")
    assert live.editions.count() == 1
    withdrawal.lift(chief, "Le parquet y consent.")
    assert [edition.number for edition in readable(live)] == [1]


def test_the_other_stories_stay(live, chief):
    from .conftest import make_draft

    other = make_draft("Autre").publish(chief)
    live.withdraw(chief, "Retiré.")
    assert list(Edition.objects.live(timezone.now())) == [other]


def test_a_clean_edition_may_follow(live, chief):
    live.withdraw(chief, "Retiré.")
    clean = live.correct(chief, "Version expurgée.")
    assert clean.number == 2
    assert readable(live) == [clean]
    assert readable(live, clean.live_from - timedelta(microseconds=1)) == []


def test_only_the_early_editions_may_be_withdrawn(live, chief):
    second = live.correct(chief, "Un nom est ôté.")
    live.withdraw(chief, "La première version est retirée.", through_number=1)
    assert readable(live) == [second]
    assert list(Edition.objects.live(timezone.now())) == [second]


@pytest.mark.parametrize("number", [3, 10_000, -1])
def test_editions_that_do_not_exist_cannot_be_withdrawn(live, chief, number):
    live.correct(chief, "Corrigé.")
    with pytest.raises(NotReady) as refusal:
        live.withdraw(chief, "Retiré.", through_number=number)
    assert refusal.value.message_dict.keys() == {"through_number"}


def test_a_scheduled_edition_is_cancelled_by_a_withdrawal(live, chief):
    live.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
    live.withdraw(chief, "Retiré.")
    assert [edition.number for edition in live.editions.all()] == [1]
    assert not Edition.objects.live(timezone.now() + timedelta(days=2)).exists()
    verbs = Move.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["publish", "schedule", "cancel", "withdraw"]


@pytest.mark.parametrize("notice", ["", "  \n"])
def test_readers_are_owed_a_notice(live, chief, notice):
    with pytest.raises(NotReady) as refusal:
        live.withdraw(chief, notice)
    assert refusal.value.message_dict.keys() == {"notice"}
    assert readable(live)


def test_what_was_never_published_cannot_be_withdrawn(draft, chief):
    draft.publish(chief, at=timezone.now() + timedelta(days=1))
    with pytest.raises(NotReady):
        draft.withdraw(chief, "Retiré.")
    assert draft.editions.count() == 1  # the schedule still stands
    assert not Withdrawal.objects.exists()


def test_the_reason_is_the_desks_and_the_notice_the_readers(live, chief):
    withdrawal = live.withdraw(chief, " Retiré. ", reason="Source menacée")
    assert (withdrawal.notice, withdrawal.reason) == ("Retiré.", "Source menacée")
    move = Move.objects.get(verb="withdraw")
    assert (move.by, move.number, move.note) == (chief, 1, "Source menacée")


def test_lifting_is_logged_with_who_did_it(live, chief):
    live.withdraw(chief, "Retiré.").lift(chief, "Erreur.")
    move = Move.objects.get(verb="lift")
    assert (move.by, move.note) == (chief, "Erreur.")


def test_lifting_twice_changes_nothing_more(live, chief):
    with on_day(2025, 6, 24):
        withdrawal = live.withdraw(chief, "Retiré.")
        withdrawal.lift(chief)
        lifted_at = withdrawal.lifted_at
    with on_day(2025, 6, 25):
        withdrawal.lift(chief)
    assert Withdrawal.objects.get().lifted_at == lifted_at
    assert Move.objects.filter(verb="lift").count() == 1


def test_of_two_withdrawals_the_story_is_gone_until_both_are_lifted(live, chief):
    first = live.withdraw(chief, "Retiré.")
    live.correct(chief, "Nous avons ôté un nom.")
    second = live.withdraw(chief, "Retiré encore.")
    first.lift(chief)
    assert not readable(live)
    second.lift(chief)
    assert readable(live)


def test_a_retraction_is_an_ordinary_edition_and_the_old_one_stays_open(live, chief):
    edition = live.correct(chief, "Les faits n’étaient pas établis.", kind="retraction")
    assert edition.is_retraction
    assert [each.number for each in readable(live)] == [1, 2]


def test_what_is_withdrawn_is_not_withdrawn_again(live, chief):
    live.withdraw(chief, "Retiré.")
    with pytest.raises(NotReady) as refused:
        live.withdraw(chief, "Retiré encore.")
    assert "notice" in refused.value.message_dict

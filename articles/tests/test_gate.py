"""The record's gate: what a dispatch alone reports appears, waits and vanishes with its editions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Dispatch
from diplomacy.models import Accord, Act, Actor, Citation, Person, Phase, Source
from diplomacy.moment import current
from diplomacy.tests.conftest import make_accord, make_act, make_document

from .conftest import on_day

MINUTE = timedelta(minutes=1)


def seen(at=None):
    """What the record shows readers: acts, accords, actors, people, sources, counted."""
    now = at or timezone.now()
    rows = [Act.objects.public(now), Accord.objects.public(now), Actor.objects.public(now)]
    rows += [Person.objects.public(now), Source.objects.public(now)]
    return tuple(each.count() for each in rows)


NOTHING = (0, 0, 0, 0, 0)
ALL = (1, 1, 1, 1, 1)


@pytest.fixture
def reported(draft, commission, mali, sanou):
    """An act that the draft alone reports, by one actor, signed by one person."""
    return make_act(commission, mali, by=[sanou], source=draft.source, quote="a signé")


def test_the_record_shows_nothing_of_a_draft(reported):
    assert seen() == NOTHING


def test_everything_appears_with_publication(reported, draft, chief):
    draft.publish(chief)
    assert seen() == ALL


def test_a_story_shows_what_it_names_even_without_an_act(draft, chief, commission, russia, sanou):
    draft.accords.add(commission)
    draft.actors.add(russia)
    draft.people.add(sanou)
    assert seen() == NOTHING
    draft.publish(chief)
    assert seen() == (0, 1, 1, 1, 1)


def test_what_the_working_copy_names_later_waits_for_the_next_edition(live, chief, russia):
    live.actors.add(russia)
    assert not Actor.objects.public(timezone.now()).exists()
    live.correct(chief, "Nous ajoutons la Russie.")
    assert list(Actor.objects.public(timezone.now())) == [russia]


def test_everything_appears_at_the_scheduled_moment(reported, draft, chief):
    with on_day(2025, 6, 23, hour=9):
        draft.publish(chief, at=timezone.now() + MINUTE)
        assert seen() == NOTHING
        assert seen(timezone.now() + MINUTE - timedelta(microseconds=1)) == NOTHING
        assert seen(timezone.now() + MINUTE) == ALL


def test_a_cancelled_schedule_shows_nothing_ever(reported, draft, chief):
    with on_day(2025, 6, 23):
        draft.publish(chief, at=timezone.now() + MINUTE)
        draft.cancel_scheduled(chief)
    assert seen() == NOTHING
    assert not Phase.objects.exists()


def test_an_act_cited_to_a_live_dispatch_waits_for_its_next_edition(
    live, chief, commission, mali, sanou
):
    make_act(commission, mali, by=[sanou], source=live.source)
    assert seen() == (0, 0, 0, 0, 1)
    live.correct(chief, "Nous ajoutons l’accord.", kind="update")
    assert seen() == ALL


def test_an_act_waits_for_the_scheduled_next_edition_and_again_when_that_is_cancelled(
    live, chief, commission, mali
):
    with on_day(2025, 6, 24):
        make_act(commission, mali, source=live.source)
        live.correct(chief, "Demain.", at=timezone.now() + MINUTE)
        assert seen(timezone.now())[0] == 0
        assert seen(timezone.now() + MINUTE)[0] == 1
        live.cancel_scheduled(chief)
        assert seen(timezone.now() + MINUTE)[0] == 0
        live.correct(chief, "Finalement.")
        assert seen()[0] == 1


def test_everything_vanishes_with_a_withdrawal_and_comes_back_when_it_is_lifted(
    reported, draft, chief
):
    draft.publish(chief)
    withdrawal = draft.withdraw(chief, "Retiré.")
    assert seen() == NOTHING
    withdrawal.lift(chief)
    assert seen() == ALL


def test_what_another_source_holds_stays(reported, draft, chief):
    draft.publish(chief)
    Citation.objects.create(act=reported, source=make_document())
    draft.withdraw(chief, "Retiré.")
    assert seen() == ALL  # the document is the source that is left
    assert not Source.objects.public(timezone.now()).filter(pk=draft.source_id).exists()


def test_a_clean_edition_does_not_bring_back_what_was_withdrawn(reported, draft, chief):
    draft.publish(chief)
    draft.withdraw(chief, "Retiré.")
    draft.correct(chief, "Version expurgée.")
    assert seen() == (0, 0, 0, 0, 1)
    assert not Citation.objects.open(timezone.now()).exists()


def test_a_clean_edition_shows_what_it_is_cited_for(draft, chief, commission, mali, sanou):
    draft.publish(chief)
    draft.withdraw(chief, "Retiré.")
    make_act(commission, mali, by=[sanou], source=draft.source)
    draft.correct(chief, "Version expurgée.")
    assert seen() == ALL


def test_a_clean_edition_may_be_scheduled_and_cancelled(reported, draft, chief):
    draft.publish(chief)
    draft.withdraw(chief, "Retiré.")
    draft.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
    draft.cancel_scheduled(chief)
    assert seen() == NOTHING
    draft.withdrawals.get().lift(chief)
    assert seen() == ALL


def test_a_story_is_withdrawn_a_second_time(reported, draft, chief):
    draft.publish(chief)
    draft.withdraw(chief, "Retiré.")
    draft.correct(chief, "Version expurgée.")
    draft.withdraw(chief, "Retiré de nouveau.")
    assert seen() == NOTHING


@pytest.mark.parametrize("first_lifted", [0, 1])
def test_of_two_withdrawals_each_keeps_closed_what_it_covers(reported, draft, chief, first_lifted):
    draft.publish(chief)
    both = [draft.withdraw(chief, "Retiré.")]
    draft.correct(chief, "Expurgée.")
    both.append(draft.withdraw(chief, "Retiré aussi."))
    draft.correct(chief, "Expurgée davantage.")
    both.pop(first_lifted).lift(chief)
    assert seen() == (0, 0, 0, 0, 1)  # edition 1, the only one cited, is still withdrawn
    both.pop().lift(chief)
    assert seen() == ALL


def test_a_withdrawal_of_early_editions_spares_what_a_later_one_is_cited_for(
    live, chief, commission, mali, sanou
):
    make_act(commission, mali, by=[sanou], source=live.source)
    live.correct(chief, "Nous ajoutons l’accord.")
    live.withdraw(chief, "La première version est retirée.", through_number=1)
    assert seen() == ALL


def test_what_only_an_early_edition_named_goes_with_it(draft, chief, mali, russia):
    draft.actors.add(mali, russia)
    draft.publish(chief)
    draft.actors.remove(russia)
    draft.correct(chief, "La Russie n’y était pas.")
    assert Actor.objects.public(timezone.now()).count() == 2  # edition 1 stays open to readers
    draft.withdraw(chief, "La première version est retirée.", through_number=1)
    assert list(Actor.objects.public(timezone.now())) == [mali]


def test_a_public_source_bears_the_title_that_readers_know(live, chief):
    with on_day(2025, 6, 24):
        live.headline = "Titre de demain"
        live.save()
        live.correct(chief, "Demain.", at=timezone.now() + MINUTE)
        assert Source.objects.public(timezone.now()).get().title == "Moscou et Bamako signent"


def test_a_source_is_dated_in_the_desks_zone(settings, draft, chief):
    settings.TIME_ZONE = "Asia/Tokyo"
    with on_day(2025, 6, 23, hour=20):
        draft.publish(chief)
    assert str(Dispatch.objects.get().source.published_on) == "2025-06-24"


def test_the_status_turns_at_the_moment_of_publication_without_any_write(
    draft, chief, mali, russia
):
    accord = make_accord("Traité", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(accord, actor, source=draft.source)
    with on_day(2025, 6, 24, hour=8):
        draft.publish(chief, at=timezone.now() + 60 * MINUTE)
    rows = list(Phase.objects.values())
    for hour, force in ((8, None), (9, "in_force")):
        with on_day(2025, 6, 24, hour=hour):
            known = Accord.objects.public(timezone.now()).with_standing(current()).first()
            assert (known and known.force_at) == force
    assert list(Phase.objects.values()) == rows


def test_the_status_goes_back_when_the_only_source_is_withdrawn(live, chief, mali, russia):
    accord = make_accord("Traité", mali, russia, entry_rule="signature")
    make_act(accord, mali, source=make_document())
    make_act(accord, russia, source=live.source)
    live.correct(chief, "Nous ajoutons la Russie.")

    def force():
        return Accord.objects.with_standing(current()).get().force_at

    assert force() == "in_force"
    withdrawal = live.withdraw(chief, "Retiré.")
    assert force() == "not_established"
    withdrawal.lift(chief)
    assert force() == "in_force"

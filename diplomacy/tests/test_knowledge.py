"""What the public record knows, and since when: status turns by the clock alone, nothing is written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from diplomacy.knowledge import gather, stretches
from diplomacy.models import Accord, Act, Actor, Citation, Person, Phase
from diplomacy.moment import current, parse

from .conftest import make_accord, make_act, make_document, on_day

NOON = datetime(2025, 6, 23, 12, tzinfo=UTC)


def force_now(accord):
    """The accord's force as a list would show it at this moment; None if readers know no accord."""
    moment = current()
    found = Accord.objects.public(moment.now).with_standing(moment).filter(pk=accord.pk).first()
    return found and found.force_at


def stretches_of(accord):
    gather([accord])
    return list(stretches(accord))


@pytest.fixture
def treaty(mali, russia):
    return make_accord("Traité", mali, russia, entry_rule="signature")


def test_a_status_appears_with_its_source_and_without_any_write(treaty, mali, russia):
    with on_day(2025, 6, 20):
        tomorrow = make_document(public_from=NOON)
        for actor in (mali, russia):
            make_act(treaty, actor, done_on=date(2025, 6, 1), source=tomorrow)
    before = list(Phase.objects.values())
    with on_day(2025, 6, 23, hour=11):
        assert force_now(treaty) is None
    with on_day(2025, 6, 23, hour=12):
        assert force_now(treaty) == "in_force"
    assert list(Phase.objects.values()) == before


def test_a_second_source_adds_what_the_first_did_not_know(treaty, mali, russia):
    with on_day(2025, 6, 20):
        make_act(treaty, mali, source=make_document())
        make_act(treaty, russia, source=make_document(public_from=NOON))
    with on_day(2025, 6, 23, hour=11):
        assert force_now(treaty) == "not_established"
    with on_day(2025, 6, 23, hour=13):
        assert force_now(treaty) == "in_force"


def test_a_status_goes_with_the_end_of_its_source(treaty, mali, russia):
    with on_day(2025, 6, 20):
        make_act(treaty, mali, done_on=date(2025, 6, 1), source=make_document())
        brief = make_document(public_until=NOON)
        make_act(treaty, russia, done_on=date(2025, 6, 1), source=brief)
    with on_day(2025, 6, 23, hour=11):
        assert force_now(treaty) == "in_force"
    with on_day(2025, 6, 23, hour=12):
        assert force_now(treaty) == "not_established"


def test_a_source_made_public_later_renews_the_status(treaty, mali, russia):
    secret = make_document(public_from=None)
    for actor in (mali, russia):
        make_act(treaty, actor, source=secret)
    assert force_now(treaty) is None
    secret.public_from = current().now
    secret.save()
    assert force_now(treaty) == "in_force"


def test_an_act_without_source_waits_for_an_archivist(treaty, mali):
    act = make_act(treaty, mali)
    assert force_now(treaty) is None
    act.release()
    assert force_now(treaty) == "not_established"


def test_a_source_that_contradicts_an_act_holds_nothing(treaty, mali):
    act = make_act(treaty, mali)
    Citation.objects.create(act=act, source=make_document(), contradicts=True)
    assert not Act.objects.public(current().now).exists()
    assert stretches_of(treaty) == []


def test_an_actor_and_a_signatory_are_public_with_their_act_alone(treaty, mali, russia, sanou):
    with on_day(2025, 6, 20):
        make_act(treaty, mali, by=[sanou], source=make_document(public_from=NOON))
    for names in (Actor, Person, Accord):
        assert not names.objects.public(NOON - timedelta(microseconds=1)).exists()
    assert list(Actor.objects.public(NOON)) == [mali]  # Russia has signed nothing that we know of
    assert list(Person.objects.public(NOON)) == [sanou]
    assert list(Accord.objects.public(NOON)) == [treaty]


def test_two_sources_make_one_stretch_for_those_who_read_both_and_one_for_those_who_come_later(
    treaty, mali
):
    with on_day(2025, 6, 20):
        act = make_act(treaty, mali, source=make_document(public_until=NOON))
        Citation.objects.create(act=act, source=make_document())
    found = stretches_of(treaty)
    assert [(each.read_from, each.read_until) for each in found] == [(None, NOON), (NOON, None)]
    assert all(len(each.facts) == 1 and each.known_until is None for each in found)


def test_an_act_without_any_date_changes_no_status(treaty, mali, document):
    make_act(treaty, mali, done_on=None, source=document)
    assert stretches_of(treaty) == []
    assert Act.objects.public(current().now).until(date(2000, 1, 1)).count() == 1


def test_a_day_known_to_the_year_establishes_nothing_before_that_year_is_over(commission, document):
    make_act(
        commission, kind="entry", done_on=date(2013, 1, 1), done_precision="year", source=document
    )

    def force_on(day):
        return Accord.objects.with_standing(parse(day)).get(pk=commission.pk).force_at

    assert force_on("2013-06-01") != "in_force"
    assert force_on("2013-12-31") == "in_force"


def test_a_later_source_writes_only_what_it_changes(treaty, mali, russia):
    """Ten actors that join one by one keep one row each for what each was, however much is known."""
    others = [Actor.objects.create(name=f"État {number}") for number in range(10)]
    for number, actor in enumerate(others, start=1):
        with on_day(2025, 7, number):
            make_act(treaty, actor, "accession", date(2025, 6, number), source=make_document())
    rows = Phase.objects.filter(accord=treaty, dimension="standing", status="contracting")
    assert rows.count() == len(others)
    assert rows.filter(known_until__isnull=True).count() == len(others)

"""Recording a signing: an accord and who signed it, all or nothing, once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from diplomacy.models import Accord, Act, Citation, Participation
from diplomacy.signing import Signature, record

FACTS = {"kind": "signature", "done_on": date(2025, 6, 23), "place": "Moscou"}


def test_an_accord_its_parties_its_acts_and_its_source_are_written_at_once(
    mali, russia, sanou, unnamed_minister, document
):
    signatures = [Signature(mali, person=sanou), Signature(russia, office=unnamed_minister)]
    record(Accord(name="Accord"), signatures, source=document, quote="a été signé", **FACTS)
    accord = Accord.objects.get()
    assert [str(each) for each in accord.actors.order_by("participations__position")] == [
        "Mali",
        "Russie",
    ]
    first, second = accord.acts.order_by("pk")
    assert (first.actor, first.place, first.signatories.get().person) == (mali, "Moscou", sanou)
    assert (second.actor, second.signatories.get().office) == (russia, unnamed_minister)
    assert set(Citation.objects.values_list("quote", flat=True)) == {"a été signé"}


def test_an_actor_alone_signed_and_nobody_is_named(russia):
    act = record(Accord(name="Accord"), [Signature(russia)], **FACTS)[0]
    signatory = act.signatories.get()
    assert (signatory.person, signatory.office, signatory.as_printed) == (None, None, "")


def test_two_ministers_of_one_state_sign_one_act(mali, sanou, unnamed_minister):
    signatures = [Signature(mali, person=sanou), Signature(mali, as_printed="le ministre Diop")]
    act = record(Accord(name="Accord"), signatures, **FACTS)[0]
    assert [str(one.person or one.as_printed) for one in act.signatories.all()] == [
        "Alousséni Sanou",
        "le ministre Diop",
    ]
    assert Act.objects.count() == Participation.objects.count() == 1


def test_what_is_sent_twice_is_recorded_once(mali, russia):
    signatures = [Signature(mali), Signature(russia)]
    first = record(Accord(name="Accord"), signatures, mark="one sending", **FACTS)
    again = record(Accord(name="Accord"), signatures, mark="one sending", **FACTS)
    assert {act.pk for act in again} == {act.pk for act in first}
    assert Accord.objects.count() == 1


def test_two_accords_of_the_same_parties_on_the_same_day_are_two(mali, russia):
    for mark in ("first", "second"):
        record(Accord(name="Accord"), [Signature(mali), Signature(russia)], mark=mark, **FACTS)
    assert Accord.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_last_act_leaves_nothing_behind(mali, russia):
    with pytest.raises(ValidationError):
        record(Accord(name="Accord"), [Signature(mali), Signature(russia)], kind="no such act")
    assert not Accord.objects.exists()
    assert not Participation.objects.exists()


def test_a_party_that_signs_later_joins_those_that_are_there(commission, mali, russia, sanou):
    signatures = [Signature(russia), Signature(mali, "witness", person=sanou)]
    record(commission, signatures, **FACTS)
    roles = commission.participations.values_list("actor__name", "role", "position")
    assert list(roles) == [("Mali", "party", 0), ("Russie", "party", 1), ("Mali", "witness", 2)]

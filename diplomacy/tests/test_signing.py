"""Recording a ceremony: accords and who signed them, all or nothing, once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from diplomacy.models import Accord, Act, Citation, Participation
from diplomacy.models.replaceable import PublicActError
from diplomacy.signing import Signature, Signing, record

from .conftest import make_document

FACTS = {"kind": "signature", "done_on": date(2025, 6, 23), "place": "Moscou"}


def sign(accord, *signatures, **facts):
    return record([Signing(accord, [*signatures])], **FACTS | facts)


def test_an_accord_its_parties_its_acts_and_its_source_are_written_at_once(
    mali, russia, sanou, unnamed_minister, document
):
    signatures = Signature(mali, person=sanou), Signature(russia, office=unnamed_minister)
    sign(Accord(name="Accord"), *signatures, source=document, quote="a été signé")
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
    signatory = sign(Accord(name="Accord"), Signature(russia))[0].signatories.get()
    assert (signatory.person, signatory.office, signatory.as_printed) == (None, None, "")


def test_two_ministers_of_one_state_sign_one_act(mali, sanou):
    signatures = Signature(mali, person=sanou), Signature(mali, as_printed="le ministre Diop")
    act = sign(Accord(name="Accord"), *signatures)[0]
    assert [str(one.person or one.as_printed) for one in act.signatories.all()] == [
        "Alousséni Sanou",
        "le ministre Diop",
    ]
    assert Act.objects.count() == Participation.objects.count() == 1


def test_several_accords_of_one_ceremony_are_each_signed_by_their_own(mali, russia, sanou):
    signings = [
        Signing(Accord(name="Premier"), [Signature(mali, person=sanou), Signature(russia)]),
        Signing(Accord(name="Second"), [Signature(mali)]),
    ]
    record(signings, **FACTS)
    signed = Act.objects.order_by("pk").values_list("accord__name", "actor__name")
    assert [*signed] == [("Premier", "Mali"), ("Premier", "Russie"), ("Second", "Mali")]


def test_a_witness_signs_as_a_witness(mali, russia):
    acts = sign(Accord(name="Accord"), Signature(mali), Signature(russia, "witness"))
    assert [act.kind for act in acts] == ["signature", "witness"]


def test_what_is_sent_twice_is_recorded_once(mali, russia):
    signatures = Signature(mali), Signature(russia)
    first = sign(Accord(name="Accord"), *signatures, mark="one sending")
    again = sign(Accord(name="Accord"), *signatures, mark="one sending")
    assert {act.pk for act in again} == {act.pk for act in first}
    assert Accord.objects.count() == 1


def test_two_accords_of_the_same_parties_on_the_same_day_are_two(mali, russia):
    for mark in ("first", "second"):
        sign(Accord(name="Accord"), Signature(mali), Signature(russia), mark=mark)
    assert Accord.objects.count() == 2


def test_an_act_of_the_record_is_not_written_again_its_new_source_is_cited(signed, mali, document):
    first, other = signed.acts.get(actor=mali), make_document("Note")
    assert sign(signed, Signature(mali), source=other, quote="une autre phrase") == [first]
    assert signed.acts.count() == 2
    assert {*first.citations.values_list("quote", flat=True)} == {
        "a signé l’accord",
        "une autre phrase",
    }


def test_further_words_of_a_source_are_added_to_those_quoted(commission, mali):
    waiting = make_document("Projet", public_from=None)
    for quote in ("a signé", "à Moscou", "a signé"):
        [act] = sign(commission, Signature(mali), source=waiting, quote=quote)
    assert act.citations.get().quote == "a signé […] à Moscou"


def test_who_is_missing_from_an_act_of_the_record_is_added(commission, mali, sanou):
    [act] = sign(commission, Signature(mali))
    for _again in range(2):
        signatures = Signature(mali, person=sanou), Signature(mali, as_printed="M. Diop")
        assert sign(commission, *signatures) == [act]
    sign(commission, Signature(mali))
    assert [one.words for one in act.signatories.all()] == ["Alousséni Sanou", "M. Diop"]


def test_nobody_is_added_to_an_act_that_readers_have_seen(signed, mali):
    with pytest.raises(PublicActError):
        sign(signed, Signature(mali, as_printed="M. Diop"))
    assert signed.acts.get(actor=mali).signatories.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_the_last_accord_leaves_nothing_behind(mali, russia):
    signings = [
        Signing(Accord(name="Premier"), [Signature(mali)]),
        Signing(Accord(name="Second"), [Signature(russia)]),
    ]
    with pytest.raises(ValidationError):
        record(signings, kind="no such act")
    assert not Accord.objects.exists()
    assert not Participation.objects.exists()


def test_a_party_that_signs_later_joins_those_that_are_there(commission, mali, russia, sanou):
    sign(commission, Signature(russia), Signature(mali, "witness", person=sanou))
    roles = commission.participations.values_list("actor__name", "role", "position")
    assert list(roles) == [("Mali", "party", 0), ("Russie", "party", 1), ("Mali", "witness", 2)]

"""Rules that the database itself holds, tried past every form."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from diplomacy.models import (
    Accord,
    Act,
    Citation,
    Mention,
    NameVariant,
    Office,
    Participation,
    Person,
    Signatory,
    Source,
    Tenure,
)  # fmt: skip

from .conftest import make_act

NOW = datetime(2025, 6, 23, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def refused(write):
    """Whether the database refuses what `write` does."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return caught.value


@pytest.mark.parametrize("lacking", [{"entry_rule": "threshold"}, {"entry_rule": "fixed"}])
def test_an_entry_rule_has_its_number_or_its_date(lacking):
    refused(lambda: Accord.objects.create(name="Traité", **lacking))


def test_a_threshold_of_none_is_refused():
    refused(lambda: Accord.objects.create(name="Traité", entry_rule="threshold", entry_count=0))


def test_two_accords_cannot_share_an_address(commission):
    refused(lambda: Accord.objects.create(name="Autre", slug=commission.slug))


def test_two_accords_of_one_name_get_addresses_of_their_own(commission):
    assert Accord.objects.create(name=commission.name).slug != commission.slug


def test_an_actor_takes_part_once_in_one_quality(commission, mali):
    refused(lambda: Participation.objects.create(accord=commission, actor=mali))
    Participation.objects.create(accord=commission, actor=mali, role="guarantor")


def test_a_source_cannot_end_before_it_begins():
    early = datetime(2025, 6, 22, tzinfo=UTC)
    refused(lambda: Source.objects.create(title="Note", public_from=NOW, public_until=early))


def test_a_tenure_cannot_end_before_it_begins(sanou, unnamed_minister):
    held = {"person": sanou, "office": unnamed_minister}
    days = {"begun_on": date(2025, 2, 1), "ended_on": date(2025, 1, 1)}
    refused(lambda: Tenure.objects.create(**held, **days))


def test_a_spelling_is_of_one_name(sanou, mali):
    refused(lambda: NameVariant.objects.create(text="Sanou"))
    refused(lambda: NameVariant.objects.create(text="Sanou", person=sanou, actor=mali))


def test_a_spelling_is_recorded_once(sanou, mali):
    refused(lambda: sanou.variants.create(text="Alousséini Sanou", kind="misprint"))
    mali.variants.create(text="République soudanaise", kind="former")
    refused(lambda: mali.variants.create(text="République soudanaise"))


def test_a_mention_is_of_one_thing(document, mali, sanou):
    known = {"source": document, "public_from": NOW}
    refused(lambda: Mention.objects.create(**known))
    refused(lambda: Mention.objects.create(**known, actor=mali, person=sanou))


def test_two_signatories_of_an_act_have_places_of_their_own(commission, mali, sanou):
    act = make_act(commission, mali, by=[sanou])
    refused(lambda: Signatory.objects.create(act=act, position=0))


def test_an_act_is_not_replaced_without_a_reason_nor_by_itself(commission, mali):
    act, other = make_act(commission, mali), make_act(commission, mali)
    replace = Act.objects.filter(pk=act.pk).update
    refused(lambda: replace(replaced_by=other, replaced_at=NOW, replaced_why=""))
    refused(lambda: replace(replaced_by=other, replaced_why=""))
    refused(lambda: replace(replaced_by=act, replaced_at=NOW, replaced_why="erreur"))


def test_an_act_takes_effect_backwards_only_to_a_day(commission, mali):
    refused(lambda: make_act(commission, mali, retroactive=True))
    make_act(commission, mali, retroactive=True, effective_on=date(2025, 1, 1))


def test_an_act_answers_another_and_belongs_to_a_first_cycle_at_least(commission, mali):
    act = make_act(commission, mali)
    refused(lambda: Act.objects.filter(pk=act.pk).update(answers=act))
    refused(lambda: Act.objects.filter(pk=act.pk).update(cycle=0))
    refused(lambda: Act.objects.filter(pk=act.pk).update(kind="treason"))


def test_an_act_of_the_whole_accord_names_nobody_and_one_of_a_party_does(commission, mali):
    refused(lambda: make_act(commission, mali, kind="expiry"))
    refused(lambda: make_act(commission, kind="signature"))
    make_act(commission, mali, kind="entry")


@pytest.mark.parametrize("field", ["form", "domain", "entry_rule"])
def test_an_accord_is_of_a_form_a_field_and_a_rule_that_there_are(commission, field):
    refused(lambda: Accord.objects.filter(pk=commission.pk).update(**{field: "secret"}))


def test_no_address_is_empty_or_that_of_another_page(commission, mali, sanou, unnamed_minister):
    for thing in (commission, mali, sanou, unnamed_minister):
        refused(lambda thing=thing: type(thing).objects.filter(pk=thing.pk).update(slug=""))
    refused(lambda: Accord.objects.filter(pk=commission.pk).update(slug="glossaire"))


def test_a_source_is_cited_once_for_a_fact_until_it_is_taken_back(signed, document):
    act = signed.acts.first()
    same = {"act": act, "source": document}
    refused(lambda: Citation.objects.bulk_create([Citation(**same, quote="encore")]))
    refused(lambda: Citation.objects.bulk_create([Citation(**same, taken_back_at=NOW)]))
    Citation.objects.bulk_create([Citation(**same, taken_back_at=NOW, taken_back_why="erreur")])


def test_an_accord_counts_in_known_units_and_is_renewed_from_a_term():
    for unit in ("entry_unit", "late_unit", "notice_unit", "renewal_notice_unit"):
        refused(lambda unit=unit: Accord.objects.create(name="Traité", **{unit: "weeks"}))
    refused(lambda: Accord.objects.create(name="Traité", renewal_months=12))
    refused(
        lambda: Accord.objects.create(name="Traité", renewal_months=0, ends_on=date(2030, 1, 1))
    )


def test_what_acts_name_cannot_be_deleted(signed, mali, sanou, unnamed_minister, document):
    for used in (signed, mali, sanou, unnamed_minister, document):
        with pytest.raises(ProtectedError):
            type(used).objects.filter(pk=used.pk).delete()


def test_an_office_keeps_its_state(mali):
    Office.objects.create(name="ministre", actor=mali)
    with pytest.raises(ProtectedError):
        mali.delete()


def test_a_person_whom_nothing_names_goes_with_their_spellings(sanou):
    Person.objects.filter(pk=sanou.pk).delete()
    assert not NameVariant.objects.exists()

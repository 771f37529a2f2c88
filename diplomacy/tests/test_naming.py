"""Names are found in any spelling; what is not public is not found; one query for all boxes."""

import pytest
from django.utils import timezone, translation

from diplomacy.models import Accord, Actor, Office, Person
from diplomacy.naming import found, look_up, matching


@pytest.mark.parametrize(
    "text",
    ["Alousséni Sanou", "alousseni sanou", "ALOUSSENI-SANOU", "alousseni-sanou", "Alousséini Sanou",
     "Alouseni Sannou"],
)  # fmt: skip
def test_a_person_is_found_in_every_spelling(sanou, text):
    assert matching(Person.objects.all(), text).get() == sanou


@pytest.mark.parametrize("text", ["Sanou Alousséni Ba", "", "%", "_", "' OR 1=1 --", "x" * 3000])
def test_what_nobody_is_called_finds_nobody(sanou, text):
    assert not matching(Person.objects.all(), text).exists()


def test_an_accord_is_found_by_its_whole_title_or_its_address(commission):
    commission.name_en = ""
    commission.save()
    for text in ("accord sur la commission russo malienne", commission.slug):
        assert matching(Accord.objects.all(), text).get() == commission


def test_a_name_in_english_is_found_as_well(russia):
    for text in ("Russie", "russia"):
        assert matching(Actor.objects.all(), text).get() == russia


@pytest.mark.parametrize(
    "text",
    ["Iyad ag-Ghali", "IYAD AG GHALI", "Ag-Ghali, Iyad", "إياد أغ غالي", "اياد اغ غالي", "Ияд аг Гали",
     "Abou al-Fadl", "Abou al‑Fadl"],
)  # fmt: skip
def test_scripts_hyphens_and_accents_do_not_count(db, text):
    person = Person.objects.create(name="Iyad Ag Ghali")
    for spelling, kind, language, script in (
        ("Ag Ghali Iyad", "press", "fr", "Latn"),
        ("إياد أغ غالي", "official", "ar", "Arab"),
        ("Ияд аг Гали", "transliteration", "ru", "Cyrl"),
        ("Abou al Fadl", "usual", "fr", "Latn"),
    ):
        person.variants.create(text=spelling, kind=kind, language=language, script=script)
    assert matching(Person.objects.all(), text).get() == person


def test_a_function_is_found_by_its_other_spellings(unnamed_minister):
    unnamed_minister.variants.create(text="ministre du Développement", kind="usual")
    assert matching(Office.objects.all(), "ministre du developpement").get() == unnamed_minister


def test_names_of_many_kinds_cost_one_query(signed, mali, sanou, django_assert_num_queries):
    now = timezone.now()
    with django_assert_num_queries(1):
        found = look_up(
            matching(Actor.objects.public(now), "mali"),
            matching(Person.objects.public(now), "alousseini sanou"),
            matching(Accord.objects.public(now), signed.slug),
        )
    assert {(each.kind, each.pk) for each in found} == {
        ("actor", mali.pk),
        ("person", sanou.pk),
        ("accord", signed.pk),
    }


def test_nothing_to_look_up_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert look_up() == []


def test_a_found_thing_is_named_in_the_language_of_the_page(russia):
    [found] = look_up(Actor.objects.all())
    assert found.label == "Russie"
    with translation.override("en"):
        assert found.label == "Russia"


def test_a_few_names_and_very_many_are_found_alike(
    mali, russia, sanou, django_assert_max_num_queries
):
    few = ["RUSSIA", "mali", "Atlantide", "", "Mali"]
    many = [*few, *(f"Nulle part {n}" for n in range(300))]
    for texts in (few, many):
        with django_assert_max_num_queries(3):
            rows = found(Actor.objects.all(), texts)
        assert [rows[text] for text in few] == [[russia], [mali], [], [], [mali]]
        people = found(Person.objects.all(), [*texts, "Alouseni Sannou", sanou.slug])
        assert people["Alouseni Sannou"] == people[sanou.slug] == [sanou]

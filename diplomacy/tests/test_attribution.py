"""Who a source says signed: linked where nothing is left to guess, else kept as printed."""

import pytest

from diplomacy.attribution import attribute
from diplomacy.models import Office, Person, Tenure

OFFICE = "ministre de l’Économie et des Finances"


@pytest.fixture
def treasury(mali):
    return Office.objects.create(name=OFFICE, actor=mali)


def one(text, actor):
    (found,) = attribute([(text, actor)])[0]
    return found.person, found.office, found.as_printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"Alousséni Sanou, {OFFICE}", ""),
        (f"{OFFICE}, Alousséni Sanou", f"{OFFICE}, Alousséni Sanou"),
        (f"le {OFFICE}, Alousséni Sanou", f"le {OFFICE}, Alousséni Sanou"),
        ("ALOUSSENI SANOU, ministre de l'economie et des finances",) * 2,
        (f"Alousséini Sanou, {OFFICE}",) * 2,
    ],
)
def test_a_name_and_a_function_are_found_in_any_order_and_spelling(
    mali, sanou, treasury, text, printed
):
    assert one(text, mali) == (sanou, treasury, printed)


def test_a_function_may_have_commas_of_its_own(mali, sanou):
    long = Office.objects.create(name="ministre du Commerce, de l’Industrie, des Mines", actor=mali)
    assert one("Alousséni Sanou, ministre du Commerce, de l’Industrie, des Mines", mali) == (
        sanou, long, "",
    )  # fmt: skip


def test_a_person_of_an_unknown_function_is_linked_and_the_words_are_kept(mali, sanou):
    assert one("Alousséni Sanou, envoyé", mali) == (sanou, None, "Alousséni Sanou, envoyé")


def test_a_named_person_that_the_record_lacks_hides_behind_no_function(mali, treasury):
    words = f"Boubacar Diané, {OFFICE}"
    assert one(words, mali) == (None, None, words)


def test_a_function_alone_is_a_function_whose_holder_nobody_named(mali, sanou, treasury):
    Tenure.objects.create(person=sanou, office=treasury)
    assert one(f"le {OFFICE}", mali) == (None, treasury, f"le {OFFICE}")


def test_a_function_of_another_state_is_not_taken(russia, sanou, treasury):
    assert one(f"le {OFFICE}", russia) == (None, None, f"le {OFFICE}")


def test_two_people_of_one_name_are_both_told_and_none_is_taken(mali, sanou):
    twin = Person.objects.create(name="Alousseni Sanou")
    (found,) = attribute([("Alousséni Sanou", mali)])[0]
    assert (found.person, found.as_printed) == (None, "Alousséni Sanou")
    assert {*found.doubt} == {sanou, twin}


def test_several_signatories_stand_between_semicolons(mali, sanou):
    found = attribute([("Alousséni Sanou ; Abdoulaye Diop ;", mali)])[0]
    assert [(each.person, each.printed) for each in found] == [
        (sanou, "Alousséni Sanou"),
        (None, "Abdoulaye Diop"),
    ]


@pytest.mark.parametrize("text", ["", "  ", ";", ",", " , , "])
def test_an_empty_box_names_nobody(mali, text):
    assert not any(each.person or each.office for each in attribute([(text, mali)])[0])


def test_many_boxes_cost_no_more_than_one(mali, treasury, django_assert_max_num_queries):
    boxes = [(f"Ministre {n}, fonction {n} ; Autre {n}", mali) for n in range(60)]
    with django_assert_max_num_queries(5):
        attribute(boxes)
    with django_assert_max_num_queries(5):
        attribute(boxes[:1])

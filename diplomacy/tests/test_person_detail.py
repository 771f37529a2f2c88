"""People: what they signed, in which function, how their name is spelt."""

from datetime import date

import pytest
from django.utils import translation

from diplomacy.models import Office, Signatory, Tenure

from .conftest import make_accord, make_act, make_document, make_tenure


def read(client, person, status=200, **query):
    response = client.get(person.get_absolute_url(), query)
    assert response.status_code == status
    return response.content.decode()


def test_a_reader_sees_what_somebody_signed(client, signed, sanou):
    page = read(client, sanou)
    assert "Accord sur la commission russo-malienne" in page
    assert "Alousséni Sanou" in page


def test_the_function_is_the_one_of_the_act_and_never_guessed(client, signed, sanou, mali):
    office = Office.objects.create(name="ministre de l’Économie", actor=mali)
    Tenure.objects.create(person=sanou, office=office, begun_on=date(2019, 1, 1))
    assert "ministre de l’Économie" not in read(client, sanou)


def test_other_signatories_of_the_same_act_are_not_given_his_function(
    client, commission, mali, russia, sanou
):
    act = make_act(commission, mali, by=[sanou], source=None)
    Signatory.objects.create(
        act=act, position=1, office=Office.objects.create(name="ambassadeur", actor=russia)
    )
    act.citations.create(source=make_document(), public_from="2020-01-01T00:00Z")
    assert "ambassadeur" not in read(client, sanou)


def test_spellings_of_the_press_are_shown_and_misprints_never(client, signed, sanou):
    page = read(client, sanou)
    assert "Alousséini Sanou" in page
    assert "Alouseni Sannou" not in page


def test_somebody_whom_no_public_act_names_has_no_page(client, commission, mali, sanou):
    read(client, sanou, 404)
    make_act(commission, mali, by=[sanou], source=make_document(public_from=None))
    read(client, sanou, 404)


def test_an_act_that_is_not_public_is_not_listed(client, signed, mali, sanou):
    hidden = make_accord("Accord discret", mali)
    make_act(hidden, mali, by=[sanou], source=make_document(public_from=None))
    assert "Accord discret" not in read(client, sanou)


def test_a_past_day_has_the_acts_of_that_day(client, signed, sanou):
    assert "commission russo-malienne" in read(client, sanou, at="2025-06-23")
    assert "commission russo-malienne" not in read(client, sanou, at="2025-06-22")


@pytest.mark.parametrize("rows", [3, 40])
def test_a_person_costs_seven_queries(
    client, mali, sanou, document, rows, django_assert_num_queries
):
    """The person, the acts, the signatures, former names of their actors, the spellings, the functions;
    stories about them: one, none here."""
    for number in range(rows):
        make_act(make_accord(f"Accord {number}"), mali, by=[sanou], source=document)
        make_tenure(sanou, mali, document)
    with django_assert_num_queries(7):
        read(client, sanou)


def test_a_page_asked_before_anything_is_known_says_so(client, signed, sanou):
    with translation.override("en"):
        assert "No act by that day is recorded." in read(client, sanou, at="1990-01-01")

"""People: what they signed, in which function, how their name is spelt."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import translation

from diplomacy.models import Citation, Office, Signatory, Tenure

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
def test_a_person_costs_eight_queries(
    client, mali, sanou, document, rows, django_assert_num_queries
):
    """The person, the acts, the signatures, the citations, former names of their actors, the spellings,
    the functions; stories about them: one, none here."""
    for number in range(rows):
        make_act(make_accord(f"Accord {number}"), mali, by=[sanou], source=document)
        make_tenure(sanou, mali, document)
    with django_assert_num_queries(8):
        read(client, sanou)


def test_a_page_asked_before_anything_is_known_says_so(client, signed, sanou):
    with translation.override("en"):
        assert "No act by that day is recorded." in read(client, sanou, at="1990-01-01")


# --- spelling by source


def spelt(page):
    if 'class="spelt"' not in page:
        return {}
    part = page[page.index('class="spelt"') : page.index("</dl>")]
    return {
        unescape(name): [unescape(title) for title in re.findall("<cite>([^<]+)</cite>", sources)]
        for name, sources in re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", part, re.S)
    }


def test_each_source_has_the_spelling_that_it_uses(client, commission, mali, sanou):
    for title, quote in (
        ("Dépêche", "Le ministre Alousséini Sanou a signé l’accord"),
        ("Communiqué", "S.E.M. ALOUSSÉNI SANOU"),
        ("Journal", "alousséni sanou et son homologue"),
        ("Silencieux", "Le ministre malien a signé"),
    ):
        act = make_act(commission, mali, by=[sanou])
        Citation.objects.create(act=act, source=make_document(title), quote=quote)
    assert spelt(read(client, sanou)) == {
        "Alousséni Sanou": ["Communiqué", "Journal"],
        "Alousséini Sanou": ["Dépêche"],
    }


def test_words_as_printed_belong_to_the_only_source_of_their_act(client, commission, mali, sanou):
    for title in ("Seul", "Premier"):
        act = make_act(commission, mali)
        Signatory.objects.create(act=act, person=sanou, as_printed=f"A. Sanou ({title})")
        Citation.objects.create(act=act, source=make_document(title))
    Citation.objects.create(act=act, source=make_document("Second"))
    assert spelt(read(client, sanou)) == {"A. Sanou (Seul)": ["Seul"]}


def test_neither_a_misprint_nor_a_hidden_source_is_named(client, commission, mali, sanou):
    act = make_act(commission, mali)
    Signatory.objects.create(act=act, person=sanou, as_printed="M. Alouseni Sannou")
    Citation.objects.create(act=act, source=make_document("Public"), quote="Alouseni Sannou")
    hidden = make_act(commission, mali, by=[sanou])
    Citation.objects.create(
        act=hidden, source=make_document("Caché", public_from=None), quote="Alousséini Sanou"
    )
    page = read(client, sanou)
    assert spelt(page) == {}
    assert "Caché" not in page
    assert "Sannou" not in page

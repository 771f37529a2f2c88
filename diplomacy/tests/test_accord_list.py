"""The list of accords: what it shows, how it is narrowed, and how it goes on."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from diplomacy.models import Accord, Actor, Person

from .conftest import make_accord, make_act, make_document

HOSTILE = ["\x00", "%", "_", "'", '"', "\\", "<script>", "x" * 5000, "🦒", "0", "-1", "{{x}}"]


def get(client, expected=200, /, **query):
    response = client.get(reverse("diplomacy:accord_list"), query)
    assert response.status_code == expected, (query, response.status_code)
    return response


def names(response):
    """The titles of the list, in order."""
    page = response.content.decode()
    return [
        unescape(each) for each in re.findall(r'<h2><a href="[^"]*"[^>]*>([^<]*)</a></h2>', page)
    ]


def is_refused(response):
    return 'role="alert"' in response.content.decode() and not names(response)


@pytest.fixture
def three(mali, russia, sanou, document):
    """A treaty in force of 2013, an energy accord of 2025 signed by the minister, an undated charter."""
    treaty = make_accord("Traité d’amitié", mali, russia, form="treaty", entry_rule="signature")
    for actor in (mali, russia):
        make_act(treaty, actor, done_on=date(2013, 3, 8), source=document)
    energy = make_accord(
        "Accord sur l’énergie atomique", mali, russia, domain="energy", name_en="Energy accord"
    )
    make_act(energy, mali, by=[sanou], source=document)
    charter = make_accord("Charte du Liptako-Gourma", mali, form="charter", domain="defence")
    make_act(charter, mali, kind="initialling", done_on=None, source=document)
    secret = make_accord("Accord secret", mali)
    make_act(secret, mali, source=make_document(public_from=None))


ENERGY, TREATY, CHARTER = (
    "Accord sur l’énergie atomique",
    "Traité d’amitié",
    "Charte du Liptako-Gourma",
)
ALL = [ENERGY, TREATY, CHARTER]


def test_the_newest_signed_stand_first_and_the_undated_last(client, three):
    assert names(get(client)) == ALL


def test_an_empty_record_says_so(client, db):
    page = get(client)
    assert names(page) == []
    assert 'class="nothing"' in page.content.decode()


def test_what_is_not_established_is_never_called_not_in_force(client, three):
    page = get(client).content.decode()
    assert "status-in_force" in page
    assert "status-not_established" in page
    assert "status-not_in_force" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"actor": "mali"}, ALL),
        ({"actor": "RUSSIA"}, [TREATY]),
        ({"actor": "russie"}, [TREATY]),
        ({"person": "alousseini SANOU"}, [ENERGY]),
        ({"person": "Alouseni Sannou"}, [ENERGY]),
        ({"person": "alousseni-sanou"}, [ENERGY]),
        ({"form": "charter"}, [CHARTER]),
        ({"domain": "energy"}, [ENERGY]),
        ({"status": "in_force"}, [TREATY]),
        ({"status": "not_established"}, [ENERGY, CHARTER]),
        ({"status": "ended"}, []),
        ({"from": "2025-01-01"}, [ENERGY]),
        ({"to": "2013-03-08"}, [TREATY]),
        ({"from": "2013-03-08", "to": "2013-03-08"}, [TREATY]),
        ({"from": "0001-01-01", "to": "9999-12-31"}, [ENERGY, TREATY]),
        ({"q": "ENERGIE atomique"}, [ENERGY]),
        ({"q": "energy"}, [ENERGY]),
        ({"q": "liptako gourma"}, [CHARTER]),
        ({"q": "secret"}, []),
        (
            {
                "actor": "mali",
                "form": "treaty",
                "status": "in_force",
                "to": "2020-01-01",
                "q": "amitie",
            },
            [TREATY],
        ),
        ({"actor": "russie", "form": "charter"}, []),
        ({"actor": "", "q": " ", "status": "", "from": ""}, ALL),
    ],
)
def test_the_list_is_narrowed_by_each_condition_alone_and_together(client, three, query, expected):
    assert names(get(client, **query)) == expected


@pytest.mark.parametrize("name", ["actor", "person", "form", "domain", "status", "from", "to"])
def test_a_condition_that_means_nothing_says_so_and_shows_no_list(client, three, name):
    for more in ({}, {"q": "traité"}):
        assert is_refused(get(client, **{name: "inconnu"}, **more))


def test_an_actor_that_only_a_hidden_act_names_is_unknown(client, three):
    hidden = Actor.objects.create(name="Mouvement")
    make_act(make_accord("Autre"), hidden, source=make_document(public_from=None))
    assert is_refused(get(client, actor="Mouvement"))


def test_of_two_people_of_one_name_the_reader_chooses(client, three, mali, document):
    """Neither silently becomes the other; an address, or a name that one alone bears, still finds."""
    twin = Person.objects.create(name="Alousséni Sanou")
    charter = Accord.objects.get(name=CHARTER)
    make_act(charter, mali, by=[twin], source=document)
    for words in ("Alousséni Sanou", "alousseni sanou"):
        page = get(client, person=words)
        assert is_refused(page)
        for address in ("alousseni-sanou", twin.slug):
            assert f"Alousséni Sanou ({address})" in page.content.decode()
    assert names(get(client, person=twin.slug)) == [CHARTER]
    assert names(get(client, person="alousseni-sanou")) == [ENERGY]
    assert names(get(client, person="Alousséini Sanou")) == [ENERGY]


@pytest.mark.parametrize("signs", ["!!!", "« »", "…"])
def test_signs_alone_are_no_words_to_look_for(client, three, signs):
    assert is_refused(get(client, q=signs))


@pytest.mark.parametrize("name", ["q", "actor", "person", "form", "domain", "status", "from", "to"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_conditions_are_no_accident(client, three, name, value):
    page = get(client, **{name: value})
    assert not names(page) or (name == "q" and set(names(page)) <= set(ALL))
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize(
    "cursor", ["x", "~", "2025-06-23~x", "2025-06-23T09:00:00+00:00~1", *HOSTILE]
)
def test_a_false_page_key_is_refused_in_words(client, three, cursor):
    page = get(client, 400, cursor=cursor).content.decode()
    assert f'<a href="{reverse("diplomacy:accord_list")}">' in page


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2010-01-01", [CHARTER]), ("2020-01-01", [TREATY, CHARTER]), ("2025-06-23", ALL)],
)
def test_a_past_day_has_the_accords_acted_on_by_then(client, three, day, expected):
    """An act without a day is kept: nobody knows that it came later."""
    assert names(get(client, at=day)) == expected


def test_the_status_filter_answers_for_the_day(client, three):
    treaty = Accord.objects.get(name=TREATY)
    make_act(treaty, kind="termination", done_on=date(2022, 5, 2), source=make_document())
    assert names(get(client, status="in_force")) == []
    assert names(get(client, status="ended")) == [TREATY]
    assert names(get(client, status="in_force", at="2022-05-01")) == [TREATY]
    assert names(get(client, status="ended", at="2022-05-01")) == []


def test_pages_neither_repeat_nor_skip_while_the_record_grows(client, mali, document):
    for number in range(50):
        day = date(2025, 1, 1 + number // 2) if number % 5 else None
        make_act(make_accord(f"Accord {number}"), mali, done_on=day, source=document)
    path, found = f"{reverse('diplomacy:accord_list')}?actor=mali", []
    while path:
        page = client.get(path)
        found += names(page)
        link = re.search(r'href="([^"]+)" rel="next"', page.content.decode())
        path = link and f"{reverse('diplomacy:accord_list')}{unescape(link[1])}"
        make_act(make_accord("Tout neuf"), mali, done_on=date(2025, 6, 23), source=document)
    assert len(found) == 50
    assert set(found) == {f"Accord {number}" for number in range(50)}


@pytest.mark.parametrize("rows", [3, 40])
def test_the_list_costs_two_queries_at_most(
    client, mali, sanou, document, rows, django_assert_num_queries
):
    """The names asked for, the accords with their status."""
    for number in range(rows):
        make_act(make_accord(f"Accord {number}"), mali, by=[sanou], source=document)
    with django_assert_num_queries(1):
        get(client)
    with django_assert_num_queries(2):
        get(client, actor="mali", person="alousseni sanou", q="accord", status="not_established")

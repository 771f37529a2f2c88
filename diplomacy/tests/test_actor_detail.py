"""Actors: those that readers may know, the accords of one, its status in each."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from diplomacy.models import Actor, Participation, Person
from diplomacy.network import Tie, network

from .conftest import make_accord, make_act, make_document, make_relation, make_tenure


def read(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode()


def listed(page):
    """The names in the directory, in order."""
    links = re.findall(r'<a href="[^"]*/(?:acteurs|actors)/[\w-]+/[^"]*"[^>]*>([^<]+)</a>', page)
    return [unescape(name) for name in links]


def test_a_reader_sees_the_accords_of_an_actor(client, signed, mali):
    page = read(client, mali.get_absolute_url())
    assert "Accord sur la commission russo-malienne" in page
    assert "République du Mali" in page


def test_an_actor_that_no_public_act_names_has_no_page(client, commission, mali, russia):
    make_act(commission, mali, source=make_document())
    read(client, mali.get_absolute_url())
    read(client, russia.get_absolute_url(), 404)


def test_an_accord_in_which_its_own_act_is_not_public_is_not_listed(client, signed, mali, russia):
    other = make_accord("Accord discret", mali, russia)
    make_act(other, russia, source=make_document())
    make_act(other, mali, source=make_document(public_from=None))
    assert "Accord discret" not in read(client, mali.get_absolute_url())
    assert "Accord discret" in read(client, russia.get_absolute_url())


def test_a_misprint_is_never_displayed(client, signed, russia):
    russia.variants.create(text="Fédération de Russie", kind="official")
    russia.variants.create(text="Russsie", kind="misprint")
    page = read(client, russia.get_absolute_url())
    assert "Fédération de Russie" in page
    assert "Russsie" not in page


def test_a_past_day_has_the_accords_of_that_day(client, signed, mali):
    path = mali.get_absolute_url()
    assert "commission russo-malienne" in read(client, path, at="2025-06-23")
    assert "commission russo-malienne" not in read(client, path, at="2025-06-22")


def test_its_standing_in_an_accord_is_that_of_the_day(client, mali, russia, document):
    treaty = make_accord("Traité", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(treaty, actor, done_on=date(2020, 1, 1), source=document)
    make_act(
        treaty,
        mali,
        kind="withdrawal",
        done_on=date(2024, 1, 29),
        effective_on=date(2025, 1, 29),
        source=document,
    )
    with translation.override("en"):
        path = mali.get_absolute_url()
        assert "former party" in read(client, path)
        assert "party, withdrawing" in read(client, path, at="2024-06-01")
        assert "former party" not in read(client, path, at="2024-06-01")


def test_the_list_holds_those_that_readers_may_know(client, signed):
    Actor.objects.create(name="Inconnu")
    Participation.objects.create(accord=signed, actor=Actor.objects.create(name="Caché"))
    page = read(client, reverse("diplomacy:actor_list"))
    assert "Mali" in page
    assert "Russie" in page
    assert "Inconnu" not in page
    assert "Caché" not in page


def test_an_empty_record_has_an_empty_list(client, db):
    assert 'class="nothing"' in read(client, reverse("diplomacy:actor_list"))


def test_a_past_day_lists_those_that_had_acted_by_then(client, signed, document):
    older = Actor.objects.create(name="Sénégal")
    make_act(make_accord("Convention"), older, done_on=date(1972, 3, 11), source=document)
    path = reverse("diplomacy:actor_list")
    assert listed(read(client, path, at="2010-01-01")) == ["Sénégal"]
    assert listed(read(client, path, at="2025-06-23")) == ["Mali", "Russie", "Sénégal"]
    assert 'class="nothing"' in read(client, path, at="1960-01-01")


def test_a_page_asked_before_anything_is_known_says_so(client, signed, mali):
    with translation.override("en"):
        assert "No act by that day is recorded." in read(
            client, mali.get_absolute_url(), at="1960-01-01"
        )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Allemagne", "Bénin", "Côte d’Ivoire", "Égypte", "Guinée", "Guinée-Bissau",
                "Mali", "Niger", "Nigeria", "Zambie"]),
        ("en", ["Benin", "Côte d’Ivoire", "Egypt", "Germany", "Guinea", "Guinea-Bissau",
                "Mali", "Niger", "Nigeria", "Zambia"]),
    ],
)  # fmt: skip
def test_the_list_is_in_the_order_of_its_language_over_its_pages(
    client, document, monkeypatch, language, expected
):
    for name, name_en in (
        ("Zambie", "Zambia"), ("Égypte", "Egypt"), ("Guinée-Bissau", "Guinea-Bissau"),
        ("Nigeria", ""), ("Guinée", "Guinea"), ("Bénin", "Benin"), ("Niger", "Niger"),
        ("Allemagne", "Germany"), ("Côte d’Ivoire", ""), ("Mali", ""),
    ):  # fmt: skip
        actor = Actor.objects.create(name=name, name_en=name_en)
        make_act(make_accord(name), actor, source=document)
    monkeypatch.setattr("diplomacy.views.actors.PAGE", 3)
    with translation.override(language):
        path, found = reverse("diplomacy:actor_list"), []
        while path:
            page = read(client, path)
            found += listed(page)
            link = re.search(r'href="([^"]+)" rel="next"', page)
            path = link and f"{reverse('diplomacy:actor_list')}{unescape(link[1])}"
    assert found == expected


@pytest.mark.parametrize("cursor", ["x", "~", "Mali~x", "\x00~1", "%~-1"])
def test_a_false_page_key_is_refused(client, db, cursor):
    read(client, reverse("diplomacy:actor_list"), 400, cursor=cursor)


@pytest.mark.parametrize("rows", [3, 40])
def test_an_actor_costs_seven_queries_and_the_list_two(
    client, mali, document, rows, django_assert_num_queries
):
    """The actor, its relations, all names, its accords, who held office, counterparts; stories: one."""
    for number in range(rows):
        mali.variants.create(text=f"Graphie {number}")
        make_act(make_accord(f"Accord {number}", mali), mali, source=document)
        make_act(
            make_accord(f"Autre {number}"),
            Actor.objects.create(name=f"État {number}"),
            source=document,
        )
        other = Actor.objects.get(name=f"État {number}")
        other.variants.create(text=f"Ancien {number}", kind="former", ended_on=date(2000, 1, 1))
        make_relation(other, "member", mali)
        make_tenure(Person.objects.create(name=f"Ministre {number}"), mali, document)
    with django_assert_num_queries(7):
        assert f"État {rows - 1}" in read(client, mali.get_absolute_url())
    with django_assert_num_queries(2):
        read(client, reverse("diplomacy:actor_list"))


# --- with whom


def ties(page):
    table = page[page.index('class="counts"') : page.index("</table>")]
    found = re.findall(r'scope="row"><a[^>]*>([^<]+)</a></th><td>(\d+)</td>', table)
    return [(unescape(name), int(number)) for name, number in found]


@pytest.fixture
def four(mali, document):
    """Mali has three accords with Niger, one with each of three others."""
    niger, *others = (
        Actor.objects.create(name=name) for name in ("Niger", "Bénin", "Ghana", "Togo")
    )
    for number, actor in enumerate([niger, niger, niger, *others]):
        accord = make_accord(f"Accord {number}", mali, actor)
        make_act(accord, mali, source=document)
        make_act(accord, actor, source=document)
        make_act(accord, actor, "ratification", date(2025, 6, 25), source=document)


def test_those_it_shares_accords_with_are_drawn_and_listed(client, four, mali):
    page = read(client, mali.get_absolute_url())
    assert ties(page) == [("Niger", 3), ("Bénin", 1), ("Ghana", 1), ("Togo", 1)]
    picture = page[page.index('<svg class="network"') : page.index("</svg>")]
    assert re.findall(r'class="number"[^>]*>(\d)<', picture) == ["3", "1", "1", "1"]
    thick = [float(each) for each in re.findall(r'stroke-width="([\d.]+)"', picture)]
    assert thick[0] > thick[1] == thick[2] == thick[3]
    assert 'tabindex="-1"' in picture, "the table has the links that the keyboard meets"


def test_ties_are_those_of_the_day_and_of_what_is_public(client, four, mali, document):
    hidden = make_accord("Caché")
    for actor in (mali, Actor.objects.create(name="Zibeline")):
        make_act(hidden, actor, source=make_document(public_from=None))
    half = make_accord("À demi caché")
    make_act(half, mali, source=document)
    make_act(half, Actor.objects.get(name="Zibeline"), source=make_document(public_from=None))
    assert "Zibeline" not in read(client, mali.get_absolute_url())
    assert 'class="counts"' not in read(client, mali.get_absolute_url(), at="2025-06-22")


def test_one_or_two_counterparts_need_no_picture(client, signed, mali):
    page = read(client, mali.get_absolute_url())
    assert ties(page) == [("Russie", 1)]
    assert "<svg" not in page


def test_a_long_name_keeps_within_the_picture():
    actor = Actor(name="Organisation pour la mise en valeur du fleuve Sénégal", slug="omvs")
    drawn = network(actor, [Tie(actor, number) for number in range(9, 0, -1)])
    lines = [words for node in drawn.nodes for _y, words in node.lines]
    assert all(len(words) <= 16 for words in lines)
    assert any(words.endswith("…") for words in lines)
    assert all(0 < node.x < 360 and 0 < node.y < drawn.height for node in drawn.nodes)

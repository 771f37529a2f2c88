"""One accord of 195 parties, one actor of many accords: fixed queries, sound pages under their weight."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from diplomacy.models import Accord, Act, Actor, Citation, Participation, Phase

from .conftest import make_document, on_day
from .test_pages_html import FIRST_VIEW, Page, faults, weight

PARTIES = 195
ADHERED = date(2005, 2, 27)


def name(number):
    """Names of many letters that no two share: what compresses badly."""
    words = (
        "Bélanie",
        "Outre-Mer",
        "Kharistan",
        "Nouvelle-Zemble",
        "Sud-Liptako",
        "Faryab",
        "Ghor",
    )
    return f"République de {words[number % 7]} {words[number // 7 % 7]} {words[number // 49 % 7]} {number}"


@pytest.fixture
def convention(db):
    """A framework convention: everybody signed, ratified in the course of years, some reserved."""
    with on_day(2025, 6, 23):
        source = make_document("État des traités", publisher="Nations unies", kind="depositary")
        accord = Accord.objects.create(
            name="Convention-cadre pour la lutte antitabac", form="convention",
            entry_rule="threshold", entry_count=40, entry_delay=90, late_delay=90,
        )  # fmt: skip
        actors = Actor.objects.bulk_create(
            Actor(name=name(n), slug=f"etat-{n}", search_key=name(n).lower())
            for n in range(PARTIES)
        )
        Participation.objects.bulk_create(
            Participation(accord=accord, actor=actor, position=place)
            for place, actor in enumerate(actors)
        )
        acts = []
        for number, actor in enumerate(actors):
            signed = date(2003, 6, 16) + timedelta(days=number * 2)
            joined = ADHERED + timedelta(days=number * 17)
            kind = ("ratification", "acceptance", "accession", "approval")[number % 4]
            acts.append(Act(accord=accord, actor=actor, kind="signature", done_on=signed))
            acts.append(Act(accord=accord, actor=actor, kind=kind, done_on=joined))
            if number % 5 == 0:
                acts.append(
                    Act(accord=accord, actor=actor, kind="declaration", done_on=joined,
                        wording=f"Le gouvernement de {actor.name} déclare ne pas être lié. " * 3)
                )  # fmt: skip
        Act.objects.bulk_create(acts)
        Citation.objects.bulk_create(
            Citation(act=act, source=source, public_from=source.public_from) for act in acts
        )
        Phase.objects.renew(Accord.objects.filter(pk=accord.pk))
        yield accord


def rows(page):
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a>', page)


def test_all_parties_stand_on_leaves_each_sound_and_light(
    client, convention, django_assert_num_queries
):
    seen = []
    for number in range(1, 11):
        query = {"parties": number} if number > 1 else {}
        with django_assert_num_queries(8):
            response = client.get(convention.get_absolute_url(), query)
        html = response.content
        page = Page(html.decode())
        assert not faults(page)
        assert page.robots == (["noindex"] if query else [])
        assert weight(html, page) <= FIRST_VIEW
        seen += rows(html.decode())
    assert len(seen) == len(set(seen)) == PARTIES
    assert client.get(convention.get_absolute_url(), {"parties": 11}).status_code == 400


def test_acts_and_declarations_have_leaves_of_their_own(client, convention):
    path = convention.get_absolute_url()
    first = client.get(path).content.decode()
    assert "?acts=2#acts" in first
    assert "?reservations=2#reservations" in first
    html = client.get(path, {"acts": 3, "parties": 2, "at": "2020-01-01"}).content
    page = Page(html.decode())
    assert f"{path}?parties=2&at=2020-01-01&acts=4#acts" in [
        link.get("href") for link in page.all("a")
    ]
    assert weight(html, page) <= FIRST_VIEW


@pytest.mark.parametrize("leaf", ["0", "-1", "deux", "99999999", "²", "1\x00"])
def test_a_leaf_that_is_not_there_is_refused_in_words(client, convention, leaf):
    response = client.get(convention.get_absolute_url(), {"acts": leaf})
    assert response.status_code == 400
    assert "Start again" in response.content.decode() or "Reprenez" in response.content.decode()


def test_the_line_of_time_stays_short(client, convention):
    """Hundreds of acts are told by year or decade, each of them counted."""
    html = client.get(convention.get_absolute_url()).content.decode()
    table = html[html.index('class="facts"') :]
    table = table[: table.index("</table>")]
    assert table.count("<tr>") <= 40
    numbers = [int(each) for each in re.findall(r"<td>(\d+) act", table)]
    assert sum(numbers) >= 2 * PARTIES


def test_the_matrix_the_map_and_the_changes_stay_light(client, convention):
    for name, query in (
        ("accord_matrix", {}),
        ("accord_map", {}),
        ("accord_changes", {"from": "2003-01-01", "to": "2025-06-23"}),
    ):
        html = client.get(reverse(f"diplomacy:{name}"), query).content
        page = Page(html.decode())
        assert not faults(page), name
        assert weight(html, page) <= FIRST_VIEW, name


@pytest.mark.parametrize("accords", [3, 120])
def test_an_actor_of_many_accords_has_pages(client, convention, accords, django_assert_num_queries):
    source = make_document("Journal officiel")
    actors = list(Actor.objects.all()[:40])
    added = Accord.objects.bulk_create(
        Accord(name=f"Accord de coopération {n}", slug=f"accord-{n}") for n in range(accords)
    )
    acts = Act.objects.bulk_create(
        Act(accord=accord, actor=actor, kind="signature", done_on=date(2000, 1, 1) + timedelta(n))
        for n, accord in enumerate(added)
        for actor in (actors[0], actors[n % 39 + 1])
    )
    Citation.objects.bulk_create(
        Citation(act=act, source=source, public_from=source.public_from) for act in acts
    )
    path, seen = actors[0].get_absolute_url(), []
    address = path
    while address:
        with django_assert_num_queries(7 if address == path else 6):
            html = client.get(address).content
        page = Page(html.decode())
        assert not faults(page)
        assert weight(html, page) <= FIRST_VIEW
        seen += re.findall(r"Accord de coopération \d+", html.decode())
        link = next((link for link in page.all("a") if link.get("rel") == "next"), None)
        address = link and path + link["href"]
    assert len(set(seen)) == accords

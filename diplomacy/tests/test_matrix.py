"""Accords by actors: chosen or most engaged, a sign and words in each cell, nothing that is not public."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from diplomacy.models import Actor

from .conftest import make_accord, make_act, make_document


def read(client, **query):
    with translation.override("en"):
        response = client.get(reverse("diplomacy:accord_matrix"), query)
    assert response.status_code == 200
    return response.content.decode()


def table(page):
    """The matrix as read aloud: the actors, then for each accord its standings in their order."""
    if 'class="matrix"' not in page:
        return None
    body = page[page.index('class="matrix"') : page.index("</table>")]
    head, *rows = body.split("<tr>")[1:]
    columns = re.findall(r'scope="col"><a[^>]*>([^<]+)<', head)
    found = {}
    for row in rows:
        title = re.search(r'scope="row"><a[^>]*>([^<]+)<', row)[1]
        cells = re.findall(r"<td>(.*?)</td>", row)
        found[unescape(title)] = [re.sub("<[^>]+>", "", cell) for cell in cells]
    return [unescape(name) for name in columns], found


@pytest.fixture
def two(mali, russia, document):
    """A charter in force between Mali and Niger, and one signed by Russia and Mali that is not."""
    niger = Actor.objects.create(name="Niger")
    charter = make_accord("Charte", mali, niger, entry_rule="signature")
    for actor in (mali, niger):
        make_act(charter, actor, done_on=date(2023, 9, 16), source=document)
    signed = make_accord("Accord de Moscou", mali, russia)
    for actor in (mali, russia):
        make_act(signed, actor, source=document)
    return charter, signed


def test_the_most_engaged_stand_first(client, two):
    assert table(read(client)) == (
        ["Mali", "Russia", "Niger"],
        {"Accord de Moscou": ["signatory", "signatory", ""], "Charte": ["party", "", "party"]},
    )


def test_signs_are_explained_below(client, two):
    legend = read(client).split("legend signs")[1].split("</ul>")[0]
    assert re.findall(r"</span>([^<]+)</li>", legend) == ["signatory", "party"]


def test_actors_are_chosen_by_any_of_their_names(client, two, russia):
    russia.variants.create(text="Россия", kind="official")
    for asked in ("Россия, niger", "russie,NIGER,", " Russia , Niger , niger"):
        columns, found = table(read(client, actors=asked))
        assert columns == ["Russia", "Niger"]
        assert found["Charte"] == ["", "party"]


def test_rows_are_narrowed_as_in_the_list(client, two):
    assert list(table(read(client, status="in_force"))[1]) == ["Charte"]
    assert list(table(read(client, actor="russie"))[1]) == ["Accord de Moscou"]


def test_a_name_that_nobody_bears_is_said_at_its_box_and_nothing_typed_is_lost(client, two):
    for asked, words in (
        ("mali, Atlantide", "“Atlantide”: our pages know nothing under this name."),
        (", ".join(f"a{n}" for n in range(13)), "At most 12 columns."),
        ("mali, \x00", "Null characters are not allowed."),
    ):
        page = unescape(read(client, actors=asked))
        assert words in page
        assert table(page) is None
        assert asked.replace("\x00", "") in page.replace("\x00", "")


def test_a_name_that_several_bear_asks_for_an_address(client, two, document):
    namesake = Actor.objects.create(name="Niger", slug="niger-fleuve")
    make_act(two[0], namesake, source=document)
    page = unescape(read(client, actors="Niger"))
    assert "Niger (niger), Niger (niger-fleuve)" in page or "Niger (niger-fleuve)" in page
    assert table(read(client, actors="niger-fleuve"))[0] == ["Niger"]


def test_a_day_is_answered_for(client, two):
    assert table(read(client, at="2024-01-01"))[1] == {"Charte": ["party", "party"]}


def test_who_is_not_public_is_no_column_and_has_no_name(client, two, document):
    """A stated entry into force tells that both are bound, even one whose own act is under embargo."""
    hidden, other = Actor.objects.create(name="Zibeline"), Actor.objects.create(name="Ghana")
    accord = make_accord("Accord bilatéral", other, hidden, entry_rule="stated")
    make_act(accord, other, source=document)
    make_act(accord, hidden, source=make_document(public_from=None))
    make_act(accord, kind="entry", done_on=date(2025, 6, 24), source=document)
    assert "Zibeline" not in read(client)
    assert "know nothing under this name" in read(client, actors="zibeline")


@pytest.mark.parametrize("accords", [2, 60])
def test_it_costs_three_queries_and_five_with_names(
    client, mali, document, accords, django_assert_num_queries
):
    for number in range(accords):
        actor = Actor.objects.create(name=f"État {number}")
        accord = make_accord(f"Accord {number}", mali, actor)
        for each in (mali, actor):
            make_act(accord, each, source=document)
    with django_assert_num_queries(3):
        columns, found = table(read(client))
    assert len(columns) == min(accords + 1, 12)
    assert len(found) == min(accords, 25)
    with django_assert_num_queries(5):
        read(client, actors="mali, Etat 1", actor="mali")


def test_an_empty_record_has_no_matrix(client, db):
    assert 'class="nothing"' in read(client)

"""The map: which states, where, with how many accords; the same in a table; nothing that is not public."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from diplomacy import atlas
from diplomacy.models import Actor
from diplomacy.places import PLACES

from .conftest import make_accord, make_act, make_document


def read(client, language="en", **query):
    with translation.override(language):
        response = client.get(reverse("diplomacy:accord_map"), query)
    assert response.status_code == 200
    return response.content.decode()


def table(page):
    if "map-table" not in page:
        return []
    body = page[page.index("map-table") : page.index("</table>")]
    rows = body.split("<tr>")[2:]
    return [[unescape(cell) for cell in re.findall(r">([^<>]+)</(?:a|td)>", row)] for row in rows]


def sheet(page, name):
    """The picture of this name, or ""."""
    found = re.search(rf'<svg class="map map-{name}".*?</svg>', page, re.S)
    return found[0] if found else ""


@pytest.fixture
def placed(mali, russia):
    Actor.objects.filter(pk=mali.pk).update(iso="ML")
    Actor.objects.filter(pk=russia.pk).update(iso="RU")
    return mali, russia


@pytest.fixture
def accords(placed, document):
    """One in force between both, one only signed, one that Mali has left."""
    in_force = make_accord("Charte", *placed, entry_rule="signature")
    signed = make_accord("Signé", *placed)
    left = make_accord("Ancien", *placed, entry_rule="threshold", entry_count=1, notice_delay=0)
    for actor in placed:
        make_act(in_force, actor, done_on=date(2020, 1, 1), source=document)
        make_act(signed, actor, done_on=date(2021, 1, 1), source=document)
        make_act(left, actor, "accession", date(2010, 1, 1), source=document)
    make_act(left, placed[0], "withdrawal", date(2022, 1, 1), source=document)
    return in_force, signed, left


def test_the_table_tells_what_the_picture_shows(client, accords):
    page = read(client)
    assert table(page) == [["Russia", "2", "1", "0"], ["Mali", "1", "1", "1"]]
    assert sheet(page, "west_africa").count('class="spot ') == 1
    assert sheet(page, "world").count('class="spot ') == 2
    x, y = atlas.WEST_AFRICA.point("ML")
    assert f'transform="translate({x} {y})"' in sheet(page, "west_africa")


def test_one_accord_says_what_it_is_to_each(client, accords):
    page = read(client, accord="ancien")
    assert table(page) == [["Russia", "party"], ["Mali", "former party"]]
    assert "spot-gone" in sheet(page, "west_africa")
    assert table(read(client, accord="Signe")) == [["Mali", "signatory"], ["Russia", "signatory"]]


def test_a_day_is_answered_for(client, accords):
    assert table(read(client, at="2015-01-01")) == [
        ["Mali", "1", "0", "0"], ["Russia", "1", "0", "0"],
    ]  # fmt: skip
    assert table(read(client, at="2001-01-01")) == []


def test_an_accord_that_readers_do_not_know_is_no_choice(client, accords, placed):
    hidden = make_accord("Zibeline", *placed)
    make_act(hidden, placed[0], source=make_document(public_from=None))
    page = read(client, accord="zibeline")
    assert "our pages know nothing under this name" in page
    assert table(page) == []
    assert sheet(page, "world") == ""


def test_what_is_under_embargo_counts_for_nobody(client, accords, placed):
    niger = Actor.objects.create(name="Niger", iso="NE")
    hidden = make_accord("Caché", placed[0], niger, entry_rule="signature")
    embargo = make_document(public_from="2999-01-01T00:00Z")
    for actor in (placed[0], niger):
        make_act(hidden, actor, source=embargo)
    page = read(client)
    assert table(page) == [["Russia", "2", "1", "0"], ["Mali", "1", "1", "1"]]
    assert "Niger" not in page


def test_numbers_have_a_point_in_french(client, accords):
    page = read(client, "fr")
    assert re.search(r'r="\d\.\d"', sheet(page, "world"))
    assert not re.search(r'="-?\d+,\d', sheet(page, "world").split('d="')[-1])


@pytest.mark.parametrize("states", [3, 60])
def test_it_costs_two_queries_and_three_with_an_accord(
    client, document, states, django_assert_num_queries
):
    accord = make_accord("Traité", entry_rule="threshold", entry_count=1)
    for iso in list(PLACES)[:states]:
        actor = Actor.objects.create(name=f"État {iso}", iso=iso)
        make_act(accord, actor, "accession", source=document)
    with django_assert_num_queries(2):
        assert len(table(read(client))) == states
    with django_assert_num_queries(3):
        assert len(table(read(client, accord="traite"))) == states


def test_every_place_lies_on_the_globe_and_west_africa_on_its_map():
    assert all(-90 <= latitude <= 90 and -180 <= longitude <= 180
               for latitude, longitude in PLACES.values())  # fmt: skip
    region = {
        "BF",
        "BJ",
        "CI",
        "CV",
        "GH",
        "GM",
        "GN",
        "GW",
        "LR",
        "ML",
        "MR",
        "NE",
        "NG",
        "SL",
        "SN",
    }
    assert all(atlas.WEST_AFRICA.point(iso) for iso in region)
    assert atlas.WEST_AFRICA.point("RU") is None
    assert atlas.WORLD.point("??") is None


def test_a_country_code_is_known_and_borne_once(placed):
    with pytest.raises(ValidationError) as refused:
        Actor(name="Atlantide", iso="zz").full_clean()
    assert list(refused.value.message_dict) == ["iso"]
    with pytest.raises(ValidationError) as refused:
        Actor(name="Autre Mali", iso="ml").full_clean()
    assert "iso" in refused.value.message_dict
    senegal = Actor(name="Sénégal", iso="sn")
    senegal.full_clean()
    assert senegal.iso == "SN"
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.create(name="Autre Mali", iso="ML")
    for name in ("Sans code", "Sans code non plus"):
        Actor.objects.create(name=name)

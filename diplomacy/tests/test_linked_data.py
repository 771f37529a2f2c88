"""What an accord's page tells machines: legislation only where it binds and its force is known."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from diplomacy.models import Actor

from .conftest import make_accord, make_act


def told(client, accord, **query):
    """The data on the accord in its page, besides the trail that leads there; None if there is none."""
    page = client.get(accord.get_absolute_url(), query).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = [each for each in map(json.loads, found) if each["@type"] != "BreadcrumbList"]
    return data[0] if data else None


@pytest.fixture
def in_force(mali, russia, document):
    """Signed and in force on signature."""

    def make(form="treaty", *others, **fields):
        parties = (mali, russia, *others)
        accord = make_accord(
            f"Accord {form}", *parties, form=form, entry_rule="signature", **fields
        )
        for party in parties:
            make_act(accord, party, source=document)
        return accord

    return make


@pytest.mark.parametrize(
    "form", ["treaty", "convention", "agreement", "protocol", "charter", "notes", "peace"]
)
def test_an_instrument_that_binds_and_is_in_force_is_legislation(client, in_force, form):
    found = told(client, in_force(form))
    assert found["@type"] == "Legislation"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["legislationDate"] == "2025-06-23"
    assert [each["name"] for each in found["about"]] == ["Mali", "Russie"]


@pytest.mark.parametrize("form", ["memorandum", "declaration", "other"])
def test_intentions_are_a_work_even_where_they_are_applied(client, in_force, form):
    found = told(client, in_force(form))
    assert found["@type"] == "CreativeWork"
    assert "legislationLegalForce" not in found


def test_what_is_not_established_is_no_legislation(client, signed):
    assert told(client, signed)["@type"] == "CreativeWork"


def test_an_agreement_with_a_movement_is_no_treaty(client, in_force):
    movement = Actor.objects.create(name="Coordination", kind="movement")
    assert told(client, in_force("peace", movement))["@type"] == "CreativeWork"


@pytest.mark.parametrize(
    ("kind", "force"), [("termination", "https://schema.org/NotInForce"), ("suspension", None)]
)
def test_what_has_ended_says_so_and_what_is_suspended_says_neither(
    client, in_force, document, kind, force
):
    accord = in_force()
    make_act(accord, kind=kind, done_on=date(2025, 6, 25), source=document)
    found = told(client, accord)
    assert found["@type"] == "Legislation"
    assert found.get("legislationLegalForce") == force


def test_the_page_of_a_past_day_tells_machines_nothing(client, in_force):
    assert told(client, in_force(), at="2025-06-24") is None


def test_no_name_ends_the_data(client, in_force):
    accord = in_force()
    accord.name = "</script><script>alert(1)</script> & co"
    accord.tell()
    assert told(client, accord)["name"] == accord.name


def test_the_open_data_are_explained_to_people(client, db):
    page = client.get(reverse("diplomacy:open_data")).content.decode()
    for name in ("accords", "acts", "csv", "json", "openapi"):
        assert reverse(f"record:{name}") in page
    assert 'rel="license"' in page
    assert reverse("diplomacy:open_data") in client.get("/").content.decode()

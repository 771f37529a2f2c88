"""Invisible signs: what changes nothing is taken out of names, what hides something is refused in words."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from diplomacy.models import Accord, Actor, NameVariant
from diplomacy.naming import matching

from .desk import desk, shown, sit_down, table
from .test_admin_ceremony import PAGE, errors, fields
from .test_imports import HEADINGS, ROW, as_csv, plan, sheet

HIDING = ["\u202e", "\u202a", "\u2066", "\u2069", "\x07", "\ufffa", "\U000e0041"]
IDLE = ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e", "\u200f", "\u200c", "\u200d"]


@pytest.mark.parametrize("sign", IDLE)
def test_what_nobody_sees_and_changes_nothing_is_taken_out(db, sign):
    name = f"Ma{sign}li"
    assert Actor.objects.create(name=name).slug == "mali"
    assert Actor.objects.get().name == "Mali"
    Actor.objects.update(name=f"{name} "), Actor.objects.update(official_name=f"Répu{sign}blique")
    assert Actor.objects.values_list("name", "official_name").get() == ("Mali", "République")
    assert matching(Actor.objects.all(), name).exists()


def test_the_joiners_of_scripts_that_need_them_stay(db):
    name = "می\u200cخواهم"
    Actor.objects.create(name=name).variants.create(text=f"\u200b{name}")
    assert Actor.objects.get().name == NameVariant.objects.get().text == name


def test_a_fixture_is_cleaned_as_all_else(db, mali):
    told = serializers.serialize("json", [mali]).replace("Mali", "Mali\\u200b")
    for row in serializers.deserialize("json", told):
        row.save()
    mali.refresh_from_db()
    assert mali.name == "Mali"


def test_a_sheet_says_at_each_cell_what_hides_letters(mali):
    names = {"accord", "acteur", "signé par", "source"}
    row = [f"{value}\u202eilaM" if heading in names else value
           for heading, value in zip(HEADINGS, ROW, strict=True)]  # fmt: skip
    told = dict(plan(row).lines[0].faults_by_heading())
    assert told.keys() == names
    assert all("invisible" in words for words in told.values())


def test_names_of_a_sheet_find_the_record_whatever_invisible_signs_they_carry(mali):
    row = [f"\u200b{value}\u00ad" for value in ROW]
    assert sheet.read("x.csv", as_csv(row)) == sheet.read("x.csv", as_csv(ROW))


@pytest.mark.parametrize("sign", HIDING)
def test_nothing_that_hides_letters_is_a_name(sign):
    with pytest.raises(ValidationError, match="invisible"):
        Actor(name=f"Mali{sign}").clean_fields(exclude=["slug"])


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.mark.parametrize("sign", ["\u202e", "\x00"])
def test_the_desk_says_it_beside_the_box_and_keeps_what_was_typed(at_desk, sign):
    sent = {"name": f"Mali{sign}", "kind": "state", **table("variants"), **table("offices")}
    response = at_desk.post(desk("actor_add"), sent)
    assert response.context["adminform"].form.errors.keys() >= {"name"}
    assert "Mali" in shown(response)
    assert not Actor.objects.exists()


def test_quick_entry_says_it_too(at_desk, mali, russia):
    accord = {"name": "Ac\u202ecord", "signed_0": "A. Di\u202eop"}
    response = at_desk.post(desk(PAGE), fields([mali, russia], [accord], place="Mos\u202ecou"))
    assert errors(response).keys() >= {"accord-0-name", "accord-0-signed_0", "place"}
    assert not Accord.objects.exists()


def test_quick_entry_takes_out_what_changes_nothing(at_desk, mali, russia):
    accord = {"name": "Ac\u200bcord\nde paix", "signed_0": "A. Di\u00adop"}
    assert at_desk.post(desk(PAGE), fields([mali, russia], [accord])).status_code == 302
    accord = Accord.objects.get()
    assert accord.name == "Accord de paix"
    assert accord.acts.get(actor=mali).signatories.get().as_printed == "A. Diop"

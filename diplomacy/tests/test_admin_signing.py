"""The page that enters a signing, as the desk uses it."""

import re
from datetime import date

import pytest
from django.utils import timezone

from diplomacy.models import Accord, Act, Participation

from .conftest import make_document
from .desk import GROUPS, desk, shown, sit_down, table

NEW = "accord_signing"
MAY_SIGN = {"documentaliste", "chef de rubrique", "administrateur"}


def fields(*rows, **changes):
    """What the page sends: an accord signed in Moscow, with these rows."""
    rows = [{"role": "party"} | row for row in rows]
    return {
        "mark": "a" * 32,
        "name": "Accord sur l’énergie atomique",
        "form": "agreement",
        "domain": "energy",
        "entry_rule": "unknown",
        "kind": "signature",
        "done_on": "23/06/2025",
        "done_precision": "day",
        "place": "Moscou",
        **table("form", *rows),
        **changes,
    }


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.mark.parametrize("group", GROUPS)
def test_those_who_keep_the_record_may_enter_a_signing_and_nobody_else(client, commission, group):
    sit_down(client, group)
    expected = 200 if group in MAY_SIGN else 403
    assert client.get(desk(NEW)).status_code == expected
    assert client.get(desk("accord_sign", commission.pk)).status_code == expected
    assert client.post(desk(NEW), {}).status_code == expected


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(desk(NEW)).status_code == 302


def test_six_empty_lines_wait_for_whoever_has_no_script(at_desk):
    assert len(re.findall(r'name="form-\d-person"', shown(at_desk.get(desk(NEW))))) == 6


def test_an_accord_is_entered_on_one_page(at_desk, mali, russia, sanou, unnamed_minister, document):
    rows = [
        {"actor": mali.pk, "person": sanou.pk},
        {"actor": russia.pk, "office": unnamed_minister.pk, "as_printed": "le ministre"},
        {},
    ]
    response = at_desk.post(desk(NEW), fields(*rows, source=document.pk, _save="1"))
    accord = Accord.objects.get()
    assert response.url == desk("accord_change", accord.pk)
    assert (accord.name, accord.domain) == ("Accord sur l’énergie atomique", "energy")
    assert list(accord.acts.values_list("actor__name", "done_on")) == [
        ("Mali", date(2025, 6, 23)),
        ("Russie", date(2025, 6, 23)),
    ]
    assert accord.name in shown(at_desk.get(response.url))


def test_a_party_without_a_name_is_recorded_as_signed_by_nobody_named(at_desk, russia):
    at_desk.post(desk(NEW), fields({"actor": russia.pk}))
    signatory = Act.objects.get().signatories.get()
    assert (signatory.person, signatory.office, signatory.as_printed) == (None, None, "")


def test_sending_twice_records_once_and_says_so(at_desk, mali):
    for _time in range(2):
        response = at_desk.post(desk(NEW), fields({"actor": mali.pk}), follow=True)
    assert Accord.objects.count() == 1
    assert len(list(response.context["messages"])) == 1


def test_the_same_parties_sign_another_accord_on_the_same_day(at_desk, mali, russia):
    for name in ("Premier", "Second"):
        at_desk.post(desk(NEW), fields({"actor": mali.pk}, {"actor": russia.pk}, name=name))
    assert Accord.objects.count() == 2


def test_a_refused_page_keeps_every_word_and_every_choice(at_desk, mali, sanou, document):
    sent = fields(
        {"actor": mali.pk, "person": sanou.pk},
        {"actor": "", "as_printed": "le ministre russe"},
        name="Accord retenu",
        done_on="bientôt",
        source=document.pk,
        quote="des mots cités",
    )
    response = at_desk.post(desk(NEW), sent)
    page = shown(response)
    for words in ("Accord retenu", "bientôt", "le ministre russe", "des mots cités"):
        assert words in page
    for chosen in (mali, sanou, document):
        assert re.search(rf'<option value="{chosen.pk}" selected[^>]*>{chosen}</option>', page)
    assert "done_on" in response.context["form"].errors
    assert "actor" in response.context["rows"].errors[1]
    assert not Accord.objects.exists()


@pytest.mark.parametrize(("rule", "box"), [("threshold", "entry_count"), ("fixed", "entry_on")])
def test_what_an_entry_rule_lacks_is_asked_beside_its_box(at_desk, mali, rule, box):
    response = at_desk.post(desk(NEW), fields({"actor": mali.pk}, entry_rule=rule))
    assert list(response.context["form"].errors) == [box]


def test_a_signing_that_nobody_signed_is_refused(at_desk):
    response = at_desk.post(desk(NEW), fields({}, {}))
    assert response.context["rows"].non_form_errors()


def test_the_next_accord_of_a_ceremony_keeps_all_but_the_names(
    at_desk, mali, russia, sanou, document
):
    rows = [{"actor": mali.pk, "person": sanou.pk}, {"actor": russia.pk}]
    sent = fields(*rows, source=document.pk, kind="initialling", _same_ceremony="1")
    page = shown(at_desk.get(at_desk.post(desk(NEW), sent).url))
    assert 'value="23/06/2025"' in page
    assert 'value="Moscou"' in page
    for kept in (mali, russia, document):
        assert f"{kept}</option>" in page
    assert 'value="initialling" selected' in page
    assert f"{sanou}</option>" not in page
    assert 'value="Accord sur l’énergie atomique"' not in page


def test_the_page_of_an_accord_offers_the_parties_that_have_not_signed(
    at_desk, commission, mali, russia
):
    Act.objects.create(accord=commission, kind="signature", actor=mali)
    page = shown(at_desk.get(desk("accord_sign", commission.pk)))
    assert f"{russia}</option>" in page
    assert f"{mali}</option>" not in page
    at_desk.post(desk("accord_sign", commission.pk), fields({"actor": russia.pk}))
    assert commission.acts.count() == 2
    assert Participation.objects.count() == 2


@pytest.fixture
def online(db):
    """What stands for an article that readers have."""
    return make_document("Moscou et Bamako signent", kind="dispatch")


def test_a_signing_waits_for_the_articles_next_version_unless_the_desk_knows_better(
    at_desk, mali, online
):
    now = timezone.now()
    at_desk.post(desk(NEW), fields({"actor": mali.pk}, name="Premier", source=online.pk))
    assert not Act.objects.public(now).exists()
    at_desk.post(
        desk(NEW), fields({"actor": mali.pk}, name="Second", source=online.pk, said_online="on")
    )
    assert Act.objects.public(timezone.now()).get().accord.name == "Second"


@pytest.mark.parametrize("kind", ["dispatch", "official"])
def test_what_no_reader_has_is_not_shown_by_a_tick(at_desk, mali, kind):
    source = make_document("Note", kind=kind, public_from=None)
    at_desk.post(desk(NEW), fields({"actor": mali.pk}, source=source.pk, said_online="on"))
    assert Act.objects.count() == 1
    assert not Act.objects.public(timezone.now()).exists()


def test_words_quoted_without_their_source_are_refused_at_the_box(at_desk, mali):
    response = at_desk.post(desk(NEW), fields({"actor": mali.pk}, quote="« ont signé »"))
    assert response.context["form"].errors.keys() == {"source"}
    assert "« ont signé »" in shown(response)
    assert not Act.objects.exists()


@pytest.mark.parametrize("count", ["9" * 30, "1000", "-1", "0"])
def test_a_number_of_ratifications_is_a_sensible_number(at_desk, mali, count):
    sent = fields({"actor": mali.pk}, entry_rule="threshold", entry_count=count)
    response = at_desk.post(desk(NEW), sent)
    assert response.context["form"].errors.keys() == {"entry_count"}


@pytest.mark.parametrize("value", ["abc", "9" * 30, "9" * 5000, "\x00"])
def test_what_is_no_number_of_a_thing_is_refused_at_its_box(at_desk, mali, value):
    row = {"actor": value, "person": value, "office": value}
    response = at_desk.post(desk(NEW), fields(row, source=value))
    assert response.context["form"].errors.keys() == {"source"}
    assert response.context["rows"].errors[0].keys() == {"actor", "person", "office"}
    assert shown(at_desk.get(desk(NEW), {"ceremony": value}))


def test_the_desk_is_told_what_the_signing_waits_for(at_desk, mali):
    held_back = make_document("Note verbale", public_from=None)
    response = at_desk.post(desk(NEW), fields({"actor": mali.pk}, source=held_back.pk), follow=True)
    assert "Note verbale" in str(next(iter(response.context["messages"])))

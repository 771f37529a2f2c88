"""Accords at the desk: the list, the page, and who may do what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diplomacy.models import Accord, Act, Actor
from diplomacy.moment import current
from diplomacy.status import FORCES

from .conftest import make_accord, make_act, make_document
from .desk import GROUPS, desk, found, shown, sit_down, table


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def listed(response):
    return list(response.context["cl"].result_list)


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in caught.captured_queries]


def force_of(accord):
    return Accord.objects.with_standing(current()).get(pk=accord.pk).force_at


def test_the_list_shows_the_status_that_readers_see(at_desk, signed):
    make_accord("Accord que nul ne connaît")
    page = shown(at_desk.get(desk("accord_changelist")))
    assert str(FORCES["not_established"]) in page
    assert "Mali, Russie" in page
    assert page.count(signed.get_absolute_url()) == 1


@pytest.mark.parametrize("words", ["energie", "ÉNERGIE", "atomique energie"])
def test_search_does_not_ask_for_accents_or_capitals(at_desk, words):
    accord = make_accord("Accord sur l’énergie atomique")
    make_accord("Accord sur les transports")
    assert listed(at_desk.get(desk("accord_changelist"), {"q": words})) == [accord]


def test_the_list_is_narrowed_by_form_field_rule_and_force(at_desk, signed):
    make_accord("Charte", form="charter", domain="defence", entry_rule="signature")
    for query, names in (
        ({"form__exact": "charter"}, ["Charte"]),
        ({"domain__exact": "politics"}, [signed.name]),
        ({"entry_rule__exact": "signature"}, ["Charte"]),
        ({"force": "not_established"}, ["Charte", signed.name]),
        ({"force": "in_force"}, []),
    ):
        found_names = [
            accord.name for accord in listed(at_desk.get(desk("accord_changelist"), query))
        ]
        assert found_names == names, query


def test_the_list_asks_as_many_questions_at_thirty_accords_as_at_three(
    at_desk, mali, russia, document
):
    def enter(count):
        for number in range(count):
            accord = make_accord(f"Accord {number}", mali, russia)
            make_act(accord, mali, source=document)

    enter(3)
    few = queries(at_desk, desk("accord_changelist"))
    enter(27)
    many = queries(at_desk, desk("accord_changelist"))
    assert len(many) == len(few) <= 7


def test_no_list_of_the_record_counts_a_whole_table(at_desk, signed):
    for model in ("accord", "act", "actor", "person", "office", "source"):
        for sql in queries(at_desk, desk(f"{model}_changelist")):
            assert "COUNT(" not in sql or "LIMIT" in sql, sql


def test_the_page_asks_as_many_questions_with_many_acts_as_with_few(
    at_desk, signed, mali, document
):
    few = queries(at_desk, desk("accord_change", signed.pk))
    for day in range(1, 9):
        make_act(signed, mali, source=document, done_on=f"2025-07-0{day}")
    assert len(queries(at_desk, desk("accord_change", signed.pk))) == len(few)


def test_the_page_shows_the_status_and_the_way_to_readers(at_desk, signed, mali):
    response = at_desk.get(desk("accord_change", signed.pk))
    page = shown(response)
    standing = response.context["standing"]
    assert standing["force"] == FORCES["not_established"]
    assert mali.label in [actor for actor, _words in standing["actors"]]
    assert signed.get_absolute_url() in page
    assert f"{desk('accord_ceremony')}?accord={signed.pk}" in page


def test_the_page_says_what_each_act_waits_for(at_desk, commission, mali):
    act = make_act(commission, mali, source=make_document("Note verbale", public_from=None))
    response = at_desk.get(desk("accord_change", commission.pk))
    page = shown(response)
    assert not response.context["standing"]["is_public"]
    assert commission.get_absolute_url() not in page
    assert desk("act_change", act.pk) in page
    ((_act, words),) = response.context["acts"]
    assert "Note verbale" in words


def test_an_address_that_readers_know_is_fixed(at_desk, signed, commission):
    for accord, fixed in ((signed, True), (make_accord("Autre"), False)):
        page = shown(at_desk.get(desk("accord_change", accord.pk)))
        assert ('name="slug"' not in page) is fixed


def test_a_participant_taken_away_changes_the_status_at_once(at_desk, mali, russia, document):
    """Of a charter that two have signed, the third was listed by mistake."""
    accord = make_accord(
        "Charte", mali, russia, Actor.objects.create(name="Tchad"), entry_rule="signature"
    )
    for actor in (mali, russia):
        make_act(accord, actor, source=document)
    assert force_of(accord) == "not_established"
    rows = [
        {"id": each.pk, "accord": accord.pk, "actor": each.actor_id, "role": "party", "position": 0}
        for each in accord.participations.all()
    ]
    rows[2]["DELETE"] = "on"
    sent = {"name": "Charte", "form": "agreement", "domain": "politics", "entry_rule": "signature"}
    sent |= dict.fromkeys(("entry_unit", "late_unit", "notice_unit", "renewal_notice_unit"), "days")
    answer = at_desk.post(
        desk("accord_change", accord.pk),
        sent
        | table("participations", *rows, kept=3)
        | table("relations")
        | table("relations_back"),
    )
    assert answer.status_code == 302
    assert force_of(accord) == "in_force"


def test_an_autocomplete_finds_accords_in_any_spelling(at_desk):
    accord = make_accord("Accord sur l’énergie")
    assert found(at_desk, Accord, "energie", through="act.accord") == [accord]


@pytest.mark.parametrize("group", GROUPS)
def test_only_those_who_keep_the_record_change_it(client, signed, group):
    user = sit_down(client, group)
    page = client.get(desk("accord_change", signed.pk))
    assert page.status_code == (403 if group == "iconographe" else 200)
    answer = client.post(desk("accord_change", signed.pk), {})
    assert (answer.status_code != 403) is user.has_perm("diplomacy.change_accord")


def test_whoever_only_reads_is_offered_no_signing(client, signed):
    sit_down(client, "rédacteur")
    for address in (desk("accord_changelist"), desk("accord_change", signed.pk)):
        assert "/signing/" not in shown(client.get(address))


def test_an_unused_accord_is_deleted_with_what_hangs_on_it(at_desk, commission):
    page = shown(at_desk.get(desk("accord_delete", commission.pk)))
    assert 'name="post"' in page
    at_desk.post(desk("accord_delete", commission.pk), {"post": "yes"})
    assert not Accord.objects.exists()


def test_an_accord_with_acts_stays_and_the_page_leads_to_them(at_desk, signed):
    for data in ({}, {"post": "yes"}):
        page = shown(at_desk.post(desk("accord_delete", signed.pk), data))
        for act in Act.objects.all():
            assert desk("act_change", act.pk) in page
        assert 'name="post"' not in page
    assert Accord.objects.filter(pk=signed.pk).exists()

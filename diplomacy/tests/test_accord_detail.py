"""One accord: its parties, who signed for whom, its acts and sources, its status at a day."""

import re
from datetime import date

import pytest
from django.utils import translation

from diplomacy.models import Actor, Citation, Participation, Signatory

from .conftest import make_accord, make_act, make_document, on_day


def read(client, thing, status=200, **query):
    response = client.get(thing.get_absolute_url(), query)
    assert response.status_code == status
    return response.content.decode()


def test_a_reader_sees_who_signed_for_whom(client, signed, sanou):
    page = read(client, signed)
    for words in ("Mali", "Russie", "Alousséni Sanou", "ministre du Développement économique"):
        assert words in page
    assert "a signé l’accord" in page
    assert "Communiqué conjoint" in page


def test_a_signatory_whom_nobody_names_is_said_to_be_unnamed(client, commission, mali, document):
    make_act(commission, mali, source=document)
    with translation.override("en"):
        assert "not named by our sources" in read(client, commission)


def test_the_words_as_printed_are_kept(client, commission, mali, document):
    act = make_act(commission, mali)
    Signatory.objects.create(act=act, as_printed="son homologue")
    Citation.objects.create(act=act, source=document)
    assert "son homologue" in read(client, commission)


def test_an_accord_that_readers_do_not_know_has_no_page(client, commission, mali):
    read(client, commission, 404)
    make_act(commission, mali, source=make_document(public_from=None))
    read(client, commission, 404)


def test_it_has_a_page_once_its_source_is_public(client, commission, mali):
    with on_day(2025, 6, 20):
        make_act(commission, mali, source=make_document(public_from="2025-06-23T12:00Z"))
    with on_day(2025, 6, 23, hour=11):
        read(client, commission, 404)
    with on_day(2025, 6, 23, hour=12):
        read(client, commission)


def test_an_act_without_public_source_is_not_among_the_others(client, signed, mali):
    make_act(signed, mali, kind="ratification", place="Koulouba", note="Remise discrète")
    page = read(client, signed)
    assert "Koulouba" not in page
    assert "Remise discrète" not in page


def test_a_participant_whose_act_is_not_public_is_not_listed(client, signed):
    Participation.objects.create(
        accord=signed, actor=Actor.objects.create(name="Médiateur"), role="mediator"
    )
    assert "Médiateur" not in read(client, signed)


def test_a_mediator_who_signs_has_no_standing_and_none_to_establish(client, signed, document):
    mediator = Actor.objects.create(name="Médiateur")
    Participation.objects.create(accord=signed, actor=mediator, role="mediator", position=2)
    make_act(signed, mediator, kind="witness", source=document)
    with translation.override("en"):
        page = read(client, signed)
    standings = re.findall(r'data-label="Standing">([^<]*)<', page)
    assert standings == ["signatory", "signatory", "–"]


def test_a_replaced_act_gives_way_to_what_it_should_have_said(client, signed, django_user_model):
    archivist = django_user_model.objects.create_user("archives")
    act = signed.acts.filter(actor__name="Mali").get()
    act.replace(archivist, "La date était fausse.", done_on=date(2025, 6, 22))
    assert signed.acts.count() == 3
    page = read(client, signed)
    assert 'datetime="2025-06-22"' in page
    assert page.count("a signé l’accord") == 1


def test_the_acts_stand_in_the_order_of_time(client, commission, mali, document):
    for kind, year in (("ratification", 2025), ("signature", 2023), ("initialling", 2021)):
        make_act(
            commission,
            mali,
            kind=kind,
            done_on=date(year, 1, 1),
            place=f"Ville de {year}",
            source=document,
        )
    page = read(client, commission)
    places = [page.index(f"Ville de {year}") for year in (2021, 2023, 2025)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2012-12-31", None),
        ("2013-03-08", "not_established"),
        ("2015-01-01", "in_force"),
        ("2022-05-02", "in_force"),
        ("2022-11-02", "ended"),
        ("", "ended"),
    ],
)
def test_the_status_is_that_of_the_day(client, mali, russia, document, day, status):
    letters = make_accord("Échange de lettres", mali, russia, form="notes", entry_rule="stated")
    for actor in (mali, russia):
        make_act(letters, actor, kind="note", done_on=date(2013, 3, 8), source=document)
    make_act(letters, kind="entry", done_on=date(2014, 1, 1), source=document)
    make_act(letters, mali, kind="denunciation", done_on=date(2022, 5, 2), effective_on=date(2022, 11, 2),
             source=document)  # fmt: skip
    page = read(client, letters, **({"at": day} if day else {}))
    shown = [
        s for s in ("not_established", "in_force", "ended", "not_in_force") if f"status-{s}" in page
    ]
    assert shown == ([status] if status else [])


def test_an_end_that_one_party_declares_changes_no_status(client, mali, russia, document):
    accord = make_accord("Accord", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(accord, actor, source=document)
    make_act(accord, mali, kind="declared_end", done_on=date(2025, 7, 1), source=document)
    page = read(client, accord)
    assert "status-in_force" in page
    assert 'class="claim"' in page


def test_english_pages_use_english_names_where_there_are(client, signed):
    with translation.override("en"):
        page = read(client, signed)
    assert "Commission accord" in page
    assert "Russia" in page
    assert '<html lang="en"' in page


@pytest.mark.parametrize("parties", [2, 30])
def test_an_accord_costs_eight_queries(client, document, sanou, parties, django_assert_num_queries):
    """The accord, participants, acts, signatories, former names, relations, citations, stories about it."""
    accord = make_accord(
        "Traité", *(Actor.objects.create(name=f"État {n}") for n in range(parties))
    )
    for actor in accord.actors.all():
        make_act(accord, actor, by=[sanou], source=document)
        make_act(accord, actor, kind="ratification", source=document)
    with django_assert_num_queries(8):
        read(client, accord)

"""Quick entry, as the desk uses it: one page takes a ceremony and all that was signed there."""

import re
from datetime import date

import pytest
from django.utils import timezone

from diplomacy.models import Accord, Act, Office, Participation

from .conftest import make_act, make_document
from .desk import GROUPS, desk, shown, sit_down, table

PAGE = "accord_ceremony"
MAY_SIGN = {"documentaliste", "chef de rubrique", "administrateur"}
ATOM = "Accord dans le domaine de l’utilisation de l’énergie atomique à des fins pacifiques"


def fields(parties=(), accords=(), **changes):
    """What the page sends: accords signed in Moscow between `parties`, actors or rows."""
    parties = [
        {"role": "party"} | (each if isinstance(each, dict) else {"actor": each.pk})
        for each in parties
    ]
    accords = [{"form": "agreement", "domain": "energy"} | each for each in accords]
    return {
        "mark": "a" * 32,
        "kind": "signature",
        "done_on": "23/06/2025",
        "done_precision": "day",
        "place": "Moscou",
        **table("party", *parties),
        **table("accord", *accords),
        **changes,
    }


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def sent(at_desk, mali, russia):
    """Sends a page of Mali and Russia with these accords."""

    def send(*accords, parties=(mali, russia), follow=False, **changes):
        return at_desk.post(desk(PAGE), fields(parties, accords, **changes), follow=follow)

    return send


def errors(response):
    """{box: words} of all that the page refuses."""
    ceremony = response.context["ceremony"]
    found = dict(ceremony.form.errors)
    for rows in (ceremony.parties, ceremony.accords):
        for row in rows:
            found |= {row.add_prefix(name): words for name, words in row.errors.items()}
        if rows.non_form_errors():
            found[rows.prefix] = rows.non_form_errors()
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_those_who_keep_the_record_may_enter_a_ceremony_and_nobody_else(client, db, group):
    sit_down(client, group)
    expected = 200 if group in MAY_SIGN else 403
    assert client.get(desk(PAGE)).status_code == expected
    assert client.post(desk(PAGE), {}).status_code == expected


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(desk(PAGE)).status_code == 302


def test_the_three_accords_of_moscow_are_one_page(
    sent, mali, russia, sanou, unnamed_minister, document
):
    treasury = Office.objects.create(name="ministre de l’Économie et des Finances", actor=mali)
    sent(
        {
            "name": "Accord sur la Commission\r\n intergouvernementale",
            "signed_0": "Alousséini Sanou, ministre de l’Économie et des Finances",
            "signed_1": "le ministre du Développement économique",
        },
        {"name": ATOM, "signed_0": "Boubacar Diané, ministre de l’Énergie et de l’Eau"},
        {
            "name": "Accord sur le fondement des relations",
            "signed_0": "Abdoulaye Diop",
            "signed_1": "S. Lavrov",
        },
        {},
        source=document.pk,
    )
    first, second, third = Accord.objects.order_by("pk")
    assert first.name == "Accord sur la Commission intergouvernementale"
    by_mali, by_russia = (first.acts.get(actor=each) for each in (mali, russia))
    assert (by_mali.done_on, by_mali.place) == (date(2025, 6, 23), "Moscou")
    signatory = by_mali.signatories.get()
    assert (signatory.person, signatory.office) == (sanou, treasury)
    assert signatory.as_printed.startswith("Alousséini Sanou,")
    assert by_russia.signatories.get().office == unnamed_minister
    printed = second.acts.get(actor=mali).signatories.get()
    assert printed.words == "Boubacar Diané, ministre de l’Énergie et de l’Eau"
    assert third.acts.get(actor=russia).signatories.get().as_printed == "S. Lavrov"
    assert Act.objects.filter(citations__source=document).count() == 6


def test_a_party_without_a_name_is_recorded_as_signed_by_nobody_named(sent):
    sent({"name": ATOM})
    for act in Act.objects.all():
        signatory = act.signatories.get()
        assert (signatory.person, signatory.office, signatory.as_printed) == (None, None, "")


def test_who_did_not_sign_one_of_the_accords_has_no_act_in_it(sent, russia):
    sent({"name": ATOM, "absent_0": "on"})
    assert Act.objects.get().actor == russia
    assert Participation.objects.get().actor == russia


def test_four_empty_cards_wait_for_whoever_has_no_script_and_more_on_demand(at_desk, sent):
    cards = r'name="accord-\d-name"'
    assert len(re.findall(cards, shown(at_desk.get(desk(PAGE))))) == 4
    page = shown(sent({"name": "Accord retenu"}, _more_accords="1"))
    assert len(re.findall(cards, page)) == 3
    assert "Accord retenu" in page
    page = shown(sent({"name": "Accord retenu"}, _more_parties="1"))
    assert 'name="accord-0-signed_3"' in page
    assert not Accord.objects.exists()


def test_checking_shows_what_the_record_knows_and_writes_nothing(sent, sanou):
    page = shown(
        sent({"name": ATOM, "signed_0": "Alousseni Sanou", "signed_1": "M. Li"}, _check="1")
    )
    assert '<li class="known">Alousséni Sanou' in page
    assert "“M. Li”" in page or "M. Li" in page
    assert not Accord.objects.exists()


def test_sending_twice_records_once_and_says_so(sent):
    for _time in range(2):
        response = sent({"name": ATOM}, follow=True)
    assert Accord.objects.count() == 1
    assert len(list(response.context["messages"])) == 1


def test_a_refused_page_keeps_every_word_and_every_choice(sent, mali, document):
    response = sent(
        {
            "name": "Accord retenu",
            "name_en": "Accord kept",
            "form": "treaty",
            "signed_1": "le ministre russe",
        },
        parties=(mali, {"actor": "", "role": "witness"}),
        done_on="bientôt",
        source=document.pk,
        quote="des mots cités",
    )
    page = shown(response)
    for words in ("Accord retenu", "Accord kept", "bientôt", "le ministre russe", "des mots cités"):
        assert words in page
    for chosen in (mali, document):
        assert re.search(rf'<option value="{chosen.pk}" selected[^>]*>{chosen}</option>', page)
    for choice in ("treaty", "witness"):
        assert f'value="{choice}" selected' in page
    assert errors(response).keys() == {"done_on", "accord-0-signed_1"}
    assert not Accord.objects.exists()


@pytest.mark.parametrize(
    ("accord", "box"),
    [
        ({"name_en": "Only in English"}, "accord-0-name"),
        ({"name": "x" * 301}, "accord-0-name"),
        ({"name": ATOM, "absent_0": "on", "absent_1": "on"}, "accord-0-name"),
        ({"name": ATOM, "absent_0": "on", "signed_0": "X"}, "accord-0-signed_0"),
        ({"name": ATOM, "signed_0": "x" * 201}, "accord-0-signed_0"),
        ({"name": ATOM, "form": "no such form"}, "accord-0-form"),
        ({"accord": "99999"}, "accord-0-accord"),
        ({}, "accord"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(sent, accord, box):
    assert errors(sent(accord)).keys() == {box}
    assert not Accord.objects.exists()


def test_a_ceremony_has_parties_each_once(sent, mali):
    assert errors(sent({"name": ATOM}, parties=())).keys() == {"party"}
    assert errors(sent({"name": ATOM}, parties=(mali, mali))).keys() == {"party-1-actor"}


def test_one_title_stands_once_on_a_page(sent):
    assert errors(sent({"name": ATOM}, {"name": ATOM.upper()})).keys() == {"accord-1-name"}


def test_words_quoted_without_their_source_are_refused_at_the_box(sent):
    assert errors(sent({"name": ATOM}, quote="« ont signé »")).keys() == {"source"}


@pytest.mark.parametrize("value", ["abc", "9" * 30, "9" * 5000, "\x00"])
def test_what_is_no_number_of_a_thing_is_refused_at_its_box(at_desk, sent, value):
    response = sent({"accord": value, "signed_0": value}, parties=({"actor": value},), source=value)
    assert {"source", "party-0-actor", "accord-0-accord"} <= errors(response).keys()
    for name in ("source", "accord"):
        assert shown(at_desk.get(desk(PAGE), {name: value}))


@pytest.mark.parametrize("total", ["", "abc", "-1", "9" * 30, "100000"])
def test_a_page_that_was_tampered_with_is_no_accident(sent, total):
    changes = {"party-TOTAL_FORMS": total, "accord-TOTAL_FORMS": total, "_more_accords": "1"}
    assert sent({"name": ATOM}, **changes).status_code == 200
    assert not Accord.objects.exists()


# The word that has two meanings


@pytest.mark.parametrize(
    "typed", [{"quote": "Les ministres ont paraphé l’accord."}, {"name": "Texte paraphé à Moscou"}]
)
@pytest.mark.parametrize("kind", ["signature", "initialling"])
@pytest.mark.parametrize("answer", ["initialling", "signature"])
def test_paraphe_is_asked_about_once_and_the_answer_decides(sent, document, typed, kind, answer):
    quote = typed.get("quote", "")
    accord = {"name": typed.get("name", ATOM)}
    response = sent(accord, source=document.pk, quote=quote, kind=kind)
    assert errors(response).keys() == {"meant"}
    assert "paraphé" in response.context["ceremony"].paraph
    assert not Accord.objects.exists()
    sent(accord, source=document.pk, quote=quote, kind=kind, meant=answer)
    assert {*Act.objects.values_list("kind", flat=True)} == {answer}


def test_a_page_that_does_not_say_paraphe_asks_nothing(sent):
    assert sent({"name": "Accord sur les paragraphes"}).status_code == 302


def test_a_signing_to_come_is_told_at_its_day(sent):
    assert errors(sent({"name": ATOM}, done_on="23/06/2199")).keys() == {"done_on"}


# The same accord, or another one


def test_a_like_title_is_asked_about_with_a_link(sent, mali, russia):
    accord = Accord.objects.create(name="Accord sur l’énergie atomique")
    for actor in (mali, russia):
        Participation.objects.create(accord=accord, actor=actor)
        make_act(accord, actor)
    response = sent({"name": ATOM})
    assert errors(response).keys() == {"accord-0-same"}
    assert desk("accord_change", accord.pk) in shown(response)
    assert sent({"name": ATOM, "same": "new"}).status_code == 302
    assert Accord.objects.count() == 2


def test_the_same_accord_is_not_written_twice_its_new_source_is_cited(sent, signed, mali, russia):
    other = make_document("Une autre dépêche")
    title = "Accord sur la Commission russo-malienne"
    response = sent({"name": title, "same": signed.pk, "signed_0": "Quelqu’un"}, source=other.pk)
    assert errors(response).keys() == {"accord-0-signed_0"}
    assert "Quelqu’un" in shown(response)
    sent({"name": title, "same": signed.pk, "signed_0": "Alousséni Sanou"}, source=other.pk)
    assert Accord.objects.count() == 1
    assert Act.objects.count() == 2
    assert Act.objects.filter(citations__source=other).count() == 2
    response = sent({"name": title, "same": signed.pk}, source=other.pk, quote="D’autres mots")
    assert errors(response).keys() == {"quote"}
    assert not Act.objects.filter(signatories__as_printed="Quelqu’un").exists()


def test_the_same_parties_and_day_alone_are_told_and_hinder_nothing(sent, signed):
    page = shown(sent({"name": ATOM}, _check="1"))
    assert signed.name in page
    assert sent({"name": ATOM}).status_code == 302
    assert Accord.objects.count() == 2


def test_an_accord_of_the_record_is_signed_by_those_who_had_not(
    at_desk, sent, commission, mali, russia
):
    make_act(commission, mali)
    page = shown(at_desk.get(desk(PAGE), {"accord": commission.pk}))
    assert f"{russia}</option>" in page
    assert f"{mali}</option>" not in page
    assert f"{commission}</option>" in page
    sent({"accord": commission.pk, "signed_0": "S. Lavrov"}, parties=(russia,))
    assert commission.acts.count() == Participation.objects.count() == 2


# What readers see, and when


@pytest.fixture
def online(db):
    """What stands for an article that readers have."""
    return make_document("Moscou et Bamako signent", kind="dispatch")


def test_a_signing_waits_for_the_articles_next_version_unless_the_desk_knows_better(sent, online):
    sent({"name": "Premier"}, source=online.pk)
    assert not Act.objects.public(timezone.now()).exists()
    sent({"name": "Second"}, source=online.pk, said_online="on")
    shown_now = Act.objects.public(timezone.now())
    assert {*shown_now.values_list("accord__name", flat=True)} == {"Second"}


@pytest.mark.parametrize("kind", ["dispatch", "official"])
def test_what_no_reader_has_is_not_shown_by_a_tick(sent, kind):
    source = make_document("Note", kind=kind, public_from=None)
    sent({"name": ATOM}, source=source.pk, said_online="on")
    assert Act.objects.count() == 2
    assert not Act.objects.public(timezone.now()).exists()


def test_the_desk_is_told_what_each_accord_waits_for(sent):
    held_back = make_document("Note verbale", public_from=None)
    response = sent({"name": ATOM}, {"name": "Protocole"}, source=held_back.pk, follow=True)
    told = [str(each) for each in response.context["messages"]]
    assert len(told) == 2
    assert all("Note verbale" in words for words in told)


# While somebody types


def test_a_page_asks_what_the_record_knows_without_being_sent(sent, sanou, signed):
    told = sent(
        {"name": "Commission russo-malienne", "signed_0": "Alousséni Sanou"},
        quote="ont paraphé <b>",
        _read="1",
    ).json()
    assert "Alousséni Sanou" in told["places"]["accord-0-reading_0"]
    assert 'value="new"' in told["places"]["accord-0-alike"]
    assert told["paraph"] == "ont paraphé <b>"
    assert Accord.objects.count() == 1


def test_what_comes_back_while_typing_is_clean(sent):
    told = sent({"name": ATOM, "signed_0": "<img src=x onerror=alert(1)>"}, _read="1").json()
    assert "<img" not in told["places"]["accord-0-reading_0"]


def test_the_page_costs_the_same_with_one_accord_and_with_ten(
    at_desk, sent, signed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        at_desk.get(desk(PAGE))
    cards = [{"name": f"{ATOM} {n}", "signed_0": f"Ministre {n}"} for n in range(10)]
    for some in (cards[:1], cards):
        with django_assert_max_num_queries(17):
            sent(*some, _check="1")

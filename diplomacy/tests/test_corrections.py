"""What readers have seen, set right: replaced once a source says so, taken back, cited by mistake."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from diplomacy.models import Accord, Act, Citation, Relation, Source
from diplomacy.moment import recall

from .conftest import make_accord, make_act, make_document, on_day
from .desk import GROUPS, desk, shown, sit_down, table
from .test_admin_acts import MAY_CHANGE, fields, rows

RIGHT_DAY = date(2025, 6, 24)


@pytest.fixture
def by(db):
    return User(username="archives")


@pytest.fixture
def draft(db):
    """An article that is not published."""
    return Source.objects.create(kind="dispatch", title="Notre article")


@pytest.fixture
def act(signed, mali):
    """Mali signed on the 23rd, as readers know."""
    return signed.acts.get(actor=mali)


@pytest.fixture
def waiting(act, by, draft):
    """What is to take its place, of which only an unpublished article tells."""
    return act.replace(by, "Le jour est faux.", citations=[], source=draft, done_on=RIGHT_DAY)


def public(model=Act, **fields):
    return set(model.objects.public(timezone.now()).filter(**fields))


def publish(draft, moment):
    """As the app of the articles does it."""
    Citation.objects.filter(source=draft).update(public_from=moment)
    draft.public_from = moment
    draft.save()


def signed_on(accord, moment=None):
    moment = moment or recall(timezone.localdate().isoformat())
    return Accord.objects.with_standing(moment).get(pk=accord.pk).signed_on


def read(client, thing, **query):
    return client.get(thing.get_absolute_url(), query).content.decode()


def test_a_citation_taken_back_before_readers_had_it_is_told_to_nobody(
    client, act, draft, signed, by
):
    citation = Citation.objects.create(act=act, source=draft, quote="un nom que l’on tait")
    citation.take_back(by, "Citée par erreur.")
    publish(draft, timezone.now())
    page = read(client, signed)
    assert "un nom que l’on tait" not in page
    assert "Citée par erreur" not in page


# Replaced


def test_readers_keep_the_old_words_until_a_source_of_the_new_ones_is_public(
    client, act, waiting, draft, mali, signed
):
    assert public(actor=mali) == {act}
    assert "Le jour est faux." not in read(client, signed)
    publish(draft, timezone.now())
    assert public(actor=mali) == {waiting}
    page = read(client, signed)
    assert "Le jour est faux." in page
    assert "24 juin 2025" in page


def test_at_a_set_time_the_clock_alone_does_it(act, waiting, draft, mali, signed):
    coming = datetime(2199, 1, 2, 12, tzinfo=UTC)
    publish(draft, coming)
    assert public(actor=mali) == {act}
    with on_day(2199, 1, 2, hour=11):
        assert public(actor=mali) == {act}
    with on_day(2199, 1, 2, hour=12):
        assert public(actor=mali) == {waiting}
        known = recall("2199-01-01")
        assert set(Act.objects.public(known.known).filter(actor=mali)) == {act}
    publish(draft, None)
    with on_day(2199, 1, 3):
        assert public(actor=mali) == {act}


def test_the_status_changes_with_it(signed, act, by, draft, russia):
    entry = make_act(signed, kind="entry", done_on=date(2025, 7, 1), source=make_document("Note"))
    entry.replace(by, "Le texte dit août.", citations=[], source=draft, done_on=date(2025, 8, 1))
    july = recall(timezone.localdate().isoformat())

    def force(day):
        return signed.phases.of_accords().filter(
            dimension="force", status="in_force", begins_on=day, known_until=None
        )

    assert force(date(2025, 7, 1)).exists()
    assert not force(date(2025, 8, 1)).exists()
    publish(draft, timezone.now())
    assert not force(date(2025, 7, 1)).exists()
    assert force(date(2025, 8, 1)).exists()
    assert july.known


def test_a_released_act_is_not_a_release_of_other_words(commission, mali, by):
    act = make_act(commission, mali)
    act.release()
    new = act.replace(by, "Le jour est faux.", done_on=RIGHT_DAY)
    assert public() == {act}
    new.release()
    assert public() == {new}


def test_citations_that_do_not_hold_are_left_behind(act, by, document):
    other = make_document("Note")
    new = act.replace(by, "Faux.", citations=[], source=other, quote="le 24", done_on=RIGHT_DAY)
    assert [(each.source, each.quote) for each in new.citations.all()] == [(other, "le 24")]
    assert act.citations.get().source == document
    with pytest.raises(ValidationError, match="source"):
        new.replace(by, "Encore.", source=other, place="Kazan")


def test_what_waits_can_be_given_up(act, waiting, mali, by):
    with pytest.raises(ValidationError):
        act.replace(by, "Encore.", place="Kazan")
    Act.objects.get(pk=waiting.pk).delete()
    act.refresh_from_db()
    assert act.is_standing
    again = act.replace(by, "Le lieu.", citations=[], place="Kazan")
    again.take_back(by, "Non.")
    act.refresh_from_db()
    assert act.is_standing
    assert public(actor=mali) == {act}


def test_an_objection_answers_the_old_reservation_until_the_new_one_is_public(
    client, commission, mali, russia, document, by, draft
):
    old = make_act(commission, mali, "reservation", source=document, wording="Premier libellé")
    make_act(commission, russia, "objection", source=document, answers=old)
    old.replace(by, "Mal copié.", citations=[], source=draft, wording="Second libellé")
    assert "En réponse à" in read(client, commission)
    publish(draft, timezone.now())
    assert "En réponse à" in read(client, commission)


def test_a_relation_waits_too(signed, by, draft, document, mali, russia):
    treaty = make_accord("Traité", mali, russia)
    make_act(treaty, mali, source=document)
    told = Relation.objects.create(accord=signed, kind="amends", other=treaty)
    told.release()
    new = told.replace(by, "Un protocole.", source=draft, kind="protocol")
    assert public(Relation) == {told}
    publish(draft, timezone.now())
    assert public(Relation) == {new}


# Taken back


def test_an_act_is_taken_back_with_a_reason_that_readers_see(client, act, mali, signed, by):
    with pytest.raises(ValidationError, match="why"):
        act.take_back(by, " ")
    with on_day(2199, 1, 2):
        act.take_back(by, "Le Mali n’a pas signé.")
        assert public(actor=mali) == set()
        page = read(client, signed)
        assert "Le Mali n’a pas signé." in page
        assert by.username not in page
        assert "Le Mali n’a pas signé." not in read(client, signed, known="2199-01-01")
        with pytest.raises(ValidationError):
            act.take_back(by, "Encore.")
    assert not signed.phases.filter(actor=mali, known_until=None).exists()


def test_a_citation_is_taken_back_and_stays_on_record(client, act, document, signed, by):
    citation = act.citations.get()
    with pytest.raises(ValidationError):
        citation.take_back(by, "Ce communiqué parle d’un autre accord.")
    Citation.objects.create(act=act, source=make_document("Journal officiel"))
    with on_day(2199, 1, 2):
        citation.take_back(by, "Ce communiqué parle d’un autre accord.")
        assert act in public()
        page = read(client, signed)
        assert "Ce communiqué parle d’un autre accord." in page
        assert "parle d’un autre" not in read(client, signed, known="2199-01-01")
        assert document.title in read(client, signed, known="2199-01-01")
        with pytest.raises(ValidationError):
            citation.take_back(by, "Encore.")
        Citation.objects.create(act=act, source=document)


# At the desk


def sent(act, **changes):
    return fields(act, why="Faux.") | table("signatories", *rows(act), kept=1) | changes


def test_the_page_asks_what_holds_and_says_that_the_new_act_waits(client, act, draft, mali):
    sit_down(client)
    page = shown(client.get(desk("act_replace", act.pk)))
    assert "a signé l’accord" in page
    client.post(desk("act_replace", act.pk), sent(act, place="Kazan", source=draft.pk, quote="q"))
    assert public(actor=mali) == {act}
    new = Act.objects.get(place="Kazan")
    assert [each.source for each in new.citations.all()] == [draft]
    assert "Faux." in shown(client.get(desk("act_change", act.pk)))
    assert client.post(desk("act_delete", new.pk), {"post": "yes"}).status_code == 302
    act.refresh_from_db()
    assert act.is_standing


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quote": "des mots", "place": "Kazan"}, "source"),
        ({"done_on": "23/06/2199"}, "done_on"),
        ({"announced_on": "25/06/2025"}, "announced_on"),
        ({"effective_on": "22/06/2025"}, "effective_on"),
    ],
)
def test_what_cannot_be_is_told_at_its_box(client, act, changes, field):
    sit_down(client)
    response = client.post(desk("act_replace", act.pk), sent(act, **changes))
    assert field in response.context["adminform"].form.errors


def test_a_source_chosen_twice_is_told_at_its_box(client, act, document):
    sit_down(client)
    twice = {"citations": [act.citations.get().pk], "source": document.pk, "place": "Kazan"}
    response = client.post(desk("act_replace", act.pk), sent(act, **twice))
    assert "source" in response.context["adminform"].form.errors
    new = {"source": make_document("Note").pk, "act": act.pk}
    tables = table("signatories") | table("citations", new, new, kept=0)
    response = client.post(desk("act_change", act.pk), tables)
    tables = response.context["inline_admin_formsets"]
    assert [*tables[1].formset.errors[1]] == ["source"]


def test_an_act_is_taken_back_on_its_page_with_a_reason(client, act, mali):
    sit_down(client)
    page = desk("act_replace", act.pk)
    assert client.post(page, sent(act, why="", _take_back="1")).status_code == 200
    client.post(page, sent(act, why="Rien n’a été signé.", _take_back="1"))
    assert public(actor=mali) == set()
    assert "Rien n’a été signé." in shown(client.get(desk("act_change", act.pk)))


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_replace_takes_citations_back(client, act, group):
    sit_down(client, group)
    Citation.objects.create(act=act, source=make_document("Journal officiel"))
    citation = act.citations.first()
    page = desk("act_take_back_citation", act.pk, citation.pk)
    assert (page in client.get(desk("act_change", act.pk)).content.decode()) is (
        group in MAY_CHANGE
    )
    client.post(page, {"why": "Ce n’est pas dit."})
    citation.refresh_from_db()
    assert bool(citation.taken_back_at) is (group in MAY_CHANGE)


def test_the_page_of_a_citation_refuses_in_words(client, act):
    sit_down(client)
    page = desk("act_take_back_citation", act.pk, act.citations.get().pk)
    assert "Prendre" not in shown(client.get(page))
    for why in ("", "Ce n’est pas dit."):
        assert client.post(page, {"why": why}).context["form"].errors
    assert client.get(desk("act_take_back_citation", act.pk, 999)).status_code == 404

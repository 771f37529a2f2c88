"""Two rows that are one: made one knowingly, with everything that points to them, for good."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from diplomacy.models import (
    Act,
    Actor,
    ActorRelation,
    Mention,
    Merge,
    Office,
    Participation,
    Person,
    Phase,
    Signatory,
    Tenure,
)
from diplomacy.moment import current
from diplomacy.naming import matching

from .conftest import make_accord, make_act, make_document, make_relation
from .desk import desk, found, shown, sit_down

WHY = "La même personne, selon le Journal officiel."


@pytest.fixture
def archivist(db):
    return User.objects.create_user("archiviste")


@pytest.fixture
def double(commission, mali, document):
    """The minister entered a second time under another spelling; readers know both."""
    person = Person.objects.create(name="Alousseni Sanou", name_en="Alousseni SANOU")
    make_act(commission, mali, kind="ratification", by=[person], source=document)
    return person


def phases():
    columns = ("accord", "actor", "dimension", "status", "begins_on", "ends_on")
    return set(Phase.objects.values_list(*columns))


# --- what speaks against it


@pytest.fixture
def second(commission):
    """Mali entered a second time, and made a party of the same accord."""
    actor = Actor.objects.create(name="République du Mali (bis)")
    Participation.objects.create(accord=commission, actor=actor)
    return actor


def test_two_parties_of_one_accord_are_merged_by_whoever_says_to_be_sure(
    second, mali, archivist, commission
):
    with pytest.raises(ValidationError) as caught:
        second.merge_into(mali, archivist, WHY, "press")
    assert commission.name in caught.value.messages[0]
    second.merge_into(mali, archivist, WHY, "press", sure=True)
    assert commission.participations.filter(actor=mali).count() == 1


def test_two_countries_are_never_one(mali, russia, archivist):
    Actor.objects.filter(pk=mali.pk).update(iso="ML")
    Actor.objects.filter(pk=russia.pk).update(iso="RU")
    with pytest.raises(ValidationError, match="ML, RU"):
        russia.merge_into(mali, archivist, WHY, "press", sure=True)
    Actor.objects.filter(pk=russia.pk).update(iso="")
    russia.merge_into(mali, archivist, WHY, "press")


def test_the_page_says_what_speaks_against_it_and_asks(client, second, mali, commission):
    sit_down(client)
    sent = {"other": second.pk, "kind": "press", "why": WHY}
    response = client.post(desk("actor_merge", mali.pk), sent)
    assert commission.name in shown(response)
    assert "sure" in response.context["form"].errors
    assert client.post(desk("actor_merge", mali.pk), sent | {"sure": "on"}).status_code == 302
    assert Merge.objects.count() == 1


# --- what becomes of what points to the row that goes


def test_signatures_that_readers_have_seen_are_the_winner_s_and_no_fact_changed(
    client, signed, double, sanou, archivist
):
    facts = [field.attname for field in Act._meta.concrete_fields]
    before = list(Act.objects.order_by("pk").values(*facts)), phases()
    double.merge_into(sanou, archivist, WHY, "press")
    assert (list(Act.objects.order_by("pk").values(*facts)), phases()) == before
    assert set(Signatory.objects.exclude(person=None).values_list("person", flat=True)) == {
        sanou.pk
    }
    page = shown(client.get(sanou.get_absolute_url()))
    assert page.count("commission russo-malienne</a>") == 2
    assert "Alousseni Sanou" in page


def test_its_names_become_spellings_of_the_kind_that_the_editor_says(sanou, archivist):
    double = Person.objects.create(name="Alousséini Sanou", name_en="Mr Sanou")
    double.variants.create(text="Sanou l’Ancien", kind="usual")
    double.variants.create(text="Alousséni Sanou", kind="usual")
    double.variants.create(text="Alouseni Sannou", kind="press")
    double.merge_into(sanou, archivist, WHY, "misprint")
    assert dict(sanou.variants.values_list("text", "kind")) == {
        "Alousséini Sanou": "press",
        "Alouseni Sannou": "misprint",
        "Sanou l’Ancien": "usual",
        "Mr Sanou": "misprint",
    }


def test_acts_participations_and_status_of_an_actor_come_over(
    client, mali, russia, document, archivist
):
    double = Actor.objects.create(name="République malienne", official_name="Le Mali")
    treaty = make_accord("Traité", mali, russia, double, entry_rule="signature")
    alone = make_accord("Charte", double, russia, entry_rule="signature")
    for accord in (treaty, alone):
        for actor in (double, russia):
            make_act(accord, actor, source=document)
    double.merge_into(mali, archivist, WHY, "usual", sure=True)
    assert not Act.objects.filter(actor=double).exists()
    assert not Phase.objects.filter(actor=double).exists()
    assert list(treaty.participations.values_list("actor", flat=True)) == [mali.pk, russia.pk]
    standing = Phase.objects.covering(current()).filter(actor=mali, dimension="standing")
    assert dict(standing.values_list("accord", "status")) == {treaty.pk: "party", alone.pk: "party"}
    assert mali.variants.get(text="Le Mali").kind == "official"
    assert "Charte" in shown(client.get(mali.get_absolute_url()))


def test_rows_that_say_the_same_become_one_and_keep_what_either_says(sanou, mali, archivist):
    office = Office.objects.create(name="ministre", actor=mali)
    double = Person.objects.create(name="Sanou A.")
    begun, ended = date(2019, 5, 5), date(2024, 11, 20)
    kept = Tenure.objects.create(person=sanou, office=office, begun_on=begun)
    Tenure.objects.create(person=double, office=office, begun_on=begun, ended_on=ended)
    Tenure.objects.create(person=double, office=office, begun_on=date(2025, 1, 1))
    merge = double.merge_into(sanou, archivist, WHY, "press")
    kept.refresh_from_db()
    assert kept.ended_on == ended
    assert sanou.tenures.count() == 2
    assert merge.moved["diplomacy.tenure.person"]["gone"][0]["ended_on"] == ended.isoformat()


def test_what_was_not_released_does_not_slip_into_what_is(sanou, mali, archivist):
    office = Office.objects.create(name="ministre", actor=mali)
    double = Person.objects.create(name="Sanou A.")
    kept = Tenure.objects.create(person=sanou, office=office, released_at=timezone.now())
    Tenure.objects.create(person=double, office=office, ended_on=date(2026, 1, 1))
    merge = double.merge_into(sanou, archivist, WHY, "press")
    kept.refresh_from_db()
    assert kept.ended_on is None
    assert merge.moved["diplomacy.tenure.person"]["gone"][0]["ended_on"] == "2026-01-01"


def test_relations_between_the_two_go_and_others_come_over(mali, russia, archivist):
    double = Actor.objects.create(name="Mali bis")
    ecowas = Actor.objects.create(name="Cedeao", kind="organisation")
    make_relation(double, "continuation", mali)
    make_relation(mali, "member", ecowas, begun_on=date(1975, 5, 28))
    make_relation(double, "member", ecowas, begun_on=date(1975, 5, 28), basis="Traité de Lagos")
    make_relation(russia, "separation", double)
    double.merge_into(mali, archivist, WHY, "press")
    told = ActorRelation.objects.values_list("actor__name", "kind", "other__name", "basis")
    assert set(told) == {
        ("Mali", "member", "Cedeao", "Traité de Lagos"),
        ("Russie", "separation", "Mali", ""),
    }


def test_a_thing_named_by_one_source_under_both_names_is_named_from_the_earlier_day(
    mali, document, archivist
):
    double = Actor.objects.create(name="Mali bis")
    early, late = (timezone.now().replace(year=year) for year in (2020, 2021))
    Mention.objects.create(source=document, actor=mali, public_from=late)
    Mention.objects.create(source=document, actor=double, public_from=early)
    double.merge_into(mali, archivist, WHY, "press")
    assert Mention.objects.get().public_from == early


def test_functions_are_merged_too(signed, unnamed_minister, russia, archivist):
    double = Office.objects.create(name="ministre russe de l’Économie", actor=russia)
    unnamed_minister.merge_into(double, archivist, WHY, "usual")
    assert Signatory.objects.get(person=None).office == double
    assert matching(Office.objects.all(), "ministre du developpement economique").get() == double


def test_every_table_that_points_to_an_actor_a_person_or_a_function_is_carried(
    signed, mali, sanou, unnamed_minister, archivist
):
    """Whatever columns there will be: nothing but what is kept for good names the row that went."""
    for thing in (mali, sanou, unnamed_minister):
        winner = type(thing)(name="Autre")
        if isinstance(thing, Office):
            winner.actor = Actor.objects.create(name="Autre encore")
        winner.save()
        thing.merge_into(winner, archivist, WHY, "press")
        for relation in thing._meta.related_objects:
            if not relation.related_model.__name__.startswith("Historical"):
                rows = relation.related_model._base_manager.filter(**{relation.field.name: thing})
                assert not rows.exists(), relation


def test_a_fault_on_the_way_leaves_everything_as_it_was(signed, double, sanou):
    before = list(Signatory.objects.values_list("pk", "person"))
    nobody = User(username="jamais enregistré")
    with pytest.raises(ValueError, match="unsaved"), transaction.atomic():
        double.merge_into(sanou, nobody, WHY, "press")
    assert list(Signatory.objects.values_list("pk", "person")) == before
    assert not Person.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("why", ["", "  "])
def test_a_reason_is_asked_for(double, sanou, archivist, why):
    with pytest.raises(ValidationError):
        double.merge_into(sanou, archivist, why, "press")


def test_what_cannot_be_one_is_refused(double, sanou, mali, archivist):
    double.merge_into(sanou, archivist, WHY, "press")
    third = Person.objects.create(name="Troisième")
    for loser, winner in ((sanou, sanou), (sanou, mali), (double, third), (third, double)):
        with pytest.raises(ValidationError):
            loser.merge_into(winner, archivist, WHY, "press")


# --- its address, and where it is found


def test_its_address_leads_to_the_winner_for_ever_with_what_was_asked(
    client, signed, double, sanou, archivist
):
    old = double.get_absolute_url()
    double.merge_into(sanou, archivist, WHY, "press")
    answer = client.get(old, {"at": "2025-06-24"})
    assert (answer.status_code, answer.url) == (301, f"{sanou.get_absolute_url()}?at=2025-06-24")
    last = Person.objects.create(name="Sanou")
    sanou.merge_into(last, archivist, WHY, "press")
    assert client.get(old).url == last.get_absolute_url()
    assert last.merges.count() == 2


def test_an_address_leads_nowhere_while_readers_do_not_know_the_winner(client, archivist, db):
    goes, stays = Person.objects.create(name="Un"), Person.objects.create(name="Deux")
    goes.merge_into(stays, archivist, WHY, "press")
    assert client.get(goes.get_absolute_url()).status_code == 404


def test_the_address_is_never_given_again(double, sanou, archivist):
    double.merge_into(sanou, archivist, WHY, "press")
    assert Person.objects.create(name=double.name).slug != double.slug


def test_filters_find_the_winner_by_the_old_address_and_name(
    client, signed, double, sanou, archivist
):
    double.merge_into(sanou, archivist, WHY, "press")
    for text in (double.slug, "Alousseni Sanou", "alousseni-SANOU"):
        page = shown(client.get("/accords/", {"person": text}))
        assert signed.name in page, text
        assert 'role="alert"' not in page


# --- at the desk


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def page_of(model, winner, loser=None):
    query = f"?other={loser.pk}" if loser else ""
    return desk(f"{model}_merge", winner.pk) + query


def test_the_other_row_is_chosen_in_a_box_that_finds_any_spelling(at_desk, double, sanou):
    assert 'name="other"' in shown(at_desk.get(page_of("person", sanou)))
    assert found(at_desk, Person, "alousseini", through="person.merged_into") == [sanou]


@pytest.mark.parametrize("other", ["", "x", "9" * 40, "0", "-1"])
def test_what_is_no_other_row_is_refused_in_words(at_desk, sanou, other):
    for each in (other, str(sanou.pk)):
        page = shown(at_desk.get(desk("person_merge", sanou.pk), {"other": each}))
        assert "errorlist" in page
        page = shown(at_desk.post(desk("person_merge", sanou.pk), {"other": each, "why": WHY}))
        assert "errorlist" in page
    assert not Merge.objects.exists()


def test_both_rows_are_shown_with_what_would_move_and_nothing_is_written(
    at_desk, signed, double, sanou, mali
):
    office = Office.objects.create(name="ministre", actor=mali)
    for person in (sanou, double):
        Tenure.objects.create(person=person, office=office)
    response = at_desk.get(page_of("person", sanou, double))
    page = shown(response)
    for words in (sanou.name, double.name, sanou.slug, double.slug):
        assert words in page
    planned = {each.key: each for each in response.context["references"]}
    assert len(planned["diplomacy.signatory.person"].moving) == 1
    assert len(planned["diplomacy.tenure.person"].twins) == 1
    assert desk("person_merge", double.pk) in page
    assert not Merge.objects.exists()
    assert Signatory.objects.filter(person=double).exists()


def test_an_archivist_merges_two_people_and_the_history_tells(at_desk, signed, double, sanou):
    page = page_of("person", sanou, double)
    sent = {"other": double.pk, "kind": "press", "why": WHY}
    answer = at_desk.post(page, sent, follow=True)
    assert answer.redirect_chain[-1][0] == desk("person_change", sanou.pk)
    merge = Merge.objects.get()
    assert (merge.winner, merge.name, merge.by.username) == (sanou, double.name, "documentaliste")
    history = shown(at_desk.get(desk("person_history", sanou.pk)))
    assert WHY in history
    assert double.slug in history
    assert at_desk.post(page, sent).status_code == 200, "sent twice: told so"
    assert Merge.objects.count() == 1


def test_without_a_reason_nothing_is_done_and_nothing_typed_is_lost(at_desk, double, sanou):
    sent = {"other": double.pk, "kind": "misprint", "why": " "}
    page = shown(at_desk.post(page_of("person", sanou), sent))
    assert "errorlist" in page
    assert '<option value="misprint" selected' in page
    assert not Merge.objects.exists()


def test_two_rows_chosen_in_the_list_lead_to_the_page(at_desk, double, sanou):
    chosen = {"action": "merge_two", "_selected_action": [sanou.pk, double.pk]}
    answer = at_desk.post(desk("person_changelist"), chosen)
    first, second = sorted((sanou, double), key=lambda row: row.pk)
    assert answer.url == page_of("person", first, second)
    chosen["_selected_action"] = [sanou.pk]
    assert at_desk.post(desk("person_changelist"), chosen).status_code == 302
    assert not Merge.objects.exists()


def test_the_desk_offers_the_row_that_went_no_more(at_desk, double, sanou, archivist):
    double.merge_into(sanou, archivist, WHY, "press")
    assert found(at_desk, Person, "alousseni", through="signatory.person") == [sanou]
    listed = at_desk.get(desk("person_changelist"), {"q": "alousseni"}).context["cl"].result_list
    assert list(listed) == [sanou]
    assert at_desk.get(desk("person_change", double.pk)).url == desk("person_change", sanou.pk)


def test_a_form_opened_before_the_merge_cannot_bring_the_row_back(
    at_desk, commission, mali, archivist
):
    double = Actor.objects.create(name="Mali bis")
    double.merge_into(mali, archivist, WHY, "press")
    sent = {"name": "ministre", "actor": double.pk, "variants-TOTAL_FORMS": 0}
    sent |= {"variants-INITIAL_FORMS": 0, "tenures-TOTAL_FORMS": 0, "tenures-INITIAL_FORMS": 0}
    assert "errorlist" in shown(at_desk.post(desk("office_add"), sent))
    assert not Office.objects.exists()


def test_the_moves_are_in_the_history_of_the_rows_that_moved(signed, mali, archivist):
    other = Actor.objects.create(name="République malienne")
    mali.merge_into(other, archivist, WHY, "press")
    moved = Participation.objects.get(actor=other)
    assert [row.actor_id for row in moved.history.all()] == [other.pk, mali.pk]
    assert set(other.variants.values_list("text", flat=True)) == {"Mali", "République du Mali"}


def test_a_public_act_still_refuses_every_other_change(signed, double, sanou, archivist):
    double.merge_into(sanou, archivist, WHY, "press")
    from diplomacy.models.replaceable import PublicActError

    with pytest.raises(PublicActError):
        Signatory.objects.filter(person=sanou).update(person=None)
    with pytest.raises(PublicActError):
        Act.objects.update(place="Ailleurs")


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_asks_no_more_for_many_signatures(
    at_desk, mali, double, sanou, count, django_assert_max_num_queries
):
    for number in range(count):
        make_act(make_accord(f"Accord {number}"), mali, by=[double], source=make_document())
    with django_assert_max_num_queries(40):
        shown(at_desk.get(page_of("person", sanou, double)))

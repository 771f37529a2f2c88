"""Actors, people and functions at the desk: found in any spelling, deleted only when unused."""

import pytest

from diplomacy.models import Actor, NameVariant, Office, Person

from .desk import desk, found, shown, sit_down, table

DAYS = {"begun_precision": "day", "ended_precision": "day"}


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.mark.parametrize(
    "words", ["alousseni sanou", "Alousséini", "SANNOU", "sanou alousseni", "Alousséni-Sanou"]
)
def test_a_person_is_found_by_any_spelling_misprints_included(at_desk, sanou, words):
    Person.objects.create(name="Abdoulaye Diop")
    assert found(at_desk, Person, words, through="signatory.person") == [sanou]
    listed = at_desk.get(desk("person_changelist"), {"q": words}).context["cl"].result_list
    assert list(listed) == [sanou]


def test_an_actor_is_found_by_a_former_name_once(at_desk, mali):
    mali.variants.create(text="République soudanaise", kind="former")
    mali.variants.create(text="Soudan français", kind="former")
    assert found(at_desk, Actor, "soudan", through="act.actor") == [mali]


def test_a_function_is_found_without_its_accents(at_desk, unnamed_minister):
    assert found(at_desk, Office, "developpement", through="signatory.office") == [unnamed_minister]


def test_spellings_and_functions_are_typed_on_the_person_s_page(at_desk, unnamed_minister):
    sent = {"name": "Maxime Rechetnikov"}
    sent |= table("variants", {"text": "Maksim Rechetnikov", "kind": "transliteration"})
    sent |= table("tenures", {"office": unnamed_minister.pk, "begun_on": "21/01/2020", **DAYS})
    assert at_desk.post(desk("person_add"), sent).status_code == 302
    person = Person.objects.get()
    assert person.variants.get().text == "Maksim Rechetnikov"
    assert person.tenures.get().office == unnamed_minister


def test_every_box_of_a_table_says_its_name(at_desk, sanou):
    page = shown(at_desk.get(desk("person_change", sanou.pk)))
    for box in ("variants-0-text", "variants-0-kind", "tenures-__prefix__-begun_on"):
        tag = page[page.rindex("<", 0, page.index(f'name="{box}"')) :]
        assert "aria-label=" in tag[: tag.index(">")], box


def test_an_actor_in_use_stays_and_the_page_says_where(at_desk, signed, mali):
    page = shown(at_desk.post(desk("actor_delete", mali.pk), {"post": "yes"}))
    assert desk("act_change", signed.acts.get(actor=mali).pk) in page
    assert desk("accord_change", signed.pk) in page
    assert Actor.objects.filter(pk=mali.pk).exists()


def test_the_bulk_action_says_where_too(at_desk, signed, mali, russia, unnamed_minister):
    chosen = {"action": "delete_selected", "_selected_action": [mali.pk, russia.pk], "post": "yes"}
    page = shown(at_desk.post(desk("actor_changelist"), chosen))
    assert desk("office_change", unnamed_minister.pk) in page
    assert Actor.objects.count() == 2


def test_a_person_who_signed_stays(at_desk, signed, sanou):
    page = shown(at_desk.post(desk("person_delete", sanou.pk), {"post": "yes"}))
    assert desk("signatory_change", sanou.signatures.get().pk) in page
    assert Person.objects.exists()


def test_an_unused_person_goes_with_their_spellings(at_desk, sanou):
    at_desk.post(desk("person_delete", sanou.pk), {"post": "yes"})
    assert not NameVariant.objects.exists()


def test_readers_pages_are_linked_once_they_are_there(at_desk, signed, sanou, mali):
    nobody = Person.objects.create(name="Personne Inconnue")
    for thing in (sanou, mali):
        page = desk(f"{thing._meta.model_name}_change", thing.pk)
        assert thing.get_absolute_url() in shown(at_desk.get(page))
    assert nobody.get_absolute_url() not in shown(at_desk.get(desk("person_change", nobody.pk)))


def test_the_desk_is_told_when_readers_see_a_spelling(at_desk, sanou, mali):
    for thing in (sanou, mali):
        page = shown(at_desk.get(desk(f"{thing._meta.model_name}_change", thing.pk)))
        assert "dès que la personne ou l’acteur a une page" in page


def test_the_desk_s_lists_are_in_french_order(at_desk, db):
    for name in ("Zambie", "Égypte", "Allemagne"):
        Actor.objects.create(name=name)
    listed = at_desk.get(desk("actor_changelist")).context["cl"].result_list
    assert [actor.name for actor in listed] == ["Allemagne", "Égypte", "Zambie"]

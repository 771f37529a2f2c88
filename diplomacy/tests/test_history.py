"""Who changed what in the record, when, from what to what: kept, and read on the page "History"."""

import pytest

from diplomacy.admin.history import AS_IT_WAS, KINDS
from diplomacy.models import Actor, Office, Person, Source

from .conftest import make_document
from .desk import desk, shown, sit_down, table

DAYS = {"begun_precision": "day", "ended_precision": "day"}
ACTOR_TABLES = table("variants") | table("relations") | table("inverse_relations")


@pytest.fixture
def archivist(client, db):
    return sit_down(client)


def saves(client, thing):
    """(who, kind, which row, {label: (old, new)}) of each change, newest first."""
    page = client.get(desk(f"{thing._meta.model_name}_history", thing.pk))
    shown(page)
    return [
        (
            save.by and save.by.username,
            save.kind,
            save.row,
            {label: (old, new) for label, old, new in save.changes},
        )
        for save in page.context["saves"]
    ]


def test_a_change_is_told_from_what_to_what_and_by_whom(client, archivist, russia):
    assert client.post(
        desk("actor_change", russia.pk),
        {"name": "Fédération de Russie", "kind": "state", **ACTOR_TABLES},
    ).status_code == 302  # fmt: skip
    changed, *rest = saves(client, russia)
    assert changed[:3] == ("documentaliste", KINDS["~"], "")
    assert changed[3]["Nom"] == ("Russie", "Fédération de Russie")
    assert [row[1] for row in rest] == [KINDS["+"]]


def test_what_came_without_history_is_kept_as_it_was(client, archivist, mali):
    mali.history.all().delete()
    mali.name = "République du Mali"
    mali.save()
    changed, before = saves(client, mali)
    assert changed[3]["Nom"] == ("Mali", "République du Mali")
    assert before == (None, AS_IT_WAS, "", {})


def test_the_tables_of_the_page_belong_to_its_history(client, archivist, sanou, unnamed_minister):
    sent = {"name": "Alousséni Sanou"}
    sent |= table("variants", {"text": "A. Sanou", "kind": "press"})
    sent |= table("tenures", {"office": unnamed_minister.pk, "begun_on": "21/01/2020", **DAYS})
    assert client.post(desk("person_change", sanou.pk), sent).status_code == 302
    told = {row[2]: row[3] for row in saves(client, sanou)}
    spelling = next(changes for row, changes in told.items() if "A. Sanou" in row)
    assert spelling["Nature"] == ("", "graphie de presse")
    tenure = next(changes for row, changes in told.items() if str(unnamed_minister) in row)
    assert ("", "21 janvier 2020") in tenure.values()


def test_a_line_taken_away_stays_in_the_history(client, archivist, sanou):
    variant = sanou.variants.create(text="Alousseini")
    variant.delete()
    kinds = [kind for _by, kind, row, _changes in saves(client, sanou) if "Alousseini" in row]
    assert kinds == [KINDS["-"], KINDS["+"]]


def test_a_save_that_changes_nothing_is_no_change(mali):
    before = mali.history.count()
    mali.save()
    Actor.objects.get().save(update_fields=["search_key"])
    assert mali.history.count() == before


def test_articles_of_the_paper_keep_their_own_log(db):
    own = Source.objects.create(kind="dispatch", title="Papier")
    own.title = "Papier relu"
    own.save()
    assert not own.history.exists()


def test_a_document_says_when_it_was_made_public(client, archivist):
    source = make_document(public_from=None)
    client.post(
        desk("source_changelist"), {"action": "make_public", "_selected_action": [source.pk]}
    )
    by, _kind, _row, changes = saves(client, source)[0]
    assert by == "documentaliste"
    assert "Publique depuis" in changes


def test_an_act_keeps_the_log_of_the_admin(client, archivist, signed):
    page = client.get(desk("act_history", signed.acts.first().pk))
    assert "saves" not in page.context
    assert page.status_code == 200


def test_the_history_costs_no_more_for_many_changes(
    client, archivist, russia, django_assert_max_num_queries
):
    person = Person.objects.create(name="Lavrov")
    for number in range(20):
        office = Office.objects.create(name=f"fonction {number}", actor=russia)
        person.tenures.create(office=office)
        person.variants.create(text=f"Lavrov {number}")
    with django_assert_max_num_queries(15):
        assert len(saves(client, person)) == 41

"""The moves on an article's page: buttons for those one may make, reasons for the others, costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Author, Dispatch, Edition, Topic
from diplomacy.models import Accord, Actor, Person

from .conftest import make_draft, make_photo, place
from .desk import CHIEF, REPORTER, errors, hand_over, open_page, shown, sit_down

SECRETARY = "secrétaire de rédaction"


def test_words_and_move_are_sent_together(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    open_page(client, draft).type(headline="Prêt", move_note="À relire vite.").press("_submit")
    draft.refresh_from_db()
    assert (draft.headline, draft.stage) == ("Prêt", "review")
    assert draft.moves.get().note == "À relire vite."
    sit_down(client, SECRETARY)
    page = open_page(client, draft)
    assert {"_send_back", "_approve"} <= page.buttons
    refused = page.type(headline="Repris", move_note=" ").press("_send_back")
    assert errors(refused).keys() == {"move_note"}
    assert "Repris" in shown(refused)
    assert Dispatch.objects.get().headline == "Prêt", "refused together"
    page.type(move_note="Le chapô.").press("_send_back")
    draft.refresh_from_db()
    assert (draft.headline, draft.stage) == ("Repris", "returned")


def test_for_the_second_person_reading_and_publishing_is_one_step(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    open_page(client, draft).type(headline="D’une seule main").press()
    sit_down(client, CHIEF)
    page = open_page(client, draft)
    assert "alone_because" not in page.values
    assert page.press("_publish").status_code == 302
    assert Edition.objects.get().headline == "D’une seule main"


def test_a_chief_who_alone_wrote_it_says_why_and_loses_no_word(client, db):
    sit_down(client, CHIEF)
    open_page(client).type(headline="De ma main").press()
    draft = Dispatch.objects.get()
    draft.section = make_draft("Autre").section
    draft.save()
    page = open_page(client, draft).type(genre="flash", standfirst="Gardé.")
    assert "alone_because" in page.values
    refused = page.press("_publish")
    assert errors(refused).keys() == {"alone_because"}
    assert "Gardé." in shown(refused)
    page.type(alone_because="Seule au desk.").press("_publish")
    assert "Seule au desk." in draft.moves.get().note


def test_moves_of_others_are_listed_with_the_reason(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    page = shown(client.get(open_page(client, draft).url))
    assert "panel-refused" in page
    assert 'name="_publish"' not in page


def test_the_stage_is_shown_in_the_list_and_filters_it(client, draft, chief):
    sit_down(client, SECRETARY)
    draft.submit(chief)
    listing = client.get("/admin/articles/dispatch/?state=review")
    assert "state-review" in shown(listing)
    draft.approve(chief)
    assert "state-approved" in shown(client.get("/admin/articles/dispatch/?state=approved"))


@pytest.fixture
def rich(db):
    """Three signatures, three photos and two of each tag, in an archive of others like it."""
    for number in range(3):
        draft = make_draft(f"Article {number}", author=Author.objects.create(name=f"A{number}"))
        for letter in "BC":
            draft.bylines.create(
                author=Author.objects.create(name=f"{letter}{number}"), position=ord(letter)
            )
        for photo in range(3):
            place(make_photo(colour=(number * 90, photo * 90, 3)), draft)
        for model, name in (
            (Topic, "topics"), (Accord, "accords"), (Actor, "actors"), (Person, "people"),
        ):  # fmt: skip
            for other in range(2):
                thing = model.objects.create(name=f"{name} {number} {other}")
                getattr(draft, name).add(thing)
    return draft


def queries(run):
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)


def test_opening_and_saving_cost_little_for_a_rich_article(client, rich):
    sit_down(client, CHIEF)
    open_page(client, rich).type(headline="Titre un").press()  # its first save begins its history
    assert queries(lambda: open_page(client, rich)) <= 15
    page = open_page(client, rich).type(headline="Titre deux")
    assert queries(page.press) <= 25
    assert Dispatch.objects.get(pk=rich.pk).headline == "Titre deux"


def test_publishing_costs_little_for_a_rich_article(rich, chief):
    chief.has_perm("articles.publish_dispatch")
    assert queries(lambda: rich.publish(chief)) <= 25
    for number in range(4):
        rich.publish(chief, kind="update", note=f"Mise à jour {number}")
    assert queries(lambda: rich.publish(chief, kind="update", note="Une de plus")) <= 25

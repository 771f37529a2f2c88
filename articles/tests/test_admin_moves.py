"""The moves on an article's page: buttons for those one may make, reasons for the others, costs."""

from django.utils.translation import gettext as _

from articles.models import Dispatch, Edition

from .conftest import make_draft
from .desk import CHIEF, REPORTER, errors, hand_over, open_page, shown, sit_down
from .test_rights import delegate

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
    assert _("Publish, read by nobody else") in shown(page.response)
    refused = page.press("_publish")
    assert errors(refused).keys() == {"alone_because"}
    assert "Gardé." in shown(refused)
    page.type(alone_because="Seule au desk.").press("_publish")
    assert "Seule au desk." in draft.moves.get().note


def test_a_chief_who_changes_a_live_article_says_why_in_the_same_step(client, draft, chief):
    draft.publish(chief)
    sit_down(client, CHIEF)
    page = open_page(client, draft)
    assert "alone_because" in page.values
    assert _("Read and publish") not in shown(page.response)
    page.type(headline="Corrigé", kind="correction", note="Un nom.", alone_because="Il est minuit.")
    assert page.press("_publish").status_code == 302
    assert "Il est minuit." in draft.moves.latest("pk").note


def test_who_publishes_by_delegation_is_told_beforehand_that_another_must_read(
    client, draft, chief
):
    draft.publish(chief)
    secretary = sit_down(client, SECRETARY)
    delegate(chief, secretary)
    page = open_page(client, draft)
    assert {"_publish", "_continue"} <= page.buttons
    told = _("What you change here, somebody else must read before you publish it.")
    assert told in shown(page.response)
    assert "alone_because" not in page.values


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

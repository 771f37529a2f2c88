"""The checklist at the desk: warnings are read before readers have the text; mending shows first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Dispatch, Edition, HouseRule, Move, Revision

from .conftest import make_photo, place
from .desk import CHIEF, REPORTER, address, errors, hand_over, open_page, shown, sit_down

THIN = "\u202f"


@pytest.fixture
def desk_chief(client, db):
    return sit_down(client, CHIEF)


@pytest.fixture
def rough(draft):
    """Three things to remark: an ordinal, an apostrophe, and a name spelt two ways."""
    draft.body = "<p>Le 65è jour, l'accord d’Awa Coulibaly et d’Awa Coulibali.</p>"
    draft.save()
    return draft


def listed(response):
    """{code: digest} of the warnings on a page."""
    lines = response.context["checklist"].lines or []
    return {line.finding.code: line.finding.digest for line in lines}


def test_warnings_hold_a_publication_back_and_nothing_is_lost(client, desk_chief, rough):
    page = open_page(client, rough).type(standfirst="Un chapô tout neuf.", note="", kind="")
    response = page.press("_publish")
    assert errors(response).keys() == {"__all__"}
    assert listed(response).keys() == {
        "typography-ordinal", "typography-apostrophe", "name-two-ways",
    }  # fmt: skip
    assert "Un chapô tout neuf." in shown(response)
    assert not Edition.objects.exists()
    rough.refresh_from_db()
    assert rough.standfirst == ""


def test_what_a_first_draft_lacks_is_listed_by_the_name_of_its_box(client, desk_chief):
    begun = Dispatch.objects.create(headline="Un titre, et rien d’autre")
    page = shown(client.get(address("dispatch_checklist", begun.pk)))
    for box in ("Texte", "Rubrique", "Signatures"):
        assert box in page
    assert client.get(address("dispatch_change", begun.pk), {"checked": "1"}).status_code == 200


def test_each_is_acknowledged_by_a_box_of_its_own_and_the_log_tells(client, desk_chief, rough):
    page = open_page(client, rough)
    digests = listed(page.press("_publish"))
    some = list(digests.values())[:2]
    again = page.type(seen=some).press("_publish")
    assert [line.is_seen for line in again.context["checklist"].lines].count(True) == 2
    assert not Edition.objects.exists()
    assert page.type(seen=list(digests.values())).press("_publish").status_code == 302
    assert Edition.objects.get().number == 1
    note = Move.objects.get(verb="publish").note
    assert "Awa Coulibaly / Awa Coulibali" in note
    assert note.count("\n") == 2


def test_one_box_stands_for_all_that_the_page_listed_and_no_more(client, desk_chief, rough):
    page = open_page(client, rough)
    digests = list(listed(page.press("_publish")).values())
    page.type(seen_all="1", listed=digests, headline="Le 12ème titre", alone_because="Minuit.")
    response = page.press("_publish")
    new = [line for line in response.context["checklist"].lines if not line.is_seen]
    assert {line.finding.code for line in new} == {"typography-ordinal"}
    page.type(listed=[*digests, *(line.finding.digest for line in new)])
    assert page.press("_publish").status_code == 302


def test_what_was_seen_is_not_asked_again_for_the_same_words(client, desk_chief, rough):
    page = open_page(client, rough)
    digests = list(listed(page.press("_publish")).values())
    page.type(seen_all="1", listed=digests).press("_publish")
    later = open_page(client, rough).type(kind="erratum", alone_because="Seul de garde.")
    assert later.press("_publish").status_code == 302
    assert Edition.objects.count() == 2
    changed = open_page(client, rough).type(
        kind="erratum", alone_because="Seul de garde.", body="<p>Le 66è jour.</p>"
    )
    assert listed(changed.press("_publish")).keys() == {"typography-ordinal"}


def test_a_clean_text_is_published_without_a_question(client, desk_chief, draft):
    assert open_page(client, draft).press("_publish").status_code == 302


def test_check_saves_and_shows_without_script(client, desk_chief, rough):
    response = open_page(client, rough).type(headline="Autre titre").press("_check")
    assert response.url.endswith("?checked=1#checklist")
    page = client.get(response.url.split("#")[0])
    assert "typography-ordinal" in listed(page)
    assert "Autre titre" in shown(page)
    assert not Edition.objects.exists()


def test_errors_stand_first_and_have_no_box(client, desk_chief, rough):
    place(make_photo(credit=""), rough, alt="")
    page = client.get(address("dispatch_checklist", rough.pk))
    lines = page.context["checklist"].lines
    assert [line.finding.is_error for line in lines][:3] == [True, True, False]
    assert shown(page).count('name="seen"') == 3
    assert "65è" in shown(page)


def test_opening_an_article_asks_nothing_and_the_list_is_fetched_apart(client, desk_chief, rough):
    page = shown(client.get(address("dispatch_change", rough.pk)))
    assert f'data-checklist="{address("dispatch_checklist", rough.pk)}"' in page
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address("dispatch_checklist", rough.pk))
    assert len(queries) <= 15


def test_the_list_and_the_mending_are_for_who_may_see_or_write(client, rough):
    sit_down(client, REPORTER)
    for name in ("dispatch_checklist", "dispatch_mend"):
        assert client.get(address(name, rough.pk)).status_code == 403
    assert client.post(address("dispatch_mend", rough.pk)).status_code == 403
    assert client.get(address("dispatch_mend", 10**6)).status_code == 404


def test_a_reporter_mends_their_own_and_has_no_boxes_to_tick(client, rough):
    hand_over(rough, sit_down(client, REPORTER))
    assert 'name="seen"' not in shown(client.get(address("dispatch_checklist", rough.pk)))
    assert open_page(client, rough).press("_mend").url == address("dispatch_mend", rough.pk)


def test_mending_shows_the_difference_first_and_is_one_save(client, desk_chief, rough):
    HouseRule.objects.create(words="jour", instead="journée", trips="Un jour.")
    place(make_photo(), rough, caption="Voici «tout»", alt="Une table")
    revision = rough.revision
    url = address("dispatch_mend", rough.pk)
    page = shown(client.get(url))
    assert "<del>65è jour</del><ins>65e journée</ins>, l<del>" in page
    rough.refresh_from_db()
    assert "65è" in rough.body
    response = client.post(url, {"revision": revision})
    rough.refresh_from_db()
    assert rough.body == "<p>Le 65e journée, l’accord d’Awa Coulibaly et d’Awa Coulibali.</p>"
    assert rough.figures.get().caption == f"Voici «{THIN}tout{THIN}»"
    assert (rough.revision, Revision.objects.get().by) == (revision + 1, desk_chief)
    assert "name-two-ways" in listed(client.get(response.url.split("#")[0]))
    assert 'type="hidden" name="revision"' not in shown(client.get(url)), "nothing is left to mend"


def test_mending_never_goes_over_a_newer_save(client, desk_chief, rough):
    stale = rough.revision
    open_page(client, rough).type(body="<p>Le 70è jour.</p>").press()
    page = client.post(address("dispatch_mend", rough.pk), {"revision": stale})
    assert "<del>70è</del>" in shown(page)
    rough.refresh_from_db()
    assert rough.body == "<p>Le 70è jour.</p>"


def test_a_headline_that_mending_would_make_too_long_stays(client, desk_chief, rough):
    rough.headline = "Oui? " * 40
    rough.save()
    client.post(address("dispatch_mend", rough.pk), {"revision": rough.revision})
    rough.refresh_from_db()
    assert len(rough.headline) <= 200


def test_what_a_mended_text_shows_is_escaped(client, desk_chief, rough):
    rough.body = '<p>Le 65è &lt;b&gt; "&lt;script&gt;"</p>'
    rough.save()
    page = client.get(address("dispatch_mend", rough.pk)).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page.partition('id="content-main"')[2]


def test_a_new_article_is_held_back_too(client, desk_chief, draft):
    byline, section = draft.bylines.get(), draft.section
    page = open_page(client).type(
        headline="Le 65è", body="<p>Un texte.</p>", section=section.pk, alone_because="Minuit."
    )
    page.type(**{"bylines-0-author": byline.author_id})
    response = page.press("_publish")
    assert listed(response).keys() == {"typography-ordinal"}
    page.type(seen=list(listed(response).values()))
    assert page.press("_publish").status_code == 302
    assert Edition.objects.get().headline == "Le 65è"


def test_everybody_named_is_linked_by_one_button(client, desk_chief, draft, sanou, mali, russia):
    draft.body = "<p>Alousséini Sanou parle pour le Mali.</p>"
    draft.save()
    response = open_page(client, draft).press("_link")
    assert set(draft.people.all()) == {sanou}
    assert set(draft.actors.all()) == {mali}
    assert Revision.objects.latest("number").data["tags"]["people"] == [sanou.pk]
    assert listed(client.get(response.url.split("#")[0])) == {}

"""Two people save one article: the second is refused, both are shown, both are kept."""

import pytest

from articles.models import Autosave, Dispatch, Revision, Topic

from .conftest import make_photo, place
from .desk import CHIEF, address, open_page, shown, sit_down

FIRST = "<p>Un premier paragraphe long.</p><p>Un second paragraphe long.</p>"


@pytest.fixture
def desk(client, db):
    return sit_down(client, CHIEF)


@pytest.fixture
def refused(client, desk, draft):
    """I changed the second paragraph and the standfirst; a colleague the first and the headline."""
    Dispatch.objects.filter(pk=draft.pk).update(body=FIRST)
    Revision.objects.keep(Dispatch.objects.get(), None)
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(headline="Leur titre", body=FIRST.replace("premier", "leur premier")).press()
    mine.type(standfirst="Mon chapô", body=FIRST.replace("second", "second bien à moi"))
    return mine


def again(client, page, response):
    """The refused page as the browser holds it now."""
    return type(page)(client, page.url, response, "dispatch_form")


def test_both_are_shown_side_by_side_and_both_are_kept(client, refused, desk):
    response = refused.press()
    page = shown(response)
    assert [each.part for each, _ in response.context["clash"].differences] == [
        "headline", "standfirst", "body",
    ]  # fmt: skip
    for words in ("Leur", "leur", "Mon chapô", "bien à moi"):
        assert words in page
    assert Dispatch.objects.get().headline == "Leur titre"
    aside = Revision.objects.get(cause="aside")
    assert aside.by == desk
    assert "bien à moi" in aside.data["content"]["body"]
    assert aside.data["content"]["standfirst"] == "Mon chapô"


def test_tried_again_it_is_refused_again_and_kept_once(client, refused):
    page = again(client, refused, refused.press())
    assert page.press().context["clash"]
    assert Revision.objects.filter(cause="aside").count() == 1
    page.type(standfirst="Mon autre chapô").press()
    assert Revision.objects.filter(cause="aside").count() == 2


def test_what_each_of_us_changed_is_ticked_and_saved_in_one(client, refused):
    page = again(client, refused, refused.press())
    revision = str(Dispatch.objects.get().revision)
    page.values["_choose"] = revision
    assert page.press().status_code == 302
    saved = Dispatch.objects.get()
    assert (saved.headline, saved.standfirst) == ("Leur titre", "Mon chapô")
    assert "leur premier" in saved.body
    assert "second bien à moi" in saved.body


def test_part_by_part_i_choose(client, refused):
    page = again(client, refused, refused.press())
    page.values |= {
        name: "theirs" if value == "mine" else "mine"
        for name, value in page.values.items()
        if name.startswith("clash-")
    }
    page.values["_choose"] = str(Dispatch.objects.get().revision)
    page.press()
    saved = Dispatch.objects.get()
    assert (saved.headline, saved.standfirst) == ("Moscou et Bamako signent", "")
    assert saved.body == FIRST


def test_mine_may_be_kept_whole(client, refused, draft):
    page = again(client, refused, refused.press())
    page.values["_mine"] = str(Dispatch.objects.get().revision)
    assert page.press().status_code == 302
    saved = Dispatch.objects.get()
    assert (saved.headline, saved.standfirst) == ("Moscou et Bamako signent", "Mon chapô")
    assert "leur premier" not in saved.body
    assert any(row.data["content"]["headline"] == "Leur titre" for row in draft.revisions.all())


def test_what_came_without_history_has_its_first_state_to_judge_by(client, desk, draft):
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(headline="Leur titre").press()
    ticked = again(client, mine, mine.type(standfirst="Mon chapô").press()).values
    assert (ticked["clash-headline"], ticked["clash-standfirst"]) == ("theirs", "mine")


def test_theirs_may_stand_and_mine_waits_aside(client, refused, draft, desk):
    page = again(client, refused, refused.press())
    Autosave.objects.keep(desk, draft, str(draft.pk), "{}", 0)
    page.values["_theirs"] = str(Dispatch.objects.get().revision)
    answer = page.press()
    assert answer.url == address("dispatch_change", draft.pk)
    assert answer.cookies["kept"].value == str(draft.pk)
    assert Dispatch.objects.get().standfirst == ""
    assert not Autosave.objects.exists()
    client.post(address("dispatch_restore", draft.pk, Revision.objects.get(cause="aside").number))
    assert Dispatch.objects.get().standfirst == "Mon chapô"


def test_a_choice_from_a_comparison_out_of_date_is_refused(client, refused, draft):
    page = again(client, refused, refused.press())
    page.values["_mine"] = str(Dispatch.objects.get().revision)
    open_page(client, draft).type(headline="Encore un titre").press()
    assert page.press().context["clash"]
    assert Dispatch.objects.get().headline == "Encore un titre"


def test_bylines_photos_and_tags_are_chosen_too(client, desk, draft):
    place(make_photo(), draft, caption="La table")
    Revision.objects.keep(draft, None)
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(**{"figures-0-DELETE": "on", "bylines-0-DELETE": "on"}).press()
    assert not draft.figures.exists()
    topic = Topic.objects.create(name="Énergie")
    response = mine.type(**{"figures-0-caption": "Les hommes"}, topics=[topic.pk]).press()
    assert "Les hommes" in again(client, mine, response).values.values(), "on the page again"
    page = again(client, mine, response)
    page.values |= {"clash-figures": "mine", "clash-bylines": "theirs", "clash-topics": "mine"}
    page.values["_choose"] = str(Dispatch.objects.get().revision)
    assert page.press().status_code == 302
    assert draft.figures.get().caption == "Les hommes"
    assert not draft.bylines.exists()
    assert list(draft.topics.all()) == [topic]


def test_a_save_whose_answer_was_lost_is_no_clash(client, desk, draft):
    page = open_page(client, draft).type(headline="Envoyé deux fois")
    page.press()
    again_sent = page.press()
    assert again_sent.url == page.url
    assert not Revision.objects.filter(cause="aside").exists()


def test_what_is_kept_aside_is_nobodys_writing(client, refused, draft, desk):
    """It is not in the article: it does not count among the eyes and hands of the article."""
    other = sit_down(client, "secrétaire de rédaction")
    Revision.objects.keep_aside(draft, other, draft.revisions.last().data)
    assert set(draft.revisions.by_somebody().values_list("by", flat=True)) == {desk.pk}


def test_too_long_a_headline_is_kept_aside_too(client, refused, draft):
    refused.type(headline="Très long " * 30).press()
    aside = Revision.objects.get(cause="aside")
    assert aside.data["content"]["headline"].startswith("Très long")
    client.post(address("dispatch_restore", draft.pk, aside.number))
    assert len(Dispatch.objects.get().headline) == 200

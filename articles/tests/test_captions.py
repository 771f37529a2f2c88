"""A photo's words: proposed by the library, a copy in each use, renewed when they change."""

import pytest

from articles.admin.renewal import address as renewal_of
from articles.models import Depicted
from articles.tests.desk import CHIEF, REPORTER, Page, address, hand_over, shown, sit_down
from diplomacy.models import Person

from .conftest import make_draft, make_photo, place

OLD, NEW = "Deux hommes signent à Moscou.", "Trois hommes signent à Moscou."


@pytest.fixture
def table(db):
    return make_photo(caption=OLD, alt="Deux hommes et une table")


def change(client, photo, **words):
    """The page of the photo, changed and saved."""
    url = address("photo_change", photo.pk)
    page = Page(client, url, client.get(url), "photo_form")
    response = page.type(**words).press("_save")
    assert response.status_code == 302
    return response


def warnings(client, response):
    said = client.get(response.url).context["messages"]
    return [str(each) for each in said if each.level_tag == "warning"]


def renew(client, photo, button, value="1", only=None, **said):
    """Press a button of the renewal page with what stands ticked there, or with one article's boxes."""
    url = renewal_of(photo)
    response = client.get(url)
    shown(response)
    stories = [
        story for place in ("drafts", "published") for story in response.context.get(place, [])
    ]
    keys = [
        copy.key
        for story in stories
        for copy in story.copies
        if (copy.is_ticked if only is None else story.dispatch == only)
    ]
    return client.post(url, {"words": keys, button: value, **said})


def places(client, photo):
    """{place on the page: headlines}"""
    context = client.get(renewal_of(photo)).context
    names = ("drafts", "published", "others", "unpublished", "foreign")
    return {
        name: [str(story.dispatch) for story in context[name]] for name in names if name in context
    }


def test_a_change_in_the_library_tells_which_articles_keep_the_old_words(client, table):
    sit_down(client, CHIEF)
    place(table, make_draft("Ancienne"), caption=OLD)
    place(table, make_draft("Autrement"), caption="Ses propres mots")
    response = change(client, table, caption=NEW)
    (words,) = warnings(client, response)
    assert words.startswith("1 ")
    assert renewal_of(table) in words
    page = client.get(renewal_of(table))
    ticked = {
        str(story.dispatch): [copy.is_ticked for copy in story.copies if copy.part == "caption"]
        for story in page.context["drafts"]
    }
    assert ticked == {"Ancienne": [True], "Autrement": [False]}


def test_whoever_comes_later_finds_the_old_words_ticked_after_a_change_of_many_too(client, table):
    sit_down(client, CHIEF)
    place(table, make_draft("Ancienne"), caption=OLD)
    url = f"{address('photo_together')}?ids={table.pk}"
    assert client.post(url, {"caption": NEW, "language": ""}).status_code == 302
    sit_down(client, "secrétaire de rédaction")
    (story,) = client.get(renewal_of(table)).context["drafts"]
    assert [copy.is_ticked for copy in story.copies] == [True]


def test_nothing_is_told_when_no_article_has_the_old_words(client, table):
    sit_down(client, CHIEF)
    place(table, make_draft(), caption="Ses propres mots")
    assert warnings(client, change(client, table, caption=NEW)) == []


def test_drafts_are_renewed_at_once_and_what_was_not_ticked_stays(client, table):
    chief = sit_down(client, CHIEF)
    old, own = make_draft("Ancienne"), make_draft("Autrement")
    place(table, old, caption=OLD, alt="Sa description")
    place(table, own, caption="Ses propres mots")
    change(client, table, caption=NEW)
    before = old.revision
    renew(client, table, "_renew")
    old.refresh_from_db()
    figure = old.figures.get()
    assert (figure.caption, figure.alt) == (NEW, "Sa description")
    assert own.figures.get().caption == "Ses propres mots"
    assert old.revision > before
    assert old.revisions.latest("number").by == chief


def test_a_live_article_gets_a_new_version_with_its_kind_and_note(client, table):
    chief = sit_down(client, CHIEF)
    story = make_draft()
    place(table, story, caption=OLD)
    story.publish(chief)
    change(client, table, caption=NEW)
    said = {f"{story.pk}-kind": "correction", f"{story.pk}-note": "Ils étaient trois."}
    refused = renew(client, table, "_publish", story.pk, **said)
    assert refused.status_code == 200
    assert story.editions.count() == 1
    assert story.figures.get().caption == OLD
    said[f"{story.pk}-alone_because"] = "La légende seule"
    renew(client, table, "_publish", story.pk, **said)
    edition = story.editions.get(number=2)
    assert (edition.kind, edition.note) == ("correction", "Ils étaient trois.")
    assert edition.figures.get().caption == NEW
    assert story.editions.get(number=1).figures.get().caption == OLD
    assert places(client, table) == {}


def test_a_new_version_says_what_changed(client, table):
    chief = sit_down(client, CHIEF)
    story = make_draft()
    place(table, story, caption=OLD)
    story.publish(chief)
    change(client, table, caption=NEW)
    said = {f"{story.pk}-kind": "correction", f"{story.pk}-alone_because": "La légende seule"}
    assert renew(client, table, "_publish", story.pk, **said).status_code == 200
    assert story.editions.count() == 1
    assert story.figures.get().caption == OLD


def test_other_changes_that_wait_are_never_published_with_a_caption(client, table):
    chief = sit_down(client, CHIEF)
    story = make_draft()
    place(table, story, caption=OLD)
    story.publish(chief)
    url = address("dispatch_change", story.pk)
    page = Page(client, url, client.get(url), "dispatch_form")
    page.type(headline="Pas encore").press("_save")
    change(client, table, caption=NEW)
    assert places(client, table) == {"drafts": ["Pas encore"]}
    said = {f"{story.pk}-kind": "erratum", f"{story.pk}-alone_because": "x"}
    renew(client, table, "_publish", story.pk, **said)
    assert story.editions.count() == 1
    renew(client, table, "_renew")
    assert story.figures.get().caption == NEW
    assert places(client, table) == {"unpublished": ["Pas encore"]}


def test_words_changed_meanwhile_are_not_written_over(client, table):
    sit_down(client, CHIEF)
    draft = make_draft()
    figure = place(table, draft, caption=OLD)
    change(client, table, caption=NEW)
    page = client.get(renewal_of(table))
    (story,) = page.context["drafts"]
    keys = [copy.key for copy in story.copies]
    figure.caption = "Écrit entre-temps"
    figure.save()
    client.post(renewal_of(table), {"words": keys, "_renew": "1"})
    assert draft.figures.get().caption == "Écrit entre-temps"


def test_a_reporter_renews_their_own_and_sees_no_draft_of_others(client, table, chief):
    reporter = sit_down(client, REPORTER)
    mine, other, live = make_draft("Le mien"), make_draft("Autre"), make_draft("En ligne")
    hand_over(mine, reporter)
    for each in (mine, other, live):
        place(table, each, caption=OLD)
    live.publish(chief)
    table.caption = NEW
    table.save()
    assert places(client, table) == {"drafts": ["Le mien"], "others": ["En ligne"]}
    for each in (mine, other, live):
        renew(client, table, "_renew", only=each)
        said = {f"{each.pk}-kind": "erratum", f"{each.pk}-alone_because": "x"}
        client.post(renewal_of(table), {"_publish": each.pk, **said})
    assert [each.figures.get().caption for each in (mine, other, live)] == [NEW, OLD, OLD]
    assert live.editions.count() == 1


def test_a_caption_in_another_language_is_never_written_over(client, table):
    sit_down(client, CHIEF)
    translated = make_draft("Moscow and Bamako sign", language="en")
    place(table, translated, caption="Two men sign in Moscow.")
    change(client, table, caption=NEW)
    assert places(client, table) == {"foreign": ["Moscow and Bamako sign"]}
    renew(client, table, "_renew", only=translated)
    assert translated.figures.get().caption == "Two men sign in Moscow."


def test_who_is_shown_is_proposed_from_left_to_right(client, table, sanou):
    sit_down(client, REPORTER)
    Depicted.objects.create(photo=table, name="Le ministre russe", position=1)
    Depicted.objects.create(photo=table, person=sanou, position=0)
    (found,) = client.get(address("photo_search"), {"ids": table.pk}).json()["results"]
    assert found["caption"].startswith(OLD)
    assert found["caption"].endswith("Alousséni Sanou, Le ministre russe.")
    table.caption = "Alousséni Sanou et Le ministre russe"
    table.save()
    (found,) = client.get(address("photo_search"), {"ids": table.pk}).json()["results"]
    assert found["caption"] == "Alousséni Sanou et Le ministre russe"


def test_readers_reach_the_page_of_whom_a_caption_names(client, draft, chief, sanou):
    draft.people.add(sanou, Person.objects.create(name="Sergueï <Lavrov>"))
    caption = "Alousséni Sanou, à gauche, et Sergueï <Lavrov> ; Alousséni Sanoussi les regarde"
    place(make_photo(), draft, caption=caption)
    draft.publish(chief)
    page = client.get(draft.editions.get().get_absolute_url()).content.decode()
    figure = page.partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert f'<a href="{sanou.get_absolute_url()}">Alousséni Sanou</a>, à gauche' in figure
    assert "Sergueï &lt;Lavrov&gt;</a>" in figure
    assert "Alousséni Sanoussi les" in figure


def test_somebody_from_outside_the_desk_has_no_renewal_page(client, table):
    assert client.get(renewal_of(table)).status_code == 302

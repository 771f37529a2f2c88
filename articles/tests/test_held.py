"""What a page has written is not read again: what is kept and published of it is what is stored."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles import children, snapshots, tags
from articles.models import Author, Dispatch, Edition, Topic

from .conftest import make_draft, make_photo, place
from .desk import CHIEF, address, errors, open_page, shown, sit_down
from .test_concurrency import HANDS, all_at_once


def sign(draft, *names):
    for position, name in enumerate(names, 1):
        draft.bylines.create(author=Author.objects.create(name=name), position=10 * position)


def assert_kept_as_stored(draft):
    """The last save, read as it was written, is what the tables say."""
    stored = snapshots.take(Dispatch.objects.get(pk=draft.pk))
    assert draft.revisions.first().data == stored


def names(story):
    return [byline.author.name for byline in story.bylines.select_related("author")]


def test_rows_added_moved_and_taken_away_are_kept_as_they_are_stored(client, draft, chief, mali):
    sit_down(client, CHIEF)
    sign(draft, "Awa", "Bakary", "Coumba")
    place(make_photo(), draft, slot=1)
    place(make_photo(size=(30, 30)), draft, slot=2)
    gone = draft.bylines.get(author__name="Bakary")
    draft.topics.add(Topic.objects.create(name="Sahel"))
    draft.keep(chief)
    page = open_page(client, draft).type(alone_because="Seul.", topics=[], actors=[str(mali.pk)])
    row = next(
        key for key, value in page.values.items() if value == str(gone.pk) and key[-3:] == "-id"
    )
    page.type(**{row.replace("-id", "-DELETE"): "on", "bylines-3-position": "1"})
    page.type(
        **{"bylines-0-position": "5", "figures-0-position": "30", "figures-0-caption": "Après"}
    )
    page.add("bylines", author=Author.objects.create(name="Djénéba").pk, credit="", position="")
    words = {"caption": "Ajoutée", "alt": "Une rue", "credit": "", "slot": "9", "position": ""}
    page.add("figures", photo=make_photo(size=(40, 30)).pk, **words)
    assert page.press("_publish").status_code == 302
    assert_kept_as_stored(draft)
    edition = Edition.objects.get()
    assert names(edition) == names(draft) == ["Coumba", "L’envoyée", "Awa", "Djénéba"]
    assert [figure.caption for figure in children.figures(edition)][1:] == ["Après", "Ajoutée"]
    assert [subject.thing for subject in edition.subjects.all()] == [mali]


def test_a_row_that_was_not_sent_stays_and_is_published(client, draft, chief):
    sit_down(client, CHIEF)
    sign(draft, "Awa")
    draft.keep(chief)
    page = open_page(client, draft).type(alone_because="Seul.", headline="Un autre titre")
    page.values = {key: value for key, value in page.values.items() if key[:10] != "bylines-1-"}
    page.type(**{"bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "1"})
    assert page.press("_publish").status_code == 302
    assert_kept_as_stored(draft)
    assert names(Edition.objects.get()) == ["L’envoyée", "Awa"]


def test_a_row_that_repeats_one_that_was_not_sent_is_refused(client, draft, chief):
    sit_down(client, CHIEF)
    place(make_photo(), draft, slot=3)
    draft.keep(chief)
    page = open_page(client, draft)
    page.values = {key: value for key, value in page.values.items() if key[:9] != "figures-0"}
    page.type(**{"figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0"})
    words = {"caption": "Deux", "alt": "Une rue", "credit": "", "position": ""}
    page.add("figures", photo=make_photo(size=(40, 30)).pk, slot="3", **words)
    assert errors(page.press()).keys() == {"figures"}


def test_a_new_article_is_kept_as_it_is_stored(client, draft, mali):
    sit_down(client, CHIEF)
    page = open_page(client).type(
        headline="Neuf", section=str(draft.section_id), actors=[str(mali.pk)]
    )
    page.type(**{"bylines-0-author": str(draft.bylines.get().author_id)})
    page.press()
    new = Dispatch.objects.get(headline="Neuf")
    assert list(new.actors.all()) == [mali]
    assert_kept_as_stored(new)


def test_a_tag_that_is_gone_is_refused_and_the_others_stay(client, draft, mali):
    sit_down(client, CHIEF)
    gone = Topic.objects.create(name="Disparu")
    page = open_page(client, draft).type(topics=[str(gone.pk)], actors=[str(mali.pk)])
    gone.delete()
    response = page.press()
    assert response.context["adminform"].form.errors.keys() == {"topics"}
    assert mali.name in shown(response)


def test_what_it_holds_is_given_up_when_it_is_written(draft, mali):
    tags.load(draft)
    children.load(draft)
    draft.actors.add(mali)
    draft.bylines.create(author=Author.objects.create(name="Awa"), position=9)
    assert tags.of(draft)["actors"] == [mali.pk]
    assert snapshots.take(Dispatch.objects.get(pk=draft.pk))["bylines"][-1]["credit"] == ""


def test_the_history_of_an_article_is_every_save_and_nothing_beside_it(client, draft):
    sit_down(client, CHIEF)
    open_page(client, draft).type(headline="Un autre titre").press()
    page = client.get(address("dispatch_history", draft.pk))
    assert page.context["rows"][0][0].headline == "Un autre titre"
    assert not LogEntry.objects.exists()
    assert client.get("/admin/articles/dispatch/rien/history/").status_code == 404


def test_an_article_translated_and_filed_elsewhere_is_saved(client, draft):
    sit_down(client, CHIEF)
    other = make_draft("L’original")
    page = open_page(client, draft).type(translation_of=str(other.pk))
    page.press()
    assert Dispatch.objects.get(pk=draft.pk).translation_of == other
    again = open_page(client, draft)
    assert "L’original" in shown(again.response)
    refused = again.type(translation_of=str(draft.pk)).press()
    assert refused.status_code == 200, "not of itself"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_saves_at_one_moment_one_is_made_and_the_others_are_told(chief):
    draft, answers = make_draft(), []
    draft.keep(chief)
    clients = [Client() for _each in range(HANDS)]
    for client in clients:
        client.force_login(chief)
    pages = [open_page(client, draft).type(headline=f"De {n}") for n, client in enumerate(clients)]
    works = [lambda page=page: answers.append(page.press().status_code) for page in pages]
    assert all_at_once(*works) == []
    assert sorted(answers) == [200] * (HANDS - 1) + [302]
    assert draft.revisions.saved().count() == 2
    assert Dispatch.objects.get().revision == draft.revision + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_page_published_at_one_moment_by_many_is_published_once(chief):
    draft, answers = make_draft(), []
    draft.keep(None)
    clients = [Client() for _each in range(HANDS)]
    for client in clients:
        client.force_login(chief)
    pages = [open_page(client, draft) for client in clients]
    works = [lambda page=page: answers.append(page.press("_publish").status_code) for page in pages]
    assert all_at_once(*works) == []
    assert set(answers) == {302}, "the others are told that every word is saved already"
    assert Edition.objects.count() == draft.moves.count() == 1

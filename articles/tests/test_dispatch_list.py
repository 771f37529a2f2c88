"""Lists of stories: what each shows, how it is narrowed, and how it goes on."""

import re
from html import unescape

import pytest
from django.utils import timezone

from articles.models import Topic

from .conftest import (
    ALL,
    HOSTILE,
    LIST,
    get,
    headlines,
    is_refused,
    make_draft,
    make_photo,
    on_day,
    place,
)


def test_the_newest_stand_first(client, four):
    assert headlines(get(client, LIST)) == ALL


def test_an_empty_paper_says_so(client, db):
    page = get(client, LIST)
    assert headlines(page) == []
    assert 'class="nothing"' in page.content.decode()


def test_drafts_scheduled_and_withdrawn_stories_are_in_no_list(client, live, chief):
    make_draft("Brouillon")
    make_draft("Demain").publish(chief, at=timezone.now() + timezone.timedelta(days=1))
    make_draft("Retiré").publish(chief)
    make_draft("Retiré").publish(chief).dispatch.withdraw(chief, "Retiré.")
    [gone] = [story for story in headlines(get(client, LIST)) if story == "Retiré"]  # the other one
    assert headlines(get(client, LIST)) == [gone, "Moscou et Bamako signent"]


def test_a_story_keeps_its_place_when_it_is_corrected(client, four, chief):
    from articles.models import Dispatch

    Dispatch.objects.get(headline="Par rubrique").correct(chief, "Corrigé.")
    assert headlines(get(client, LIST)) == ALL


# --- languages


@pytest.fixture
def languages(db, chief):
    for day, language in enumerate(["fr", "en", "ar", "ru"], 1):
        with on_day(2025, 6, day):
            make_draft(f"En {language}", language=language).publish(chief)


def test_each_prefix_lists_the_stories_that_live_under_it(client, languages):
    assert headlines(get(client, LIST)) == ["En ru", "En ar", "En fr"]
    assert headlines(get(client, "/en/dispatches/")) == ["En en"]


@pytest.mark.parametrize("language", ["fr", "en", "ar", "ru"])
def test_the_filter_finds_any_language_under_any_prefix(client, languages, language):
    for path in (LIST, "/en/dispatches/"):
        assert headlines(get(client, path, lang=language)) == [f"En {language}"]


# --- other lists


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/rubriques/economie/", ["Par rubrique"]),
        ("/themes/energie-atomique/", ["Par thème"]),
        ("/auteurs/la-correspondante/", ["Par signature"]),
        ("/en/sections/economie/", []),
    ],
)
def test_a_section_a_topic_and_an_author_have_their_lists(client, four, path, expected):
    assert headlines(get(client, path)) == expected
    assert headlines(get(client, path, at="2025-06-01")) == []
    get(client, path, at="2025-06-01", cursor="x", status=400)


def test_a_topic_or_an_author_that_only_a_draft_knows_has_no_page(client, draft):
    draft.topics.add(Topic.objects.create(name="Secret"))
    for path in ("/themes/secret/", "/auteurs/envoyee/"):
        get(client, path, status=404)
    for name, value in (("topic", "secret"), ("author", "envoyee")):
        assert is_refused(get(client, LIST, **{name: value}))


def test_a_topic_and_an_author_go_with_a_withdrawal(client, draft, chief):
    draft.topics.add(Topic.objects.create(name="Secret"))
    draft.publish(chief)
    for status in (200, 404):
        for path in ("/themes/secret/", "/auteurs/envoyee/"):
            get(client, path, status=status)
        if status == 200:
            draft.withdraw(chief, "Retiré.")


def test_the_ledger_holds_every_correction_and_no_first_publication(client, live, chief):
    assert "Rectifié." not in get(client, "/corrections/").content.decode()
    with on_day(2025, 6, 25, hour=8):
        live.correct(chief, "Rectifié.")
    with on_day(2025, 6, 25, hour=9):
        live.correct(chief, "", kind="erratum")
    with on_day(2025, 6, 25, hour=10):
        live.correct(chief, "Demain.", at=timezone.now() + timezone.timedelta(days=1))
        page = get(client, "/corrections/").content.decode()
    assert "Rectifié." in page
    assert "Demain." not in page
    assert "Rectifié." not in get(client, "/corrections/", at="2025-06-24").content.decode()
    assert "Rectifié." in get(client, "/corrections/", at="2025-06-25").content.decode()


# --- pages


@pytest.fixture
def fifty(chief):
    for number in range(50):
        with on_day(2025, 6, 1 + number // 24, hour=number % 24):
            make_draft(f"Article {number:02d}").publish(chief)


def walk(client, path, between=lambda: None):
    """The headlines of every page, following the links to the next one."""
    found = []
    while path:
        page = client.get(path)
        assert page.status_code == 200
        found.append(headlines(page))
        link = re.search(r'href="([^"]+)" rel="next"', page.content.decode())
        path = link and f"{path.split('?')[0]}{unescape(link[1])}"
        between()
    return found


def test_pages_neither_repeat_nor_skip_while_news_comes_in(client, fifty, chief):
    def news():
        make_draft("À l’instant").publish(chief)

    pages = walk(client, f"{LIST}?genre=article&q=article", news)
    assert [len(page) for page in pages] == [20, 20, 10]
    assert [story for page in pages for story in page] == [
        f"Article {n:02d}" for n in range(49, -1, -1)
    ]


@pytest.mark.parametrize(
    "cursor", ["x", "~", "2025-06-23~1", "0001-01-01T00:00:00+14:00~1", "%00", *HOSTILE]
)
def test_a_false_page_key_is_refused_in_words(client, four, cursor):
    for path in (LIST, "/rubriques/economie/", "/corrections/"):
        page = get(client, path, cursor=cursor, status=400).content.decode()
        assert f'<a href="{path}">' in page


@pytest.mark.parametrize("rows", [3, 40])
def test_a_list_costs_at_most_four_queries(client, chief, mali, rows, django_assert_num_queries):
    """Names offered and asked for, stories, pictures, the urgent flash."""
    topic = Topic.objects.create(name="Coopération")
    for number in range(rows):
        each = make_draft(f"Article {number}")
        each.topics.add(topic)
        each.actors.add(mali)
        place(make_photo(size=(20, 10 + number)), each)
        each.publish(chief)
    with django_assert_num_queries(4):
        get(client, LIST)
    with django_assert_num_queries(4):
        get(
            client,
            LIST,
            actor="mali",
            topic="cooperation",
            author="envoyee",
            section="afrique",
            q="article",
        )
    for path in ("/rubriques/afrique/", "/themes/cooperation/", "/auteurs/envoyee/"):
        with django_assert_num_queries(4):
            get(client, path)


@pytest.mark.parametrize("rows", [3, 40])
def test_the_ledger_costs_two_queries(client, live, chief, rows, django_assert_num_queries):
    for number in range(rows):
        live.correct(chief, f"Correction {number}.")
    with django_assert_num_queries(2):
        get(client, "/corrections/")

"""The front page: the newest stories in an order that makes itself, and the newest accords."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from newsroom import front

from .conftest import make_act, make_document, make_draft, make_photo, on_day, place


def headlines(response):
    page = response.content.decode()
    return [
        unescape(each) for each in re.findall(r'class="headline"><a href="[^"]*">([^<]*)<', page)
    ]


NOON = datetime(2025, 6, 23, 12, tzinfo=UTC)


class Story:
    """What the order looks at, without a database."""

    def __init__(self, name, genre="article", lead=(), section="Afrique", age=timedelta(hours=1)):
        self.name, self.genre, self.lead, self.section = name, genre, list(lead), section
        self.first_live = NOON - age
        self.is_retraction = False

    def __repr__(self):
        return self.name


def test_an_empty_paper_has_a_front_page(client, db):
    for path in ("/", "/en/"):
        assert client.get(path).status_code == 200
    laid = front.lay_out([], NOON)
    assert (laid.flash, laid.lead, laid.seconds, laid.by_section, laid.briefs) == (
        None,
        None,
        [],
        [],
        [],
    )


def test_the_lead_is_the_newest_with_a_picture_and_nothing_is_lost():
    plain, pictured, *rest = stories = [
        Story("sans photo"), Story("avec photo", lead=["photo"]), Story("3"), Story("4", section="Monde"),
        Story("brève", "brief"), Story("flash", "flash"),
    ]  # fmt: skip
    laid = front.lay_out(stories, NOON)
    assert laid.lead is pictured
    assert laid.seconds == [plain, rest[0]]
    assert laid.by_section == [("Monde", [rest[1]])]
    assert (laid.briefs, laid.flash) == ([rest[2]], rest[3])


def test_without_any_picture_the_newest_leads():
    stories = [Story("brève", "brief"), Story("1"), Story("2")]
    assert front.lay_out(stories, NOON).lead is stories[1]


def test_a_picture_of_long_ago_does_not_lead():
    stories = [Story(str(number)) for number in range(front.LEADING)]
    assert front.lay_out([*stories, Story("vieille", lead=["photo"])], NOON).lead is stories[0]


def test_an_old_flash_goes_down_among_the_briefs():
    old, new = Story("flash", "flash", age=timedelta(days=1)), Story("flash", "flash")
    assert front.lay_out([old], NOON).briefs == [old]
    laid = front.lay_out([new, old], NOON)
    assert (laid.flash, laid.briefs) == (new, [old])


@pytest.mark.parametrize("genre", ["flash", "brief", "article", "analysis"])
def test_a_lone_story_of_any_genre_is_on_the_front_page(client, chief, genre):
    make_draft("Seule", genre=genre).publish(chief)
    assert client.get("/").content.decode().count(">Seule<") == 1
    assert "Seule" not in client.get("/en/").content.decode()


def test_no_story_appears_twice(client, chief):
    genres = ["article", "brief", "flash", "analysis", "opinion"] * 5
    for number, genre in enumerate(genres):
        with on_day(2025, 6, 1 + number):
            make_draft(f"Article {number}", genre=genre).publish(chief)
    page = client.get("/").content.decode()
    found = [f"Article {number}" for number in range(len(genres)) if f">Article {number}<" in page]
    assert found
    assert all(page.count(f">{name}<") == 1 for name in found)


def test_the_newest_stories_are_all_there(client, chief):
    for number in range(12):
        with on_day(2025, 6, 1 + number):
            make_draft(
                f"Article {number}", genre="flash" if number % 4 == 0 else "article"
            ).publish(chief)
    page = client.get("/").content.decode()
    assert all(f">Article {number}<" in page for number in range(12))


def test_each_language_has_its_front_page(client, world):
    french, english = headlines(client.get("/")), headlines(client.get("/en/"))
    assert set(french) == {"Trois accords à Moscou", "موسكو وباماكو توقعان"}
    assert english == ["Moscow and Bamako sign"]


def test_the_newest_accords_stand_there_with_their_status(client, world):
    page = client.get("/").content.decode()
    assert world.accord.name in page
    assert "Commission accord" in client.get("/en/").content.decode()


def test_an_accord_that_readers_do_not_know_is_not_there(client, commission, mali):
    make_act(commission, mali, source=make_document(public_from=None))
    assert commission.name not in client.get("/").content.decode()


def test_pages_do_not_depend_on_the_readers_browser_or_cookies(client, world):
    for path in ("/", "/en/", "/articles/"):
        plain = client.get(path)
        english = client.get(path, headers={"accept-language": "en"})
        assert plain.content == english.content
        assert "Accept-Language" not in plain.headers.get("Vary", "")
        assert "Cookie" not in plain.headers.get("Vary", "")
        assert not plain.cookies


def test_pages_do_not_depend_on_who_is_signed_in(client, world):
    before = {
        path: client.get(path).content
        for path in ("/", "/articles/", world.accord.get_absolute_url())
    }
    client.force_login(world.chief)
    for path, page in before.items():
        assert client.get(path).content == page


@pytest.mark.parametrize("rows", [3, 40])
def test_the_front_page_costs_three_queries(client, chief, mali, rows, django_assert_num_queries):
    """Stories, pictures, accords."""
    from diplomacy.models import Accord

    for number in range(rows):
        draft = make_draft(f"Article {number}")
        place(make_photo(size=(20, 10 + number)), draft)
        draft.publish(chief)
        make_act(Accord.objects.create(name=f"Accord {number}"), mali, source=make_document())
    with django_assert_num_queries(3):
        client.get("/")


def test_a_retracted_story_does_not_lead():
    retracted, sound = Story("retiré"), Story("sain")
    retracted.is_retraction = True
    assert front.lay_out([retracted, sound], NOON).lead is sound

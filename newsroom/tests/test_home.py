"""The front page: the newest stories in an order that makes itself, and the newest accords."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from articles.models import FrontOrder
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
        self.dispatch_id = name

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
def test_the_front_page_costs_five_queries(client, chief, mali, rows, django_assert_num_queries):
    """The desk's order, stories, pictures, accords, the urgent flash."""
    from diplomacy.models import Accord

    for number in range(rows):
        draft = make_draft(f"Article {number}")
        place(make_photo(size=(20, 10 + number)), draft)
        draft.publish(chief)
        make_act(Accord.objects.create(name=f"Accord {number}"), mali, source=make_document())
    with django_assert_num_queries(5):
        client.get("/")


def test_a_retracted_story_does_not_lead():
    retracted, sound = Story("retiré"), Story("sain")
    retracted.is_retraction = True
    assert front.lay_out([retracted, sound], NOON).lead is sound


# --- the desk's order


def test_the_first_placed_leads_and_the_next_two_stand_beside_it():
    stories = [Story(str(number)) for number in range(6)] + [Story("photo", lead=["photo"])]
    laid = front.lay_out(stories, NOON, places=["4", "2", "5", "3"])
    assert laid.lead is stories[4]
    assert laid.seconds == [stories[2], stories[5]]
    assert laid.by_section == [("Afrique", [stories[3], stories[0], stories[1], stories[6]])]


def test_places_left_free_fill_themselves():
    stories = [Story("1"), Story("2"), Story("3")]
    laid = front.lay_out(stories, NOON, places=["3"])
    assert (laid.lead, laid.seconds) == (stories[2], stories[:2])


def test_a_brief_may_lead_if_the_desk_says_so():
    brief, story = Story("brève", "brief"), Story("article")
    laid = front.lay_out([story, brief], NOON, places=["brève"])
    assert (laid.lead, laid.briefs, laid.seconds) == (brief, [], [story])


def test_a_placed_story_that_went_or_was_retracted_is_passed_over():
    retracted, sound = Story("retiré"), Story("sain")
    retracted.is_retraction = True
    laid = front.lay_out([retracted, sound], NOON, places=["parti", "retiré", "sain"])
    assert laid.lead is sound


@pytest.fixture
def ordered(chief):
    """Three stories of June; from the 10th the oldest leads, from the 20th the second."""
    drafts = [make_draft(f"Article {number}") for number in range(3)]
    for day, draft in enumerate(drafts, 1):
        with on_day(2025, 6, day):
            draft.publish(chief)
    with on_day(2025, 6, 10):
        FrontOrder.objects.set("fr", [drafts[0], drafts[2]], chief)
    with on_day(2025, 6, 20):
        FrontOrder.objects.set("fr", [drafts[1]], chief)
    with on_day(2025, 6, 30):
        yield drafts


def test_readers_have_the_order_of_the_desk_and_of_each_past_day(client, ordered):
    assert headlines(client.get("/")) == ["Article 1", "Article 2", "Article 0"]
    assert headlines(client.get("/?at=2025-06-10")) == ["Article 0", "Article 2", "Article 1"]
    assert headlines(client.get("/?at=2025-06-09")) == ["Article 2", "Article 1", "Article 0"]


def test_an_empty_order_is_the_automatic_one_again(client, ordered, chief):
    FrontOrder.objects.set("fr", [], chief)
    assert headlines(client.get("/")) == ["Article 2", "Article 1", "Article 0"]


def test_the_order_is_of_one_language(client, ordered, chief):
    FrontOrder.objects.set("en", [ordered[0]], chief)
    assert headlines(client.get("/"))[0] == "Article 1"
    assert headlines(client.get("/en/")) == []


def test_a_withdrawn_or_unpublished_story_has_no_place(client, ordered, chief):
    draft = make_draft("Brouillon")
    later = make_draft("Demain")
    later.publish(chief, at=datetime(2025, 7, 1, tzinfo=UTC))
    FrontOrder.objects.set("fr", [draft, later, ordered[0], ordered[2]], chief)
    ordered[0].withdraw(chief, "Retiré")
    assert headlines(client.get("/")) == ["Article 2", "Article 1"]
    assert "Brouillon" not in client.get("/").content.decode()


def test_an_old_story_with_a_place_stays_on_the_front_in_five_queries(
    client, ordered, chief, django_assert_num_queries
):
    FrontOrder.objects.set("fr", [ordered[0]], chief)
    for number in range(30):
        make_draft(f"Nouveau {number}").publish(chief)
    with django_assert_num_queries(5):
        found = headlines(client.get("/"))
    assert found[0] == "Article 0"
    assert len(found) == len(set(found)) == 25

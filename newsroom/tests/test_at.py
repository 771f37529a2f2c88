"""`?at=` on every page: what had been published by that day, what was true then, and no other day."""

import pytest
from django.utils import timezone

from .conftest import NOT_PAGES, OF_TODAY, make_act, make_document, make_draft, on_day, pages, paths


@pytest.fixture(params=["fr", "en"])
def every_path(request, world):
    return paths(world, request.param, but={*NOT_PAGES, *OF_TODAY})


def test_every_page_answers_for_a_past_day_and_says_so(client, every_path):
    for path in every_path:
        response = client.get(path, {"at": "2025-06-27"})
        page = response.content.decode()
        assert response.status_code == 200, path
        assert 'datetime="2025-06-27"' in page, path
        assert 'class="then"' in page, path
        assert 'class="then"' not in client.get(path).content.decode(), path


def test_no_page_of_a_past_day_is_for_search_engines(client, every_path):
    for path in every_path:
        for query in ({"at": "2025-06-27"}, {"x": "1"}):
            response = client.get(path, query)
            assert "noindex" in response.headers["X-Robots-Tag"].split(", "), path
            assert '<meta name="robots" content="noindex">' in response.content.decode(), path
        bare = client.get(path)
        assert "noindex" not in bare.headers.get("X-Robots-Tag", ""), path
        assert ("noindex" in bare.content.decode()) == (
            "/versions/" in path and path[-2].isdigit()
        ), path


def test_today_redirects_to_the_bare_address_and_keeps_the_rest(client, every_path):
    for path in every_path:
        for query, rest in (
            ("at=2025-07-10", ""),
            ("at=", ""),
            ("q=x&at=2025-07-10&y=2", "?q=x&y=2"),
        ):
            response = client.get(f"{path}?{query}")
            assert response.status_code == 302, path
            assert response.headers["Location"] == path + rest


@pytest.mark.parametrize(
    "day", ["2025-07-11", "9999-12-31", "hier", "2025-02-30", "2025-W26-1", "\x00", "x" * 3000]
)
def test_a_day_to_come_and_no_day_at_all_are_refused_in_words(client, every_path, day):
    for path in every_path:
        response = client.get(path, {"at": day})
        assert response.status_code == 400, path
        assert "2025-0" in response.content.decode() or day in response.content.decode()


def test_a_day_before_everything_has_empty_lists_and_no_story(client, world):
    for language in ("fr", "en"):
        for name, found in pages(world, language).items():
            if name in {*NOT_PAGES, *OF_TODAY}:
                continue
            for path in found:
                response = client.get(path, {"at": "2001-01-01"})
                is_story = (
                    name.startswith("articles:dispatch_") and name != "articles:dispatch_list"
                )
                assert response.status_code == (404 if is_story else 200), path
                if name not in ("diplomacy:accord_detail", "diplomacy:person_detail"):
                    assert "Bamako signent" not in response.content.decode(), path


def test_links_of_a_past_page_stay_in_that_day(client, world):
    story = world.story.editions.first().get_absolute_url()
    for path in (
        "/",
        "/articles/",
        world.accord.get_absolute_url(),
        world.topic.get_absolute_url(),
    ):
        assert (
            f"{story}?at=2025-06-24" in client.get(path, {"at": "2025-06-24"}).content.decode()
        ), path


def test_the_front_page_of_a_past_day_is_that_days(client, world):
    page = client.get("/", {"at": "2025-06-24"}).content.decode()
    assert "Moscou et Bamako signent" in page
    assert "Trois accords à Moscou" not in page
    today = client.get("/").content.decode()
    assert "Trois accords à Moscou" in today
    assert "Moscou et Bamako signent" not in today


def test_the_day_ends_at_the_desks_midnight(client, world, settings):
    settings.TIME_ZONE = "Pacific/Pago_Pago"  # eleven hours behind: 9 o'clock is the evening before
    assert "Moscou et Bamako signent" in client.get("/", {"at": "2025-06-22"}).content.decode()
    settings.TIME_ZONE = "Pacific/Kiritimati"  # fourteen ahead: still the same day
    assert "Moscou et Bamako signent" not in client.get("/", {"at": "2025-06-22"}).content.decode()
    assert "Moscou et Bamako signent" in client.get("/", {"at": "2025-06-23"}).content.decode()


def test_a_withdrawn_story_is_gone_from_every_past_page(client, world):
    story = world.story.editions.first().get_absolute_url()
    world.story.withdraw(world.chief, "Retiré.")
    for day in ("2025-06-23", "2025-06-24", "2025-06-30"):
        assert client.get(story, {"at": day}).status_code == 410
        for path in ("/", "/articles/", "/corrections/", world.section.get_absolute_url()):
            page = client.get(path, {"at": day}).content.decode()
            assert "signent" not in page, path
            assert "Trois accords à Moscou" not in page, path


def test_the_status_of_an_accord_is_that_of_the_day_as_we_know_it_today(client, world):
    """A source of today tells what was true in June: pages of June say so, for it is the record."""
    source = make_document()
    make_act(world.accord, kind="entry", done_on="2025-06-28", source=source)
    make_act(
        world.accord,
        world.mali,
        kind="withdrawal",
        done_on="2025-07-01",
        effective_on="2025-07-05",
        source=source,
    )
    path = world.accord.get_absolute_url()

    def force(**query):
        page = client.get(path, query).content.decode()
        return [
            name for name in ("not_established", "in_force", "ended") if f"status-{name}" in page
        ]

    assert force(at="2025-06-24") == ["not_established"]
    assert force(at="2025-06-28") == ["in_force"]
    assert force(at="2025-07-04") == ["in_force"]
    assert force() == ["ended"]


def test_a_scheduled_story_is_in_no_past_and_in_its_own_day_only(client, world):
    make_draft("Demain").publish(world.chief, at=timezone.now() + timezone.timedelta(days=1))
    for path in ("/", "/articles/"):
        assert "Demain" not in client.get(path).content.decode()
        assert "Demain" not in client.get(path, {"at": "2025-07-09"}).content.decode()
    with on_day(2025, 7, 12):
        assert "Demain" in client.get("/", {"at": "2025-07-11"}).content.decode()
        assert "Demain" not in client.get("/", {"at": "2025-07-10"}).content.decode()

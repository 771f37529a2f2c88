"""Light reading: every page without its pictures, one tap away, and for who asked the browser to save."""

import pytest

from articles.pictures.renditions import rendition_name

from .conftest import NOT_PAGES, OF_TODAY, pages, paths
from .test_pages_html import Page, faults, read

SAVING = {"Save-Data": "on"}


def links(page):
    return [link["href"] for link in page.all("a") if "href" in link]


def pictures(page):
    return page.all("img", "picture", "source")


@pytest.fixture
def story(world):
    return world.story.editions.order_by("number").last().get_absolute_url()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_has_a_light_view_one_tap_away_and_a_way_back(client, world, language):
    for path in paths(world, language, but={*NOT_PAGES, *OF_TODAY}):
        full = read(client, path)
        assert f"{path}?images=0" in links(full), path
        light = read(client, f"{path}?images=0")
        assert not pictures(light), path
        assert path in links(light), path
        assert not faults(light), path
        assert light.robots == ["noindex"], path


def test_what_the_reader_asked_for_stays_asked(client, world):
    full = read(client, "/articles/?q=moscou&at=2025-06-24")
    assert "/articles/?q=moscou&at=2025-06-24&images=0" in links(full)
    light = read(client, "/articles/?q=moscou&at=2025-06-24&images=0")
    assert "/articles/?q=moscou&at=2025-06-24" in links(light)
    assert {"name": "images", "type": "hidden", "value": "0"} in light.all("input")


def test_stories_and_the_record_stay_light_from_a_light_page(client, world, story):
    assert f"{story}?images=0" in links(read(client, "/?images=0"))
    assert f"{story}?at=2025-07-01&images=0" in links(read(client, "/?at=2025-07-01&images=0"))
    assert f"{world.accord.get_absolute_url()}?images=0" in links(read(client, f"{story}?images=0"))
    assert story in links(read(client, "/"))


def test_a_light_story_keeps_captions_and_leads_to_each_picture(client, world, story):
    page = read(client, f"{story}?images=0")
    for words in ("L’échange des documents", "Archives", "Deux hommes et une table"):
        assert words in page.text
    [address] = [link for link in links(page) if link.startswith("/photos/")]
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/jpeg"
    weight = len(b"".join(response))
    told = read(client, f"{story}?images=0").text
    assert f"{weight / 1024:.1f}".replace(".", ",") in told  # once the file is there to be weighed


def test_a_browser_that_saves_data_is_served_light_pages(client, world, story):
    for path in ("/", "/articles/", story):
        response = client.get(path, headers=SAVING)
        page = Page(response.content.decode())
        assert not pictures(page)
        assert f"{path}?images=1" in links(page)
        assert not page.robots
        assert "Save-Data" in response.headers["Vary"]


def test_its_reader_may_have_the_pictures_all_the_same(client, world, story):
    page = Page(client.get(f"{story}?images=1", headers=SAVING).content.decode())
    assert pictures(page)
    assert story in links(page)


def test_caches_are_told_only_where_the_wish_counts(client, world, story):
    assert "Save-Data" in client.get(story).headers["Vary"]
    for path in (
        f"{story}?images=0",
        f"{story}?images=1",
        f"/{rendition_name(world.photo, 360, 'jpg')}",
        "/admin/login/",
    ):
        assert "Save-Data" not in client.get(path).headers.get("Vary", ""), path


@pytest.mark.parametrize("value", ["", "non", "2", "\x00", "<script>"])
def test_any_other_word_is_no_wish(client, world, story, value):
    response = client.get(story, {"images": value})
    assert pictures(Page(response.content.decode()))


def test_cards_beside_the_record_are_light_too(client, world):
    [path] = pages(world)["diplomacy:accord_detail"]
    assert pictures(read(client, path))
    assert not pictures(read(client, f"{path}?images=0"))

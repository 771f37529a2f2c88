"""A story as machines read it on its page: NewsArticle, and what messengers show of it."""

import json
import re

import pytest

from .conftest import make_draft, on_day
from .test_feeds import told  # noqa: F401


def graph(client, path):
    """The NewsArticle of a page, or None."""
    page = client.get(path).content.decode()
    found = [
        json.loads(each)
        for each in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]
    return next((each for each in found if "NewsArticle" in each.get("@type", "")), None)


@pytest.fixture
def path(told):  # noqa: F811
    return told.editions.last().get_absolute_url()


def test_authors_are_told_apart_from_who_lent_pictures(client, path):
    article = graph(client, path)
    assert [each["name"] for each in article["author"]] == ["L’envoyée"]
    assert [each["name"] for each in article["contributor"]] == ["La photographe"]


def test_it_says_where_and_when_it_was_written_and_what_was_corrected(client, live, chief):
    live.dateline_place = "Moscou"
    live.save()
    with on_day(2025, 6, 24):
        live.correct(chief, "Nous avions écrit « deux ».")
        article = graph(client, live.editions.last().get_absolute_url())
    assert article["dateline"] == "Moscou"
    assert article["locationCreated"] == {"@type": "Place", "name": "Moscou"}
    assert article["datePublished"][:10] == "2025-06-23"
    assert article["dateModified"][:10] == "2025-06-24"
    assert article["version"] == 2
    assert article["archivedAt"].endswith("/versions/")
    assert [each["text"] for each in article["correction"]] == ["Nous avions écrit « deux »."]


def test_an_original_and_its_translation_name_each_other(client, live, chief):
    english = make_draft("Moscow and Bamako sign", language="en", translation_of=live)
    with on_day(2025, 6, 24):
        english.publish(chief)
        here, there = (each.editions.last().get_absolute_url() for each in (live, english))
        [told] = graph(client, here)["workTranslation"]
        assert told["@id"] == graph(client, there)["@id"]
        assert graph(client, there)["translationOfWork"]["@id"] == graph(client, here)["@id"]


def test_it_names_what_the_record_knows(client, path, commission, mali):
    about = {each["name"]: each["@type"] for each in graph(client, path)["about"]}
    assert about == {commission.label: "CreativeWork", mali.label: "Country"}


def test_only_the_story_of_today_is_told(client, told, path):  # noqa: F811
    assert graph(client, path)
    assert graph(client, f"{path}?at=2025-06-24") is None
    assert graph(client, told.editions.first().get_version_url()) is None


def test_messengers_are_told_what_a_card_does_not_show(client, path):
    page = client.get(path).content.decode()
    properties = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)"', page))
    assert {"og:title", "og:description", "og:url", "og:image", "og:site_name"} <= set(properties)
    assert properties["article:published_time"].startswith("2025-06-23T")
    assert properties["article:modified_time"].startswith("2025-06-25T")
    assert properties["article:section"] == "Afrique"

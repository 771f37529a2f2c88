"""The archive: what was first published in a year, a month, a day of the desk's time zone."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from articles.period import Period

from .conftest import get, headlines, make_draft, on_day


def read(client, *day, status=200, **query):
    name = ("year", "month", "day")[len(day) - 1]
    return get(client, reverse(f"articles:archive_{name}", args=day), status, **query)


@pytest.fixture
def years(chief):
    for year, month, day in ((2024, 12, 31), (2025, 6, 1), (2025, 6, 30), (2025, 7, 1)):
        with on_day(year, month, day):
            make_draft(f"{year}-{month:02}-{day:02}").publish(chief)


def test_each_period_has_its_own_stories_newest_first(client, years):
    with on_day(2025, 8, 1):
        assert headlines(read(client, 2024)) == ["2024-12-31"]
        assert headlines(read(client, 2025)) == ["2025-07-01", "2025-06-30", "2025-06-01"]
        assert headlines(read(client, 2025, 6)) == ["2025-06-30", "2025-06-01"]
        assert headlines(read(client, 2025, 6, 30)) == ["2025-06-30"]
        assert headlines(read(client, 2025, 6, 29)) == []


def test_the_day_is_that_of_the_desk(client, chief, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    with on_day(2025, 6, 30, hour=20):
        make_draft("De nuit").publish(chief)
    with on_day(2025, 7, 3):
        assert headlines(read(client, 2025, 7, 1)) == ["De nuit"]
        assert headlines(read(client, 2025, 6)) == []


def test_a_past_day_has_what_had_been_published_by_then(client, years):
    with on_day(2025, 8, 1):
        page = read(client, 2025, at="2025-06-15")
    assert headlines(page) == ["2025-06-01"]
    assert "/2025/07/" not in page.content.decode().split("<main")[1]


def test_nothing_is_offered_before_the_first_story_or_after_today(client, years):
    with on_day(2025, 7, 15):
        pages = {
            day: read(client, *day).content.decode().split("<main")[1]
            for day in ((2024,), (2025,), (2025, 7))
        }
    assert "2023" not in pages[(2024,)]
    links = re.findall(r'<li><a href="[^"]*/2025/(\d\d)/">', pages[(2025,)])
    assert links == ["01", "02", "03", "04", "05", "06", "07"]
    assert "/2025/07/15/" in pages[(2025, 7)]
    assert "/2025/07/16/" not in pages[(2025, 7)]


@pytest.mark.parametrize("day", [(2025, 2, 30), (0, 1), (0,)])
def test_there_is_no_such_day(client, db, day):
    read(client, *day, status=404)


def test_an_empty_period_is_not_for_search_engines(client, years):
    with on_day(2025, 8, 1):
        assert "noindex" in read(client, 2025, 3).content.decode()
        assert "noindex" not in read(client, 2025, 6).content.decode()


def test_a_story_whose_slug_is_a_day_does_not_hide_behind_the_archive(client, chief):
    with on_day(2025, 6, 23):
        dispatch = make_draft("23")
        dispatch.publish(chief)
        first = dispatch.editions.get().get_absolute_url()
        dispatch.correct(chief, "Mieux.")
        assert dispatch.editions.last().get_absolute_url() == first
        assert "<h1>23</h1>" in client.get(first).content.decode()


def test_a_long_period_goes_on_by_key(client, chief):
    for number in range(23):
        with on_day(2025, 6, 1 + number):
            make_draft(f"Numéro {number}").publish(chief)
    with on_day(2025, 7, 1):
        first = read(client, 2025, 6)
        [cursor] = re.findall(r'href="\?cursor=([^"]+)" rel="next"', first.content.decode())
        second = get(client, f"{reverse('articles:archive_month', args=[2025, 6])}?cursor={cursor}")
    assert len(headlines(first)) == 20
    assert headlines(second) == ["Numéro 2", "Numéro 1", "Numéro 0"]


def test_a_period_knows_those_around_it():
    assert Period(2025, 1).before == Period(2024, 12)
    assert Period(2024, 2, 29).after == Period(2024, 3, 1)
    assert Period(1).before is None
    assert Period(9999).after is None
    assert Period(2024, 2).last == date(2024, 2, 29)
    assert [each.month for each in Period(2025, 6, 23).around] == [None, 6]


def test_the_way_back_is_told_to_readers_and_to_machines(client, live):
    for path, expected in (
        (live.editions.get().get_absolute_url(), 4),
        (live.section.get_absolute_url(), 3),
        (reverse("articles:archive_day", args=[2025, 6, 23]), 5),
    ):
        page = client.get(path).content.decode()
        [data] = re.findall(
            r'<script type="application/ld\+json">([^<]*BreadcrumbList[^<]*)<', page
        )
        steps = json.loads(data)["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, expected + 1))
        assert "item" not in steps[-1]
        [nav] = re.findall(r'<nav class="trail".*?</nav>', page, re.S)
        for step in steps[:-1]:
            address = step["item"].removeprefix("http://testserver")
            assert f'href="{address}"' in nav
            assert client.get(address).status_code == 200

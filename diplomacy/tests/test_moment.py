"""The moment that a page answers for: whose midnight, which days, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from diplomacy.moment import BadMoment, current, parse

from .conftest import on_day

pytestmark = pytest.mark.filterwarnings("error")


def test_a_past_day_ends_with_its_last_microsecond_in_the_desks_zone(settings):
    settings.TIME_ZONE = "America/Port-au-Prince"  # four hours behind in June
    moment = parse("2025-06-23")
    assert moment.at == datetime(2025, 6, 24, 4, tzinfo=UTC) - timedelta(microseconds=1)
    assert (moment.day, moment.asked) == (date(2025, 6, 23), True)


def test_today_is_the_bare_present():
    with on_day(2025, 6, 23):
        moment = parse("2025-06-23")
        assert moment == current()
        assert not moment.asked


def test_today_is_the_desks_day_and_not_greenwichs(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    with on_day(2025, 6, 23, hour=20):  # already the 24th in Tokyo
        assert not parse("2025-06-24").asked
        assert parse("2025-06-23").at == datetime(2025, 6, 23, 15, tzinfo=UTC) - timedelta(
            microseconds=1
        )


def test_a_past_moment_keeps_the_clock_beside_it():
    with on_day(2025, 6, 25):
        moment = parse("2025-06-23")
        assert moment.now == datetime(2025, 6, 25, 9, tzinfo=UTC)


def test_tomorrow_is_refused_in_words():
    with on_day(2025, 6, 23), pytest.raises(BadMoment, match="2025-06-24"):
        parse("2025-06-24")


@pytest.mark.parametrize(
    "text",
    ["hier", "2025-02-30", "2025-6-23", "20250623", "2025-W26-1", "2025-06-23T00:00", "２０２５-06-23",
     "0000-01-01", "-001-01-01", "9" * 5000, "2025-06-2\x00", "2025/06/23", " 2025-06-23"],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_words(text):
    with pytest.raises(BadMoment, match=r"2025-06-23\."):
        parse(text)


@pytest.mark.parametrize("zone", ["Africa/Bamako", "Asia/Tokyo", "America/Adak", "Europe/Paris"])
def test_the_first_day_of_all_is_a_day_like_others(settings, zone):
    settings.TIME_ZONE = zone
    assert parse("0001-01-01").day == date.min

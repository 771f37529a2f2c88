"""Calendars as RFC 5545 has them: lines of 75 octets that part no letter, signs escaped, nothing lost."""

import re
from datetime import UTC, date, datetime

import pytest

from diplomacy import icalendar

STAMP = datetime(2025, 7, 10, 9, 30, tzinfo=UTC)
SIGNS = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


def read(calendar):
    """The properties of each event of a calendar; asserts what the standard asks of every line."""
    assert calendar.endswith(b"\r\n")
    lines = calendar[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()  # no letter is cut
    unfolded = re.sub(r"\r\n ", "", calendar.decode()).split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-2:] == ["END:VCALENDAR", ""]
    events, event = [], None
    for line in unfolded:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = re.sub(r"\\[n,;\\]", lambda sign: SIGNS[sign[0]], value)
    return events


def entry(summary):
    return icalendar.Entry(
        "uid-1", date(2035, 12, 31), summary, "", "https://example.org/accords/a/"
    )


def test_an_event_is_a_whole_day_of_its_own():
    [event] = read(icalendar.write("Accords", [entry("Dix ans")], STAMP))
    assert event == {
        "UID": "uid-1",
        "DTSTAMP": "20250710T093000Z",
        "DTSTART;VALUE=DATE": "20351231",
        "DTEND;VALUE=DATE": "20360101",
        "SUMMARY": "Dix ans",
        "DESCRIPTION": "",
        "URL": "https://example.org/accords/a/",
        "TRANSP": "TRANSPARENT",
    }


@pytest.mark.parametrize(
    "summary",
    [
        "Traité; annexes, protocoles\\suite", "Deux\nlignes", "é" * 200, "اتفاق " * 40, "𝔸" * 60,
        "END:VEVENT", "A" * 67, "A" * 68, "BEGIN:VALARM\nACTION:DISPLAY",
    ],
)  # fmt: skip
def test_any_name_comes_back_as_it_went_in(summary):
    [event] = read(icalendar.write("Accords", [entry(summary)], STAMP))
    assert event["SUMMARY"] == summary


def test_control_signs_are_left_out():
    [event] = read(icalendar.write("Accords", [entry("A\x00b\x07c\x7fd\r\nE\rF\tG")], STAMP))
    assert event["SUMMARY"] == "Abcd\nE\nFG"


def test_whatever_the_words_the_calendar_can_be_read():
    hypothesis = pytest.importorskip("hypothesis")
    text = hypothesis.strategies.text(max_size=300)

    @hypothesis.given(text, text)
    def any_words(summary, name):
        [event] = read(icalendar.write(name, [entry(summary)], STAMP))
        assert "SUMMARY" in event

    any_words()

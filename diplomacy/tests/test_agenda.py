"""The calendar to subscribe to: what is due, whose notice runs out, what renews itself; the gate kept."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from diplomacy import almanac

from .conftest import make_accord, make_act, make_document, on_day
from .test_icalendar import read


@pytest.fixture(autouse=True)
def today():
    with on_day(2025, 7, 10):
        yield


def agenda(client, **headers):
    with translation.override("en"):
        path = reverse("diplomacy:agenda")
    return client.get(path, headers=headers)


def told(client):
    """(day, words) of every event."""
    return [
        (event["DTSTART;VALUE=DATE"], event["SUMMARY"]) for event in read(agenda(client).content)
    ]


def bound(name, *parties, source, **fields):
    """An accord in force on signature since 2 March 2020."""
    accord = make_accord(name, *parties, entry_rule="signature", **fields)
    for party in parties:
        make_act(accord, party, done_on=date(2020, 3, 2), source=source)
    return accord


def test_a_notice_of_exit_runs_out_by_the_clause_and_not_by_what_is_claimed(
    client, mali, russia, document
):
    accord = bound("Traité", mali, russia, source=document, notice_delay=6, notice_unit="months")
    make_act(accord, mali, "denunciation", date(2025, 6, 1), source=document,
             effective_on=date(2025, 6, 1))  # fmt: skip
    assert ("20251201", "Denunciation (Mali), takes effect: Traité") in told(client)
    assert "20250601" not in [day for day, _words in told(client)]


def test_a_notice_revoked_in_time_is_no_exit(client, mali, russia, document):
    accord = bound("Traité", mali, russia, source=document, notice_delay=6, notice_unit="months")
    notice = make_act(accord, mali, "denunciation", date(2025, 6, 1), source=document)
    make_act(accord, mali, "notice_revoked", date(2025, 7, 1), source=document, answers=notice)
    assert not [words for _day, words in told(client) if "Denunciation" in words]


def test_an_exit_whose_day_nothing_establishes_is_not_in_the_calendar(
    client, mali, russia, document
):
    accord = bound("Traité", mali, russia, source=document)
    make_act(accord, mali, "denunciation", date(2025, 6, 1), source=document)
    assert not [words for _day, words in told(client) if "Denunciation" in words]


def test_tacit_renewals_and_the_last_day_to_give_notice(client, mali, russia, document):
    bound("Traité", mali, russia, source=document, ends_on=date(2022, 9, 30), renewal_months=12,
          renewal_notice_delay=3, renewal_notice_unit="months")  # fmt: skip
    assert told(client) == [
        ("20250630", "Last day to give notice before the tacit renewal: Traité"),
        ("20250930", "Renewed tacitly: Traité"),
        ("20260630", "Last day to give notice before the tacit renewal: Traité"),
        ("20260930", "Renewed tacitly: Traité"),
        ("20270630", "Last day to give notice before the tacit renewal: Traité"),
    ]


def test_a_term_that_does_not_renew_itself_is_an_end(client, mali, russia, document):
    bound("Traité", mali, russia, source=document, ends_on=date(2026, 12, 31))
    assert ("20261231", "Term set by the text: Traité") in told(client)


def test_what_has_ended_or_is_not_known_to_hold_has_no_term(client, mali, russia, document):
    ended = bound("Fini", mali, russia, source=document, ends_on=date(2026, 1, 1), renewal_months=1)
    make_act(ended, None, "termination", date(2024, 1, 1), source=document)
    signed = make_accord("Signé", mali, russia, ends_on=date(2026, 1, 1))
    make_act(signed, mali, done_on=date(2024, 1, 1), source=document)
    assert told(client) == [(day, words) for day, words in told(client) if "signing" in words]


@pytest.mark.parametrize(
    ("count", "unit", "renewal", "last"),
    [
        (3, "months", date(2025, 9, 30), date(2025, 6, 30)),
        (3, "months", date(2025, 5, 31), date(2025, 2, 28)),
        (90, "days", date(2025, 9, 30), date(2025, 7, 2)),
        (0, "days", date(2025, 9, 30), date(2025, 9, 29)),
        (1, "month_starts", date(2025, 9, 1), date(2025, 7, 31)),
    ],
)
def test_the_last_day_of_notice_is_the_last_that_runs_out_in_time(
    mali, russia, document, count, unit, renewal, last
):
    bound("Traité", mali, russia, source=document, ends_on=renewal, renewal_months=60,
          renewal_notice_delay=count, renewal_notice_unit=unit)  # fmt: skip
    found = almanac.between(date(2025, 1, 1), date(2025, 12, 31), timezone.now())
    assert [due.day for due in found if due.what == "last_notice"] == [last]


def test_what_no_reader_knows_is_in_no_calendar(client, mali, russia):
    embargoed = make_document(public_from="2025-07-11T00:00Z")
    accord = bound("Zibeline", mali, russia, source=embargoed, ends_on=date(2026, 1, 1))
    make_act(accord, mali, "denunciation", date(2025, 6, 1), source=embargoed,
             effective_on=date(2025, 12, 1))  # fmt: skip
    assert told(client) == []
    with on_day(2025, 7, 11):
        assert len(told(client)) >= 2


def test_an_event_keeps_its_name_when_a_better_source_gives_another_day(
    client, mali, russia, document
):
    accord = bound("Traité", mali, russia, source=document)
    act = make_act(accord, mali, "denunciation", date(2025, 6, 1), source=document,
                   effective_on=date(2025, 12, 1))  # fmt: skip
    [before] = [event for event in read(agenda(client).content) if "Denun" in event["SUMMARY"]]
    accord.notice_delay = 365
    accord.tell()
    [after] = [event for event in read(agenda(client).content) if "Denun" in event["SUMMARY"]]
    assert before["UID"] == after["UID"]
    assert before["DTSTART;VALUE=DATE"] != after["DTSTART;VALUE=DATE"] == "20260601"
    assert act.accord == accord


def test_names_are_written_as_they_are_not_as_in_html(client, mali, russia, document):
    bound("Traité d’« amitié » & <coopération>; suite", mali, russia, source=document,
          ends_on=date(2026, 12, 31))  # fmt: skip
    assert told(client)[0][1].endswith("Traité d’« amitié » & <coopération>; suite")


def test_a_copy_that_is_still_good_is_not_sent_again(client, mali, russia, document):
    bound("Traité", mali, russia, source=document, ends_on=date(2026, 12, 31))
    first = agenda(client)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "max-age" in first.headers["Cache-Control"]
    assert not first.cookies
    with on_day(2025, 7, 10, hour=20):
        again = agenda(client, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        bound("Autre", mali, russia, source=document, ends_on=date(2026, 12, 31))
        assert agenda(client, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_an_empty_record_has_an_empty_calendar(client, db):
    assert read(agenda(client).content) == []


@pytest.mark.parametrize("accords", [2, 40])
def test_it_costs_two_queries(client, mali, russia, document, accords, django_assert_num_queries):
    for number in range(accords):
        accord = bound(f"Accord {number}", mali, russia, source=document, notice_delay=9,
                       ends_on=date(2026, 1, 1), renewal_months=12)  # fmt: skip
        make_act(accord, mali, "denunciation", date(2025, 7, 5), source=document)
    with django_assert_num_queries(2):
        agenda(client)

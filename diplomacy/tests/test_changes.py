"""What changed between two days: acts and statuses, by accord; faults in words; the gate kept."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from diplomacy.models import Actor

from .conftest import make_accord, make_act, make_document, on_day


@pytest.fixture(autouse=True)
def today():
    with on_day(2025, 7, 10):
        yield


def read(client, status=200, **query):
    with translation.override("en"):
        response = client.get(reverse("diplomacy:accord_changes"), query)
    assert response.status_code == status
    return response.content.decode()


def told(page):
    """Each accord with its changes, in words."""
    found = {}
    for part in page.split('class="changed"')[1:]:
        title = re.search(r"<h2><a[^>]*>([^<]+)<", part)[1]
        lines = re.findall(r"<li.*?</li>", part.split("</section>")[0], re.S)
        found[unescape(title)] = [
            " ".join(unescape(re.sub("<[^>]+>", " ", line)).split()) for line in lines
        ]
    return found


@pytest.fixture
def charter(mali, russia, document):
    charter = make_accord("Charte", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(charter, actor, source=document)
    return charter


def test_the_last_ninety_days_are_told_unless_others_are_asked(client, charter, mali, document):
    make_act(make_accord("Vieux"), mali, done_on=date(2025, 4, 10), source=document)
    page = read(client)
    assert told(page) == {
        "Charte": [
            "June 23, 2025 Signature – Mali, Russia",
            "June 23, 2025 Status: Signed",
            "June 23, 2025 Status: In force",
            "June 23, 2025 Status: Party – Mali, Russia",
        ]
    }
    assert "from April 11, 2025 to July 10, 2025" in page
    assert list(told(read(client, to="2025-06-01"))) == ["Vieux"]
    assert list(told(read(client, **{"from": "2025-01-01"}))) == ["Charte", "Vieux"]


def test_an_effect_and_an_announcement_are_changes_of_their_own_days(client, mali, document):
    make_act(
        make_accord("Traité"), mali, "ratification", date(2025, 2, 2), source=document,
        announced_on=date(2025, 1, 1), effective_on=date(2025, 7, 1),
    )  # fmt: skip
    assert told(read(client))["Traité"][0] == "July 1, 2025 Ratification, in effect – Mali"
    [line, *_rest] = told(read(client, **{"from": "2025-01-01", "to": "2025-01-02"}))["Traité"]
    assert line == "Jan. 1, 2025 Ratification, announced – Mali"


def test_a_status_changes_without_an_act_of_that_day(client, charter, mali, document):
    charter.notice_delay, charter.notice_unit = 1, "months"
    charter.tell()
    make_act(charter, mali, "denunciation", date(2025, 5, 1), source=document)
    lines = told(read(client, **{"from": "2025-06-24", "to": "2025-07-09"}))
    assert lines == {}
    charter.entry_rule = "unknown"
    charter.tell()
    make_act(charter, kind="entry", done_on=date(2020, 1, 1), source=document)
    lines = told(read(client, **{"from": "2025-05-02", "to": "2025-06-02"}))["Charte"]
    assert "June 1, 2025 Status: Ended" in lines


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "hier"}, "Enter a valid date."),
        ({"from": "2025-02-30"}, "Enter a valid date."),
        ({"to": "2025-07-11"}, "This day has not come yet."),
        ({"from": "2025-06-02", "to": "2025-06-01"}, "This day lies before the other one."),
        ({"from": "\x00"}, "Enter a valid date."),
        ({"to": "2025-06-20", "at": "2025-06-19"}, "This day has not come yet."),
    ],
)
def test_days_that_cannot_be_are_told_at_their_box(client, charter, query, words):
    page = read(client, **query)
    assert words in unescape(page)
    assert 'role="alert"' in page
    assert told(page) == {}


def test_the_first_days_of_all_break_nothing(client, charter):
    assert told(read(client, to="0001-01-02")) == {}
    assert told(read(client, **{"from": "0001-01-01"}))
    assert read(client, 400, cursor="x")


def test_a_past_day_tells_nothing_of_later_days(client, charter):
    assert told(read(client, at="2025-06-22")) == {}
    assert told(read(client, at="2025-06-24"))


def test_what_is_under_embargo_has_not_changed(client, charter, mali):
    embargo = make_document(public_from="2025-07-11T00:00Z")
    make_act(
        charter,
        mali,
        "denunciation",
        date(2025, 7, 1),
        source=embargo,
        effective_on=date(2025, 7, 9),
    )
    make_act(make_accord("Zibeline"), mali, done_on=date(2025, 7, 1), source=embargo)
    page = read(client)
    assert "Zibeline" not in page
    assert "Denunciation" not in page
    assert "Ended" not in page
    with on_day(2025, 7, 11):
        assert "Zibeline" in read(client)


def test_what_the_record_has_set_right_is_told_with_its_reason(client, charter, mali):
    by = User(username="archives")
    act = charter.acts.get(actor=mali)
    act.replace(by, "Le jour était faux.", done_on=date(2025, 6, 24))
    line = told(read(client))["Charte"][-1]
    assert line == "July 10, 2025 Signature, June 23, 2025: replaced – Mali: Le jour était faux."
    assert "Le jour était faux." not in read(client, known="2025-07-09")
    for each in charter.acts.standing():
        each.take_back(by, "Rien n’a été signé.")
    page = read(client)
    assert charter.get_absolute_url() not in page
    assert "taken back" in page
    assert "Rien n’a été signé." in page


@pytest.mark.parametrize("accords", [3, 40])
def test_it_costs_four_queries_and_has_pages(
    client, mali, document, accords, django_assert_num_queries
):
    for number in range(accords):
        other = Actor.objects.create(name=f"État {number}")
        accord = make_accord(f"Accord {number}", mali, other)
        for actor in (mali, other):
            make_act(accord, actor, done_on=date(2025, 5, 1) + timedelta(number), source=document)
    seen, query = [], {}
    while query is not None:
        with django_assert_num_queries(4):
            page = read(client, **query)
        seen += told(page)
        following = re.search(r'href="\?cursor=([^"]+)" rel="next"', page)
        query = {"cursor": unescape(following[1])} if following else None
    assert seen == [f"Accord {number}" for number in reversed(range(accords))]

"""An entry into force reckoned from days known only in part claims no day, on any page."""

from datetime import date

import pytest

from diplomacy.dates import Precision
from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Phase
from diplomacy.status import Delay, Fact, Rule, entry_of, spans

from .conftest import make_accord, make_act
from .test_status import BOTH, MALI, RUSSIA, day, status

MONTH, YEAR, ABOUT = Precision.MONTH, Precision.YEAR, Precision.ABOUT


def consent(on, actor, precision=Precision.DAY):
    return Fact(Kind.RATIFICATION, day(on), actor, precision=precision)


def entered(rule, *facts):
    """(last day of the computed entry, how precisely it is known)."""
    when = entry_of(rule, facts).when_computed
    return when.last.isoformat(), when.precision


@pytest.mark.parametrize(
    ("last", "delay", "expected"),
    [
        (consent("2025-06-30", RUSSIA, MONTH), Delay(), ("2025-06-30", "month")),
        (consent("2025-12-31", RUSSIA, YEAR), Delay(), ("2025-12-31", "year")),
        (consent("2025-06-10", RUSSIA, ABOUT), Delay(30), ("2025-07-10", "about")),
        (consent("2025-06-30", RUSSIA, MONTH), Delay(30), ("2025-07-30", "month")),
        (consent("2025-06-30", RUSSIA, MONTH), Delay(45), ("2025-08-14", "year")),
        (consent("2025-12-31", RUSSIA, MONTH), Delay(20), ("2026-01-20", "about")),
        (consent("2025-06-30", RUSSIA, MONTH), Delay(1, "month_starts"), ("2025-08-01", "day")),
        (consent("2025-07-03", RUSSIA), Delay(), ("2025-07-03", "day")),
    ],
)
def test_it_is_known_as_the_act_that_brings_it_about_is(last, delay, expected):
    rule = Rule("consents", BOTH, delay=delay)
    assert entered(rule, consent("2025-01-31", MALI, MONTH), last) == expected


def test_a_threshold_that_an_act_of_some_month_may_have_met_first_gives_no_day():
    rule = Rule("threshold", BOTH, count=1)
    facts = consent("2025-06-30", MALI, MONTH), consent("2025-06-12", RUSSIA)
    assert entered(rule, *facts) == ("2025-06-12", "month")


def test_within_the_time_in_which_it_may_have_entered_nothing_is_established():
    rule = Rule("consents", BOTH, delay=Delay(3, "months"))
    facts = [consent("2025-01-10", MALI), consent("2025-06-30", RUSSIA, MONTH)]
    for on, force in (
        ("2025-06-29", "not_established"),
        ("2025-07-15", "not_in_force"),
        ("2025-08-31", "not_in_force"),
        ("2025-09-01", "not_established"),
        ("2025-09-29", "not_established"),
        ("2025-09-30", "in_force"),
    ):
        assert status(rule, facts, on) == force, on


@pytest.mark.parametrize(
    ("stated", "precision", "differs"),
    [
        ("2025-06-12", Precision.DAY, False),
        ("2025-06-30", MONTH, False),
        ("2025-12-31", YEAR, False),
        ("2025-07-20", ABOUT, False),
        ("2025-07-02", Precision.DAY, True),
        ("2025-05-31", MONTH, True),
    ],
)
def test_a_stated_day_differs_only_if_both_cannot_be_the_same(stated, precision, differs):
    facts = [
        consent("2025-01-10", MALI),
        consent("2025-06-30", RUSSIA, MONTH),
        Fact(Kind.ENTRY, day(stated), precision=precision),
    ]
    assert entry_of(Rule("consents", BOTH), facts).differs is differs


def test_who_joins_late_on_some_day_of_a_month_is_bound_from_no_day_that_we_claim():
    rule = Rule("threshold", frozenset(), count=1, late=Delay(30))
    facts = [consent("2020-01-10", MALI), consent("2025-06-30", RUSSIA, MONTH)]
    span = next(each for each in spans(rule, facts) if each.status == "party" and each.actor == 2)
    assert (span.begins, span.begins_precision) == (date(2025, 7, 30), "month")


@pytest.fixture
def treaty(mali, russia, document):
    treaty = make_accord("Traité", mali, russia, entry_rule="consents")
    make_act(treaty, mali, "ratification", date(2025, 1, 10), source=document)
    make_act(treaty, russia, "ratification", date(2025, 6, 1), source=document,
             done_precision="month")  # fmt: skip
    return treaty


def test_the_page_says_the_month_and_never_a_day(client, treaty):
    page = client.get(treaty.get_absolute_url()).content.decode()
    assert "juin 2025 (calculée)" in " ".join(page.split())
    assert "depuis juin 2025" in page
    assert "30 juin" not in page
    assert "2025-06-30" not in page


def test_the_page_of_what_changed_says_the_month(client, treaty):
    address = "/accords/changements/?from=2025-06-01&to=2025-07-31"
    page = client.get(address).content.decode()
    assert "juin 2025" in page
    assert "30 juin" not in page
    assert Phase.objects.get(status="in_force").begins_precision == "month"


def test_a_day_within_that_month_is_not_established(client, treaty):
    page = client.get(treaty.get_absolute_url(), {"at": "2025-06-15"}).content.decode()
    assert 'class="status status-not_established"' in page


def test_a_source_that_states_the_month_is_not_made_to_state_a_day(client, treaty, document):
    make_act(treaty, None, "entry", date(2025, 7, 1), source=document, done_precision="month")
    page = " ".join(client.get(treaty.get_absolute_url()).content.decode().split())
    assert "juillet 2025 (déclarée)" in page
    assert "31 juillet" not in page

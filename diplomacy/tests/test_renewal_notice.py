"""The notice of exit and the notice against a tacit renewal are two clauses of a text."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Accord
from diplomacy.status import Delay, Rule, exit_day

from .desk import desk, shown, sit_down
from .test_status import BOTH, MALI, RUSSIA, day, fact, signatures, status

TERM = date(2020, 6, 30)


def rule(**clauses):
    return Rule("signature", BOTH, term=TERM, renewed=60, **clauses)


@pytest.mark.parametrize(
    ("clauses", "given", "leaves"),
    [
        # In time for the first term, on its last day, and one day late for it.
        ({"renewal_notice": Delay(6, "months")}, "2019-10-01", "2020-06-30"),
        ({"renewal_notice": Delay(6, "months")}, "2019-12-30", "2020-06-30"),
        ({"renewal_notice": Delay(6, "months")}, "2020-01-01", "2025-06-30"),
        # Of two clauses, the one that lets it go sooner.
        ({"renewal_notice": Delay(6, "months"), "notice": Delay(12, "months")},
         "2019-10-01", "2020-06-30"),
        ({"renewal_notice": Delay(6, "months"), "notice": Delay(12, "months")},
         "2020-02-01", "2021-02-01"),
        # An exit clause alone says nothing of the renewal.
        ({"notice": Delay(12, "months")}, "2019-10-01", "2020-10-01"),
        ({}, "2019-10-01", None),
    ],
)  # fmt: skip
def test_who_gives_notice_leaves_when_the_text_says(clauses, given, leaves):
    found = exit_day(rule(**clauses), fact(Kind.DENUNCIATION, given, MALI))
    assert found == (day(leaves) if leaves else None)


def test_without_a_renewal_there_is_none_to_refuse():
    once = Rule("signature", BOTH, term=TERM, renewal_notice=Delay(6, "months"))
    assert exit_day(once, fact(Kind.DENUNCIATION, "2019-10-01", MALI)) is None


def test_a_bilateral_text_whose_renewal_is_refused_ends_with_its_term():
    facts = [
        *signatures("2015-06-30", MALI, RUSSIA),
        fact(Kind.DENUNCIATION, "2019-10-01", MALI),
    ]
    text = rule(renewal_notice=Delay(6, "months"))
    assert status(text, facts, "2020-06-29") == "in_force"
    assert status(text, facts, "2020-06-30") == "ended"


def test_what_one_clause_said_for_both_stands_for_both(db):
    renewed = Accord.objects.create(
        name="Traité", ends_on=TERM, renewal_months=60, notice_delay=6, notice_unit="months"
    )
    other = Accord.objects.create(name="Autre", notice_delay=6)
    import_module("diplomacy.migrations.0009_notices").take_over(apps, None)
    for accord in (renewed, other):
        accord.refresh_from_db()
    assert (renewed.renewal_notice_delay, renewed.renewal_notice_unit) == (6, "months")
    assert (renewed.notice_delay, other.renewal_notice_delay) == (6, None)


def test_the_database_holds_no_notice_of_a_renewal_that_is_none(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Accord.objects.create(name="Traité", renewal_notice_delay=6)


def test_the_desk_says_beside_the_box_what_the_notice_lacks(client, db):
    sit_down(client)
    sent = {"name": "Traité", "renewal_notice_delay": "6"}
    page = shown(client.post(desk("accord_add"), sent))
    assert "Dites pour combien de temps le texte se renouvelle" in page or "renews itself" in page


def test_the_page_tells_the_two_apart(client, signed):
    signed.ends_on, signed.renewal_months = date(2030, 6, 30), 60
    signed.notice_delay, signed.renewal_notice_delay = 90, 6
    signed.renewal_notice_unit = "months"
    signed.tell()
    page = client.get(f"/en/accords/{signed.slug}/").content.decode()
    notice, renewal = page.index("Notice of exit"), page.index("Notice before the end of a term")
    assert "90 days" in page[notice:renewal]
    assert "6 months" in page[renewal:]

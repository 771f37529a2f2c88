"""From acts to status: worked cases after the Vienna Convention, and what holds for any acts."""

from datetime import date

import pytest

from diplomacy.kinds import ActKind as Kind
from diplomacy.status import Fact, Rule, entry_of, spans

MALI, RUSSIA, NIGER, GHANA = 1, 2, 3, 4
BOTH = frozenset({MALI, RUSSIA})


def day(text):
    return date.fromisoformat(text)


def fact(kind, on, actor=None, effective=None):
    return Fact(kind, day(on), actor, day(effective) if effective else None)


def status(rule, facts, on, dimension="force", actor=None):
    """The status on a day; None if there is none."""
    covering = [
        span.status
        for span in spans(rule, facts)
        if (span.dimension, span.actor) == (dimension, actor)
        and span.begins <= day(on)
        and (span.ends is None or span.ends > day(on))
    ]
    assert len(covering) <= 1, "two statuses on one day"
    return covering[0] if covering else None


def signatures(on, *actors, kind=Kind.SIGNATURE):
    return [fact(kind, on, actor) for actor in actors]


def test_a_signed_accord_whose_rule_nobody_knows_is_not_established_for_ever():
    rule, facts = Rule(parties=BOTH), signatures("2025-06-23", MALI, RUSSIA)
    assert status(rule, facts, "2025-06-22") is None
    for later in ("2025-06-23", "2055-01-01"):
        assert status(rule, facts, later) == "not_established"
        assert status(rule, facts, later, "stage") == "signed"
        assert status(rule, facts, later, "standing", MALI) == "signatory"


def test_a_charter_is_in_force_once_the_last_party_has_signed():
    rule = Rule("signature", frozenset({MALI, NIGER}))
    facts = [*signatures("2023-09-16", MALI), *signatures("2023-09-18", NIGER)]
    assert status(rule, facts, "2023-09-17") == "not_established"
    assert status(rule, facts, "2023-09-18") == "in_force"
    assert status(rule, facts, "2023-09-17", "standing", MALI) == "signatory"
    assert status(rule, facts, "2023-09-18", "standing", MALI) == "party"


def test_an_exchange_of_notes_binds_with_the_second_note():
    rule = Rule("consents", BOTH)
    facts = [fact(Kind.NOTE, "2020-01-10", MALI), fact(Kind.NOTE, "2020-02-20", RUSSIA)]
    assert status(rule, facts, "2020-02-19") == "not_established"
    assert status(rule, facts, "2020-02-20") == "in_force"
    assert status(rule, facts, "2020-02-20", "stage") == "consented"
    assert status(rule, facts, "2020-02-20", "standing", RUSSIA) == "party"


def test_initialling_comes_before_signature_and_binds_nobody():
    rule = Rule("signature", BOTH)
    facts = [
        *signatures("2015-03-01", MALI, RUSSIA, kind=Kind.INITIALLING),
        *signatures("2015-05-15", MALI),
    ]
    assert status(rule, facts, "2015-04-01", "stage") == "initialled"
    assert status(rule, facts, "2015-06-01", "stage") == "partly_signed"
    assert status(rule, facts, "2015-06-01") == "not_established"
    assert status(rule, facts, "2015-06-01", "standing", RUSSIA) == "initialled"


def test_the_end_that_one_party_declares_of_a_peace_agreement_ends_nothing():
    rule = Rule("signature", frozenset({MALI, NIGER, GHANA}))
    facts = [
        *signatures("2015-06-20", MALI, NIGER, GHANA),
        fact(Kind.DECLARED_END, "2024-01-25", MALI, effective="2024-01-25"),
    ]
    assert status(rule, facts, "2026-01-01") == "in_force"
    assert status(rule, facts, "2026-01-01", "standing", MALI) == "party"


def test_a_withdrawal_with_a_year_of_notice_leaves_the_treaty_in_force():
    rule = Rule("threshold", frozenset({MALI, NIGER, GHANA}), count=2)
    facts = [
        fact(Kind.RATIFICATION, "1993-07-24", GHANA),
        fact(Kind.RATIFICATION, "1994-01-01", MALI),
        fact(Kind.RATIFICATION, "1995-08-23", NIGER),
        fact(Kind.WITHDRAWAL, "2024-01-29", MALI, effective="2025-01-29"),
    ]
    assert status(rule, facts, "2024-01-28", "standing", MALI) == "party"
    assert status(rule, facts, "2024-01-29", "standing", MALI) == "withdrawing"
    assert status(rule, facts, "2025-01-28", "standing", MALI) == "withdrawing"
    assert status(rule, facts, "2025-01-29", "standing", MALI) == "former"
    assert status(rule, facts, "2026-01-01", "standing", GHANA) == "party"
    assert status(rule, facts, "2026-01-01") == "in_force"


@pytest.mark.parametrize(("effective", "force"), [("2023-06-01", "ended"), (None, "in_force")])
def test_denouncing_a_bilateral_accord_ends_it_on_the_day_a_document_gives_and_only_then(
    effective, force
):
    rule = Rule("signature", BOTH)
    facts = [
        *signatures("2010-05-05", MALI, RUSSIA),
        fact(Kind.DENUNCIATION, "2022-12-01", MALI, effective=effective),
    ]
    assert status(rule, facts, "2022-12-02") == "in_force"
    assert status(rule, facts, "2023-06-01") == force


def test_the_denunciation_of_one_among_three_ends_nothing():
    rule = Rule("signature", frozenset({MALI, RUSSIA, NIGER}))
    facts = [
        *signatures("2010-05-05", MALI, RUSSIA, NIGER),
        fact(Kind.DENUNCIATION, "2022-12-01", MALI, effective="2023-06-01"),
    ]
    assert status(rule, facts, "2024-01-01") == "in_force"


def test_a_threshold_is_reached_by_the_nth_actor_not_by_the_nth_act():
    rule = Rule("threshold", frozenset({MALI, NIGER, GHANA}), count=2)
    facts = [
        fact(Kind.ACCEPTANCE, "2001-01-01", MALI),
        fact(Kind.RATIFICATION, "2002-01-01", MALI),
        fact(Kind.ACCESSION, "2003-01-01", GHANA),
    ]
    assert status(rule, facts, "2002-06-01") == "not_established"
    assert status(rule, facts, "2003-01-01") == "in_force"
    assert status(rule, facts, "2003-01-01", "standing", MALI) == "party"


@pytest.mark.parametrize("kind", [Kind.APPROVAL_LAW, Kind.PROMULGATION])
def test_what_a_parliament_does_at_home_changes_no_status(kind):
    rule, signed = Rule("consents", BOTH), signatures("2025-06-23", MALI, RUSSIA)
    voted = [*signed, fact(kind, "2025-10-01", MALI), fact(kind, "2025-10-01", RUSSIA)]
    assert spans(rule, voted) == spans(rule, signed)


def test_a_date_set_by_the_text_is_not_in_force_until_it_comes():
    rule = Rule("fixed", BOTH, fixed=day("2026-01-01"))
    facts = signatures("2025-06-23", MALI, RUSSIA)
    assert status(rule, facts, "2025-12-31") == "not_in_force"
    assert status(rule, facts, "2026-01-01") == "in_force"


def test_an_entry_that_a_source_states_wins_over_the_computed_one():
    rule = Rule("signature", BOTH)
    facts = [*signatures("2025-06-23", MALI, RUSSIA), fact(Kind.ENTRY, "2025-09-01")]
    assert entry_of(rule, facts).day == day("2025-09-01")
    assert status(rule, facts, "2025-07-01") == "not_established"


def test_a_suspension_of_the_whole_accord_is_lifted_and_one_of_a_single_party_is_not_its_own():
    rule = Rule("signature", BOTH)
    facts = [
        *signatures("2015-01-01", MALI, RUSSIA),
        fact(Kind.SUSPENSION, "2016-01-01"),
        fact(Kind.LIFTING, "2017-01-01"),
        fact(Kind.SUSPENSION, "2018-01-01", MALI),
    ]
    assert status(rule, facts, "2016-06-01") == "suspended"
    assert status(rule, facts, "2017-06-01") == "in_force"
    assert status(rule, facts, "2018-06-01") == "in_force"


def test_after_the_end_nothing_revives_the_accord():
    rule = Rule("signature", BOTH)
    facts = [
        *signatures("2015-01-01", MALI, RUSSIA),
        fact(Kind.TERMINATION, "2020-01-01"),
        fact(Kind.LIFTING, "2021-01-01"),
    ]
    assert status(rule, facts, "2022-01-01") == "ended"


def test_provisional_application_gives_way_to_entry_into_force():
    rule = Rule("stated", BOTH)
    facts = [
        *signatures("2015-01-01", MALI, RUSSIA),
        fact(Kind.PROVISIONAL, "2015-01-01"),
        fact(Kind.ENTRY, "2016-01-01"),
    ]
    assert status(rule, facts, "2015-06-01") == "provisional"
    assert status(rule, facts, "2016-01-01") == "in_force"


def test_signatures_ad_referendum_bind_nobody_until_confirmed():
    rule = Rule(entry="signature", parties=BOTH)
    facts = signatures("2025-01-01", MALI, RUSSIA, kind=Kind.AD_REFERENDUM)
    assert status(rule, facts, "2025-06-01") == "not_established"
    assert status(rule, facts, "2025-06-01", "standing", MALI) == "ad_referendum"
    facts += signatures("2025-07-01", MALI, RUSSIA)
    assert status(rule, facts, "2025-07-01") == "in_force"


def test_what_is_only_announced_begins_nothing():
    rule = Rule(entry="consents", parties=BOTH)
    facts = [Fact(Kind.RATIFICATION, day("2025-01-01"), party, done=False) for party in BOTH]
    facts.append(Fact(Kind.ENTRY, day("2025-02-01"), done=False))
    facts.append(Fact(Kind.EXPIRY, day("2025-03-01"), done=False))
    assert status(rule, facts, "2026-01-01") == "not_established"
    assert status(rule, facts, "2026-01-01", "standing", MALI) is None


def test_a_date_set_by_the_text_waits_for_every_signature():
    rule = Rule(entry="fixed", parties=BOTH, fixed=day("2025-09-01"))
    assert status(rule, signatures("2025-06-01", MALI), "2025-10-01") == "not_established"
    signed = signatures("2025-06-01", MALI, RUSSIA)
    assert status(rule, signed, "2025-07-01") == "not_in_force"
    assert status(rule, signed, "2025-09-01") == "in_force"


def test_who_was_never_bound_leaves_without_having_been_a_party():
    rule = Rule(parties=BOTH)
    facts = signatures("2014-07-16", MALI, RUSSIA)
    facts.append(fact(Kind.DENUNCIATION, "2022-05-02", MALI, "2022-11-02"))
    assert status(rule, facts, "2023-01-01") == "not_established"
    assert status(rule, facts, "2023-01-01", "standing", MALI) == "left"
    assert status(rule, facts, "2023-01-01", "standing", RUSSIA) == "signatory"


def test_a_ratification_binds_from_the_day_of_its_effect():
    rule = Rule(entry="stated")
    facts = [
        fact(Kind.ENTRY, "2002-07-01"),
        fact(Kind.RATIFICATION, "2004-04-16", MALI, "2004-07-01"),
    ]
    assert status(rule, facts, "2004-05-01", "standing", MALI) == "contracting"
    assert status(rule, facts, "2004-07-01", "standing", MALI) == "party"


def test_the_entry_of_a_late_joiner_is_not_that_of_the_accord():
    facts = [fact(Kind.ENTRY, "2010-01-01", NIGER)]
    assert status(Rule(parties=BOTH), facts, "2011-01-01") == "not_established"
    assert status(Rule(parties=BOTH), facts, "2011-01-01", "standing", NIGER) == "party"


def test_a_suspension_that_never_was_is_not_lifted_into_force():
    facts = [fact(Kind.LIFTING, "2010-01-01"), fact(Kind.ENTRY, "2011-01-01")]
    assert status(Rule(), facts, "2010-06-01") == "not_established"


def test_a_witness_has_no_standing():
    rule = Rule(entry="signature", parties=BOTH)
    facts = [*signatures("2015-05-15", MALI, RUSSIA), fact(Kind.WITNESS, "2015-05-15", GHANA)]
    assert status(rule, facts, "2015-05-15") == "in_force"
    assert status(rule, facts, "2015-05-15", "standing", GHANA) is None

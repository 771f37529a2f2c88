"""Accords whose history is public, and what they were on several days.

The acts and days are those that depositaries and the parties themselves have published; the parties
are cut down to those that the case turns on.
"""

from datetime import date

import pytest

from diplomacy.kinds import ActKind as Kind
from diplomacy.status import Delay, Fact, Rule, entry_of, spans

A_YEAR = Delay(12, "months")


def day(text):
    return date.fromisoformat(text)


def acts(*rows):
    """(kind, actor, done) or (kind, actor, done, effective), as Facts; `more` names other fields."""
    return [
        Fact(kind, day(done), actor, *(day(each) for each in effective))
        for kind, actor, done, *effective in rows
    ]


def on(text, rule, facts):
    """What everything was on a day: the accord's "stage" and "force", and each actor by its name."""
    found = {}
    for span in spans(rule, facts):
        if span.begins <= day(text) and (span.ends is None or day(text) < span.ends):
            found[span.actor or span.dimension] = span.status
    return found


def test_mali_and_russia_sign_in_moscow_and_nobody_says_that_it_is_in_force():
    rule = Rule(parties=frozenset({"Mali", "Russia"}))
    facts = acts((Kind.SIGNATURE, "Mali", "2025-06-23"), (Kind.SIGNATURE, "Russia", "2025-06-23"))
    assert on("2025-06-22", rule, facts) == {}
    for later in ("2025-06-23", "2026-11-24"):
        assert on(later, rule, facts) == {
            "stage": "signed",
            "force": "not_established",
            "Mali": "signatory",
            "Russia": "signatory",
        }


def test_the_exchange_of_letters_on_serval_binds_by_its_second_letter():
    rule = Rule("consents", frozenset({"France", "Mali"}))
    facts = acts(
        (Kind.NOTE, "France", "2013-03-07"),
        (Kind.NOTE, "Mali", "2013-03-08"),
        (Kind.DENUNCIATION, "Mali", "2022-05-02"),
    )
    assert on("2013-03-07", rule, facts)["force"] == "not_established"
    assert on("2013-03-07", rule, facts)["France"] == "contracting"
    assert on("2013-03-08", rule, facts) == {
        "stage": "consented",
        "force": "in_force",
        "France": "party",
        "Mali": "party",
    }
    assert on("2024-01-01", rule, facts)["force"] == "in_force"
    assert on("2024-01-01", rule, facts)["Mali"] == "withdrawing"


def test_the_defence_treaty_of_france_and_mali_ends_six_months_after_its_denunciation():
    rule = Rule("stated", frozenset({"France", "Mali"}), notice=Delay(6, "months"))
    facts = acts(
        (Kind.SIGNATURE, "France", "2014-07-16"),
        (Kind.SIGNATURE, "Mali", "2014-07-16"),
        (Kind.DENUNCIATION, "Mali", "2022-05-02", "2022-05-02"),
    )
    facts.append(Fact(Kind.ENTRY, day("2016-11-01")))
    assert on("2015-01-01", rule, facts)["Mali"] == "signatory"
    assert on("2016-11-01", rule, facts)["Mali"] == "party"
    assert on("2022-11-01", rule, facts)["force"] == "in_force", "“at once” was only claimed"
    assert on("2022-11-01", rule, facts)["Mali"] == "withdrawing"
    assert on("2022-11-02", rule, facts)["force"] == "ended"
    assert on("2022-11-02", rule, facts)["France"] == "former"


def test_the_liptako_gourma_charter_is_in_force_as_signed():
    rule = Rule("signature", frozenset({"Burkina Faso", "Mali", "Niger"}))
    facts = acts(*((Kind.SIGNATURE, party, "2023-09-16") for party in rule.parties))
    assert on("2023-09-16", rule, facts)["force"] == "in_force"
    assert on("2023-09-16", rule, facts)["Niger"] == "party"


def test_the_algiers_agreement_outlives_the_end_that_one_party_declares():
    rule = Rule("signature", frozenset({"Mali", "Platform", "CMA"}))
    facts = acts(
        (Kind.INITIALLING, "Mali", "2015-03-01"),
        (Kind.INITIALLING, "Platform", "2015-03-01"),
        (Kind.INITIALLING, "CMA", "2015-05-14"),
        (Kind.SIGNATURE, "Mali", "2015-05-15"),
        (Kind.SIGNATURE, "Platform", "2015-05-15"),
        (Kind.WITNESS, "Algeria", "2015-05-15"),
        (Kind.SIGNATURE, "CMA", "2015-06-20"),
        (Kind.DECLARED_END, "Mali", "2024-01-25", "2024-01-25"),
    )
    assert on("2015-04-01", rule, facts)["stage"] == "initialled"
    assert on("2015-05-20", rule, facts)["CMA"] == "initialled"
    assert on("2015-05-20", rule, facts)["force"] == "not_established"
    assert "Algeria" not in on("2015-06-20", rule, facts)
    for later in ("2015-06-20", "2024-01-25", "2026-01-01"):
        assert on(later, rule, facts)["force"] == "in_force"
        assert on(later, rule, facts)["Mali"] == "party"


def test_three_states_leave_ecowas_a_year_after_their_notice_though_they_said_at_once():
    rule = Rule("threshold", count=9, notice=A_YEAR)
    leaving = ("Burkina Faso", "Mali", "Niger")
    facts = [Fact(Kind.ENTRY, day("1995-08-23"))]
    for state in (*leaving, "Ghana"):
        facts += acts((Kind.SIGNATURE, state, "1993-07-24"), (Kind.ENTRY, state, "1995-08-23"))
    for state in leaving:
        facts += acts((Kind.WITHDRAWAL, state, "2024-01-29", "2024-01-29"))
    assert on("1994-01-01", rule, facts)["Mali"] == "signatory"
    assert on("2024-01-28", rule, facts)["Mali"] == "party"
    assert on("2025-01-28", rule, facts)["Niger"] == "withdrawing"
    assert on("2025-01-29", rule, facts)["Niger"] == "former"
    assert on("2025-01-29", rule, facts)["Ghana"] == "party"
    assert on("2025-01-29", rule, facts)["force"] == "in_force"


def test_a_notice_revoked_in_time_leaves_the_party_where_it_was():
    """South Africa and The Gambia on the Rome Statute: notice in 2016, revoked in 2017."""
    rule = Rule("threshold", count=60, notice=A_YEAR)
    facts = [Fact(Kind.ENTRY, day("2002-07-01"))]
    facts += acts(
        (Kind.RATIFICATION, "South Africa", "2000-11-27"),
        (Kind.WITHDRAWAL, "South Africa", "2016-10-19"),
        (Kind.NOTICE_REVOKED, "South Africa", "2017-03-07"),
        (Kind.RATIFICATION, "Burundi", "2004-09-21"),
        (Kind.WITHDRAWAL, "Burundi", "2016-10-27"),
    )
    assert on("2016-12-01", rule, facts)["South Africa"] == "withdrawing"
    assert on("2017-03-07", rule, facts)["South Africa"] == "party"
    assert on("2018-01-01", rule, facts)["South Africa"] == "party"
    assert on("2017-10-26", rule, facts)["Burundi"] == "withdrawing"
    assert on("2017-10-27", rule, facts)["Burundi"] == "former"


def test_who_comes_back_is_a_party_again_from_the_effect_of_its_accession():
    """Morocco and the Constitutive Act of the African Union's forerunner: left in 1985, back in 2017."""
    rule = Rule("stated", notice=A_YEAR)
    facts = acts(
        (Kind.ENTRY, None, "1963-09-13"),
        (Kind.RATIFICATION, "Morocco", "1963-09-19"),
        (Kind.WITHDRAWAL, "Morocco", "1984-11-12"),
    )
    facts.append(Fact(Kind.ACCESSION, day("2017-01-31"), "Morocco", cycle=2))
    assert on("1970-01-01", rule, facts)["Morocco"] == "party"
    assert on("1985-11-11", rule, facts)["Morocco"] == "withdrawing"
    assert on("1985-11-12", rule, facts)["Morocco"] == "former"
    assert on("2017-01-30", rule, facts)["Morocco"] == "former"
    assert on("2017-01-31", rule, facts)["Morocco"] == "party"


def test_a_succession_binds_from_the_day_of_the_succession_of_states():
    rule = Rule("stated")
    facts = [
        Fact(Kind.ENTRY, day("1951-01-12")),
        Fact(
            Kind.SUCCESSION, day("1993-02-22"), "Czechia", effective=day("1993-01-01"),
            retroactive=True,
        ),
    ]  # fmt: skip
    assert "Czechia" not in on("1992-12-31", rule, facts)
    assert on("1993-01-01", rule, facts)["Czechia"] == "party"
    before = [fact for fact in facts if fact.kind != Kind.SUCCESSION]
    assert "Czechia" not in on("1993-02-01", rule, before)


def test_an_act_that_does_not_say_so_is_never_retroactive():
    rule = Rule("stated")
    facts = acts(
        (Kind.ENTRY, None, "2000-01-01"), (Kind.ACCESSION, "Chad", "2010-06-01", "2010-01-01")
    )
    assert "Chad" not in on("2010-03-01", rule, facts)
    assert on("2010-06-01", rule, facts)["Chad"] == "party"


def test_the_rome_statute_by_its_own_rule():
    """The first day of the month after the sixtieth day following the sixtieth deposit (art. 126)."""
    delay = Delay(60, "day_starts")
    rule = Rule("threshold", count=2, delay=delay, late=delay)
    facts = acts(
        (Kind.RATIFICATION, "Mali", "2000-08-16"),
        (Kind.RATIFICATION, "Niger", "2002-04-11"),
        (Kind.RATIFICATION, "Burkina Faso", "2004-04-16"),
    )
    assert on("2002-04-10", rule, facts)["force"] == "not_established"
    assert on("2002-06-30", rule, facts)["force"] == "not_in_force"
    assert on("2002-06-30", rule, facts)["Mali"] == "contracting"
    assert on("2002-07-01", rule, facts)["Mali"] == "party"
    assert on("2004-06-30", rule, facts)["Burkina Faso"] == "contracting"
    assert on("2004-07-01", rule, facts)["Burkina Faso"] == "party"


def test_fewer_parties_than_the_threshold_do_not_end_an_accord():
    rule = Rule("threshold", count=2, notice=Delay(1))
    facts = acts(
        (Kind.RATIFICATION, "Mali", "2001-01-01"),
        (Kind.RATIFICATION, "Niger", "2002-01-01"),
        (Kind.WITHDRAWAL, "Mali", "2010-01-01"),
    )
    assert on("2020-01-01", rule, facts)["force"] == "in_force"


def test_a_ratification_revoked_before_the_threshold_does_not_count():
    rule = Rule("threshold", count=2)
    facts = acts(
        (Kind.RATIFICATION, "Mali", "2001-01-01"),
        (Kind.CONSENT_REVOKED, "Mali", "2001-06-01"),
        (Kind.RATIFICATION, "Niger", "2002-01-01"),
    )
    assert on("2002-01-01", rule, facts)["force"] == "not_established"
    assert on("2001-05-31", rule, facts)["Mali"] == "contracting"
    assert on("2001-07-01", rule, facts)["Mali"] == "left"
    facts += acts((Kind.RATIFICATION, "Chad", "2003-01-01"))
    assert on("2003-01-01", rule, facts)["force"] == "in_force"
    assert on("2003-01-01", rule, facts)["Chad"] == "party"


def test_the_parties_to_a_treaty_that_needs_all_of_them_are_bound_by_its_stated_entry():
    """The treaty of the West African Economic and Monetary Union, and its one late joiner."""
    rule = Rule("consents", frozenset({"Mali", "Togo", "Guinea-Bissau"}))
    facts = acts(
        (Kind.SIGNATURE, "Mali", "1994-01-10"),
        (Kind.SIGNATURE, "Togo", "1994-01-10"),
        (Kind.ENTRY, None, "1994-08-01"),
        (Kind.ACCESSION, "Guinea-Bissau", "1997-05-02"),
    )
    assert on("1994-07-31", rule, facts)["Togo"] == "signatory"
    assert on("1994-08-01", rule, facts)["Togo"] == "party"
    assert "Guinea-Bissau" not in on("1994-08-01", rule, facts)
    assert on("1997-05-02", rule, facts)["Guinea-Bissau"] == "party"


def test_a_late_joiner_is_not_among_those_whose_consent_the_entry_needed():
    """The same treaty by its own rule: in force once its signatories had ratified, whoever came after."""
    listed = frozenset({"Mali", "Togo", "Guinea-Bissau"})
    facts = acts(
        (Kind.RATIFICATION, "Mali", "1994-06-01"),
        (Kind.RATIFICATION, "Togo", "1994-07-05"),
        (Kind.ACCESSION, "Guinea-Bissau", "1997-05-02"),
    )
    rule = Rule("consents", listed)
    assert on("1994-07-04", rule, facts)["force"] == "not_established"
    assert on("1994-07-05", rule, facts)["force"] == "in_force"
    assert on("1994-07-05", rule, facts)["stage"] == "consented"
    assert on("1997-05-02", rule, facts)["Guinea-Bissau"] == "party"


def test_who_signs_after_the_stated_entry_has_joined_a_text_that_was_in_force():
    """The Algiers agreement was stated to be in force before its last movement signed it."""
    rule = Rule("signature", frozenset({"Mali", "Platform", "CMA"}))
    facts = acts(
        (Kind.SIGNATURE, "Mali", "2015-05-15"),
        (Kind.SIGNATURE, "Platform", "2015-05-15"),
        (Kind.ENTRY, None, "2015-05-15"),
        (Kind.SIGNATURE, "CMA", "2015-06-20"),
    )
    assert not entry_of(rule, facts).differs
    assert on("2015-06-19", rule, facts).get("CMA") is None
    assert on("2015-06-20", rule, facts)["CMA"] == "party"


def test_nobody_is_late_to_a_text_in_force_before_it_was_signed():
    rule = Rule("signature", frozenset({"Mali", "Chad"}), notice=Delay())
    facts = acts((Kind.SIGNATURE, "Mali", "2010-01-01"), (Kind.SIGNATURE, "Chad", "2010-03-01"))
    facts.append(Fact(Kind.ENTRY, day("2010-03-01"), effective=day("2009-12-01")))
    facts += acts((Kind.DENUNCIATION, "Chad", "2020-01-01"))
    assert on("2020-01-01", rule, facts)["force"] == "ended"


def test_a_bilateral_accord_that_another_joined_goes_on_for_those_who_stay():
    rule = Rule("signature", frozenset({"Mali", "Chad", "Niger"}), notice=Delay())
    facts = acts(
        (Kind.SIGNATURE, "Mali", "2010-01-01"),
        (Kind.SIGNATURE, "Chad", "2010-01-01"),
        (Kind.DENUNCIATION, "Chad", "2020-01-01"),
    )
    joins = acts((Kind.ACCESSION, "Niger", "2015-01-01"))
    assert on("2012-01-01", rule, facts + joins)["force"] == "in_force"
    assert on("2020-01-01", rule, facts + joins)["force"] == "in_force"
    too_late = acts((Kind.ACCESSION, "Niger", "2020-01-02"))
    assert on("2020-01-02", rule, facts + too_late)["force"] == "ended"


def test_an_accord_is_signed_once_all_whose_signature_it_waits_for_have_signed():
    bilateral = Rule(parties=frozenset({"Mali", "Chad"}))
    facts = acts((Kind.SIGNATURE, "Mali", "2010-01-01"), (Kind.SIGNATURE, "Chad", "2010-02-01"))
    assert on("2010-01-31", bilateral, facts)["stage"] == "partly_signed"
    assert on("2010-02-01", bilateral, facts)["stage"] == "signed"
    of_three = Rule("signature", frozenset({"Mali", "Chad", "Niger"}))
    assert on("2010-02-01", of_three, facts)["stage"] == "partly_signed"
    open_to_all = Rule("threshold", of_three.parties, count=2)
    assert on("2010-01-01", open_to_all, facts)["stage"] == "signed"


def test_what_is_stated_to_be_in_force_has_been_signed_by_those_it_binds():
    rule = Rule("stated", frozenset({"Mali", "Chad"}))
    facts = acts((Kind.SIGNATURE, "Mali", "2010-01-01"), (Kind.ENTRY, None, "2010-03-01"))
    assert on("2010-02-28", rule, facts)["stage"] == "partly_signed"
    assert on("2010-03-01", rule, facts)["stage"] == "signed"


def test_an_accord_of_which_not_every_party_may_be_named_is_never_complete():
    rule = Rule("signature", frozenset({"Mali", "Chad"}), complete=False)
    facts = acts((Kind.SIGNATURE, "Mali", "2010-01-01"), (Kind.SIGNATURE, "Chad", "2010-01-01"))
    assert on("2010-01-01", rule, facts)["force"] == "not_established"
    assert on("2010-01-01", rule, facts)["stage"] == "partly_signed"


def test_an_accord_applied_provisionally_by_one_and_then_no_more():
    """The Energy Charter Treaty and Russia: applied from 1994, ended in 2009 without ratification."""
    rule = Rule("threshold", count=30)
    facts = acts(
        (Kind.SIGNATURE, "Russia", "1994-12-17"),
        (Kind.PROVISIONAL, "Russia", "1994-12-17"),
        (Kind.ENTRY, None, "1998-04-16"),
        (Kind.PROVISIONAL_END, "Russia", "2009-10-18"),
    )
    assert on("1995-01-01", rule, facts)["Russia"] == "provisional"
    assert on("2000-01-01", rule, facts)["Russia"] == "provisional"
    assert on("2009-10-18", rule, facts)["Russia"] == "signatory"


def test_a_suspension_by_one_party_is_its_own():
    rule = Rule("stated", frozenset({"Russia", "United States"}))
    facts = acts(
        (Kind.SIGNATURE, "Russia", "2010-04-08"),
        (Kind.SIGNATURE, "United States", "2010-04-08"),
        (Kind.ENTRY, None, "2011-02-05"),
        (Kind.SUSPENSION, "Russia", "2023-02-28"),
    )
    assert on("2023-02-27", rule, facts)["Russia"] == "party"
    assert on("2023-03-01", rule, facts)["Russia"] == "suspended"
    assert on("2023-03-01", rule, facts)["United States"] == "party"
    assert on("2023-03-01", rule, facts)["force"] == "in_force"


def test_a_text_with_a_term_ends_by_itself_unless_it_is_renewed():
    facts = acts((Kind.SIGNATURE, "Mali", "2010-01-01"), (Kind.SIGNATURE, "Chad", "2010-01-01"))
    once = Rule("signature", frozenset({"Mali", "Chad"}), term=day("2015-01-01"))
    again = Rule("signature", once.parties, term=once.term, renewed=True)
    assert on("2014-12-31", once, facts)["force"] == "in_force"
    assert on("2015-01-01", once, facts)["force"] == "ended"
    assert on("2015-01-01", once, facts)["Mali"] == "former"
    assert on("2015-01-01", again, facts)["force"] == "in_force"


@pytest.mark.parametrize(
    ("delay", "since", "until"),
    [
        (Delay(), "2024-02-29", "2024-02-29"),
        (Delay(30), "2024-02-10", "2024-03-11"),
        (Delay(1, "months"), "2024-01-31", "2024-02-29"),
        (Delay(12, "months"), "2024-02-29", "2025-02-28"),
        (Delay(0, "month_starts"), "1994-07-05", "1994-08-01"),
        (Delay(2, "month_starts"), "2024-12-31", "2025-03-01"),
        (Delay(60, "day_starts"), "2002-04-11", "2002-07-01"),
    ],
)
def test_a_delay_runs_out_as_treaties_count_it(delay, since, until):
    assert delay.after(day(since)) == day(until)


def test_a_delay_longer_than_the_calendar_has_no_end():
    assert Delay(9999, "months").after(date(9500, 1, 1)) == date.max


def test_a_hundred_and_ninety_five_parties_join_one_by_one():
    actors = range(1, 196)
    rule = Rule("threshold", frozenset(actors), count=60)
    facts = [Fact(Kind.RATIFICATION, date(2001, 1, actor % 28 + 1), actor) for actor in actors]
    everybody = on("2001-02-01", rule, facts)
    assert everybody["force"] == "in_force"
    assert all(everybody[actor] == "party" for actor in actors)

"""What holds for the status of an accord whatever its acts: tried on many that nobody would think of."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from diplomacy.kinds import OF_EITHER, OF_THE_ACCORD, PARTY_KINDS
from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Accord
from diplomacy.models.accord import Unit
from diplomacy.status import FORCES, STAGES, STANDINGS, Delay, Fact, Rule, spans
from diplomacy.status.joining import COMING, joined

ACTORS = (1, 2, 3)
LATECOMER = 4
FIRST = date(2025, 1, 1)
IDLE = (
    Kind.APPROVAL_LAW, Kind.PROMULGATION, Kind.RESERVATION, Kind.DECLARATION, Kind.OBJECTION,
    Kind.RESERVATION_END, Kind.CONTESTATION, Kind.DECLARED_END, Kind.REGISTRATION, Kind.WITNESS,
)  # fmt: skip

days = st.integers(0, 60).map(lambda after: FIRST + timedelta(days=after))
delays = st.builds(Delay, st.integers(0, 3), st.sampled_from(Unit.values))


def facts_of(kinds, actors):
    return st.builds(
        Fact,
        kind=st.sampled_from([kind.value for kind in kinds]),
        day=days,
        actor=actors,
        effective=st.none() | days,
        done=st.booleans(),
        cycle=st.integers(1, 2),
        retroactive=st.booleans(),
    )


facts = st.one_of(
    facts_of(PARTY_KINDS, st.sampled_from(ACTORS)),
    facts_of(OF_THE_ACCORD, st.none()),
    facts_of(OF_EITHER, st.none() | st.sampled_from(ACTORS)),
)
rules = st.builds(
    Rule,
    entry=st.sampled_from(Accord.Entry.values),
    parties=st.frozensets(st.sampled_from(ACTORS)),
    count=st.none() | st.integers(1, 3),
    fixed=st.none() | days,
    delay=delays,
    late=delays,
    notice=st.none() | delays,
    term=st.none() | days,
    renewed=st.booleans(),
    joined=st.frozensets(st.sampled_from(ACTORS), max_size=1),
    complete=st.booleans(),
)
histories = st.lists(facts, max_size=10)


def on(day, found):
    """Every status of a day, by what it is the status of."""
    return {
        (span.dimension, span.actor): span.status
        for span in found
        if span.begins <= day and (span.ends is None or day < span.ends)
    }


@given(rules, histories, st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_entered_is_moot(rule, history, random):
    shuffled = random.sample(history, len(history))
    assert spans(rule, shuffled) == spans(rule, history)


@given(rules, histories)
def test_the_statuses_of_one_thing_follow_each_other_and_never_overlap(rule, history):
    lines = {}
    for span in spans(rule, history):
        lines.setdefault((span.dimension, span.actor), []).append(span)
    for line in lines.values():
        assert all(span.ends is None or span.begins < span.ends for span in line)
        assert all(before.ends and before.ends <= after.begins for before, after in pairwise(line))


@given(rules, histories)
def test_an_accord_has_a_stage_once_reached_and_a_force_for_ever(rule, history):
    for dimension in ("stage", "force"):
        line = [span for span in spans(rule, history) if span.dimension == dimension]
        assert all(before.ends == after.begins for before, after in pairwise(line))
        assert not line or line[-1].ends is None


@given(rules, histories, facts, days)
def test_no_day_depends_on_what_was_announced_and_done_after_it(rule, history, later, day):
    """But of a party that comes late: its first act tells that the entry did not wait for it."""
    tells_who_negotiated = joined(rule, history) != joined(rule, [*history, later])
    speaks_of_the_past = later.retroactive or later.kind == Kind.ENTRY or tells_who_negotiated
    if later.day > day and not speaks_of_the_past:
        assert on(day, spans(rule, [*history, later])) == on(day, spans(rule, history))


comings = facts_of(COMING, st.just(LATECOMER)).map(lambda fact: replace(fact, retroactive=False))


@given(rules, histories, comings, days)
def test_who_joins_later_changes_nothing_before_its_first_act(rule, history, coming, day):
    """Nor does its being listed as a party: whether the desk says that it joined, or its act does."""
    is_told = coming.kind in (Kind.ACCESSION, Kind.SUCCESSION) and coming.done
    told = frozenset() if is_told else {LATECOMER}
    with_it = replace(rule, parties=rule.parties | {LATECOMER}, joined=rule.joined | told)
    if rule.parties and day < coming.day:
        assert on(day, spans(with_it, [*history, coming])) == on(day, spans(rule, history))


@given(rules, histories, facts_of(IDLE, st.sampled_from(ACTORS)), days)
def test_an_act_without_effect_on_treaties_changes_no_status(rule, history, idle, day):
    begun = [fact for fact in history if fact.day <= day]
    if begun:
        assert on(day, spans(rule, [*history, idle])) == on(day, spans(rule, history))


@given(rules, histories, facts)
def test_an_act_entered_twice_counts_once(rule, history, twice):
    once = [*history, twice]
    assert spans(rule, [*once, twice]) == spans(rule, once)


@given(rules, histories)
def test_what_is_unknown_is_never_said_to_be_not_in_force(rule, history):
    """Only a rule whose condition is met, and whose delay runs, says so."""
    claims = [span for span in spans(rule, history) if span.status == "not_in_force"]
    assert not claims or rule.entry == "fixed" or rule.delay.count or rule.delay.unit != "days"


@given(rules, histories)
def test_what_has_ended_stays_ended_and_binds_nobody(rule, history):
    found = spans(rule, history)
    ends = [span.begins for span in found if span.status == "ended"]
    bound = ("party", "withdrawing", "suspended")
    if ends:
        assert not [
            span
            for span in found
            if span.dimension == "standing" and span.status in bound
            if span.ends is None or span.ends > ends[0]
        ]


@given(rules, histories)
def test_every_status_has_words(rule, history):
    words = {"stage": STAGES, "force": FORCES, "standing": STANDINGS}
    assert all(span.status in words[span.dimension] for span in spans(rule, history))

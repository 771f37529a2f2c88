"""What holds for the status of an accord whatever its acts: tried on many that nobody would think of."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

from diplomacy.kinds import ActKind as Kind
from diplomacy.models import Accord
from diplomacy.status import FORCES, STAGES, STANDINGS, Fact, Rule, spans

ACTORS = (1, 2, 3)
days = st.integers(0, 60).map(lambda after: date(2025, 1, 1) + timedelta(days=after))
facts = st.builds(
    Fact,
    kind=st.sampled_from([kind.value for kind in Kind]),
    day=days,
    actor=st.none() | st.sampled_from(ACTORS),
    effective=st.none() | days,
)
rules = st.builds(
    Rule,
    entry=st.sampled_from(Accord.Entry.values),
    parties=st.frozensets(st.sampled_from(ACTORS)),
    count=st.none() | st.integers(1, 3),
    fixed=st.none() | days,
)
histories = st.lists(facts, max_size=8)


@given(rules, histories, st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_entered_is_moot(rule, history, random):
    shuffled = random.sample(history, len(history))
    assert spans(rule, shuffled) == spans(rule, history)


@given(rules, histories)
def test_the_statuses_of_one_thing_touch_and_never_overlap(rule, history):
    lines = {}
    for span in spans(rule, history):
        lines.setdefault((span.dimension, span.actor), []).append(span)
    for line in lines.values():
        assert all(before.ends == after.begins for before, after in pairwise(line))
        assert line[-1].ends is None


@given(rules, histories)
def test_what_is_unknown_is_never_said_to_be_not_in_force(rule, history):
    claims = [span for span in spans(rule, history) if span.status == "not_in_force"]
    assert not claims or rule.entry == "fixed"


@given(rules, histories)
def test_every_status_has_words(rule, history):
    words = {"stage": STAGES, "force": FORCES, "standing": STANDINGS}
    assert all(span.status in words[span.dimension] for span in spans(rule, history))

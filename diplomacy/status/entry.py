"""The day of entry into force: what a source states, and what the text's own rule gives (art. 24).

An entry reckoned from days known only in part is known only in part itself: from a ratification of June
2025 and a delay of thirty days, July 2025, never a day. It counts from the last day that it may be.
"""

from dataclasses import dataclass
from datetime import date

from diplomacy.dates import Precision
from diplomacy.kinds import CONSENTS, FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

from .consents import all_consented, all_signed, when_consented
from .facts import When
from .joining import settle


@dataclass(frozen=True)
class Entry:
    """`met` is the day on which the rule's condition was met, `when_computed` the entry that follows from
    it, `when_stated` the earliest that a source gives, as far as each is known. None: not known."""

    when_stated: When | None = None
    when_computed: When | None = None
    met: date | None = None

    @property
    def stated(self):
        return self.when_stated and self.when_stated.last

    @property
    def computed(self):
        return self.when_computed and self.when_computed.last

    @property
    def when(self):
        """A stated date wins over a computed one."""
        return self.when_stated or self.when_computed

    @property
    def day(self):
        return self.when and self.when.last

    @property
    def differs(self):
        """Whether a source states another day than the text's own rule can give."""
        both = self.when_stated and self.when_computed
        return bool(both and not self.when_stated.may_be(self.when_computed))

    def vague(self):
        """As `facts.vague`, of its day."""
        is_vague = self.when and self.when.precision != Precision.DAY
        return {self.day: self.when.precision} if is_vague else {}


def entry_of(rule, facts):
    """The Entry of an accord."""
    rule = settle(rule, facts)
    met, computed = _met(rule, facts), None
    if met:
        soonest = _met(rule, [_early(fact) for fact in facts])
        about = any(
            fact.precision == Precision.ABOUT and fact.day == met and fact.kind in _MEETING
            for fact in facts
        )
        computed = _after(rule, When(soonest, met, about))
    return Entry(when_stated=_stated(facts), when_computed=computed, met=met)


_MEETING = {*CONSENTS, *FULL_SIGNINGS}


def _early(fact):
    return fact.as_early_as_may_be() if fact.kind in _MEETING else fact


def _after(rule, met):
    if rule.entry != "fixed":
        return rule.delay.after_when(met)
    return When(max(rule.fixed, met.first), max(rule.fixed, met.last), met.about)


def _stated(facts):
    """Of two sources that state one day, the one that knows it best."""
    whens = [
        fact.effect
        for fact in facts
        if fact.kind == Kind.ENTRY and fact.actor is None and fact.effect
    ]
    return min(whens, key=lambda when: (when.last, when.precision != Precision.DAY), default=None)


def _met(rule, facts):
    if rule.entry == "signature" or (rule.entry == "fixed" and rule.fixed):
        return all_signed(rule, facts)
    if rule.entry == "consents":
        return all_consented(rule, facts)
    if rule.entry == "threshold" and rule.count:
        return when_consented(facts, lambda actors: len(actors) >= rule.count)
    return None

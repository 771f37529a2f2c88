"""The day of entry into force: what a source states, and what the text's own rule gives (art. 24)."""

from dataclasses import dataclass
from datetime import date

from diplomacy.kinds import ActKind as Kind

from .consents import all_consented, all_signed, when_consented
from .facts import effects
from .joining import settle


@dataclass(frozen=True)
class Entry:
    """`met` is the day on which the rule's condition was met, `computed` the entry that follows from it,
    `stated` the earliest that a source gives. None: not known."""

    stated: date | None = None
    computed: date | None = None
    met: date | None = None

    @property
    def day(self):
        """A stated date wins over a computed one."""
        return self.stated or self.computed

    @property
    def differs(self):
        """Whether a source states another day than the text's own rule gives."""
        return bool(self.stated and self.computed and self.stated != self.computed)


def entry_of(rule, facts):
    """The Entry of an accord."""
    rule = settle(rule, facts)
    stated = min(effects(facts, Kind.ENTRY), default=None)
    met = _met(rule, facts)
    computed = rule.delay.after(met) if met else None
    if met and rule.entry == "fixed":
        computed = max(rule.fixed, met)
    return Entry(stated=stated, computed=computed, met=met)


def _met(rule, facts):
    if rule.entry == "signature" or (rule.entry == "fixed" and rule.fixed):
        return all_signed(rule, facts)
    if rule.entry == "consents":
        return all_consented(rule, facts)
    if rule.entry == "threshold" and rule.count:
        return when_consented(facts, lambda actors: len(actors) >= rule.count)
    return None

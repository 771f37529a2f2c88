"""From acts to status: a pure function, after the Vienna Convention on the Law of Treaties.

Unknown stays unknown. An accord whose entry into force nobody has stated, and whose own rule is not
known to be met, is *not established*: never *not in force*. A unilateral "end" changes no force; it
stays a claim that the page attributes to whoever made it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .kinds import CONSENTS, EXITS, FULL_SIGNINGS
from .kinds import ActKind as Kind

STAGES = {
    "initialled": _("initialled"),
    "adopted": _("adopted"),
    "ad_referendum": _("signed ad referendum"),
    "signed": _("signed"),
    "consented": _("consented to by all parties"),
}
FORCES = {
    "in_force": _("in force"),
    "provisional": _("applied provisionally"),
    "not_in_force": _("not in force"),
    "not_established": _("entry into force not established"),
    "suspended": _("suspended"),
    "ended": _("ended"),
}
STANDINGS = {
    "initialled": pgettext_lazy("an actor", "has initialled it"),
    "ad_referendum": pgettext_lazy("an actor", "has signed it ad referendum"),
    "signatory": _("signatory"),
    "contracting": _("contracting"),
    "party": _("party"),
    "withdrawing": _("party, withdrawing"),
    "former": _("former party"),
    "left": _("has given notice of leaving, without being established as a party"),
}


@dataclass(frozen=True)
class Fact:
    """An act as the computation sees it; `day` is when it was done, else announced, else effective.

    `done` is False for what is only announced: without a day of effect it begins nothing. A day known
    to the month or the year is the last of that period: until then nobody can say that it was so.
    """

    kind: str
    day: date
    actor: int | None = None
    effective: date | None = None
    done: bool = True

    @property
    def takes_effect(self):
        """When it changes something by itself; None for what is only announced."""
        return self.effective or (self.day if self.done else None)


@dataclass(frozen=True)
class Rule:
    """How the text enters into force (art. 24), and which actors are its parties."""

    entry: str = "unknown"
    parties: frozenset = field(default_factory=frozenset)
    count: int | None = None
    fixed: date | None = None


@dataclass(frozen=True)
class Span:
    """A status from a day on until another (excluded; None: still so). `actor` None: the accord."""

    dimension: str
    status: str
    begins: date
    ends: date | None = None
    actor: int | None = None


def spans(rule, facts):
    """Every status of the accord and of each actor, as Spans in order of time. Order of entry is moot."""
    entry = entry_day(rule, facts)
    force = _line("force", _force_turns(rule, facts, entry))
    ended = next((span.begins for span in force if span.status == "ended"), None)
    found = _line("stage", _stage_turns(rule, facts)) + force
    for actor in sorted({fact.actor for fact in facts if fact.actor}):
        own = [fact for fact in facts if fact.actor == actor]
        found += _line("standing", _standing_turns(rule, own, entry, ended), actor)
    return found


def entry_day(rule, facts):
    """The day of entry into force: a stated one wins over a computed one; None if not established."""
    stated = _days(facts, Kind.ENTRY)
    if stated:
        return min(stated)
    signed, consented = _first_days(facts, FULL_SIGNINGS), _first_days(facts, CONSENTS)
    if rule.entry == "signature":
        return _when_all(rule.parties, signed)
    if rule.entry == "consents":
        return _when_all(rule.parties, consented)
    if rule.entry == "threshold" and rule.count and len(consented) >= rule.count:
        return sorted(consented.values())[rule.count - 1]
    if rule.entry == "fixed" and rule.fixed and (last := _when_all(rule.parties, signed)):
        return max(rule.fixed, last)
    return None


def _first_days(facts, kinds):
    """The first day on which each actor did an act of these kinds."""
    days = {}
    for fact in facts:
        if fact.kind in kinds and fact.actor and fact.done:
            days[fact.actor] = min(fact.day, days.get(fact.actor, fact.day))
    return days


def _when_all(parties, days):
    return max(days[party] for party in parties) if parties and parties <= days.keys() else None


def _days(facts, *kinds):
    """When acts of the accord as a whole, of these kinds, took effect."""
    return [
        fact.takes_effect
        for fact in facts
        if fact.kind in kinds and fact.actor is None and fact.takes_effect
    ]


def _stage_turns(rule, facts):
    turns = [(day, 1, "adopted") for day in _days(facts, Kind.ADOPTION)]
    for rank, status, kinds in (
        (0, "initialled", (Kind.INITIALLING,)),
        (2, "ad_referendum", (Kind.AD_REFERENDUM,)),
        (3, "signed", FULL_SIGNINGS),
    ):
        turns += [(day, rank, status) for day in _first_days(facts, kinds).values()]
    if consented := _when_all(rule.parties, _first_days(facts, CONSENTS)):
        turns.append((consented, 4, "consented"))
    return _rising(turns)


def _rising(turns):
    """A stage once reached is not left for a lower one."""
    found = []
    for turn in sorted(turns):
        if not found or turn[1] > found[-1][1]:
            found.append(turn)
    return found


def _force_turns(rule, facts, entry):
    """(day, rank, status): of two turns of one day, the higher rank is the one that holds."""
    if not facts:
        return []
    start = min(fact.day for fact in facts)
    turns = [(start, 0, "not_established")]
    signed = _when_all(rule.parties, _first_days(facts, FULL_SIGNINGS))
    if rule.entry == "fixed" and rule.fixed and signed and signed < rule.fixed:
        turns.append((signed, 1, "not_in_force"))
    if entry:
        turns.append((entry, 2, "in_force"))
    turns += [
        (day, 1, "provisional")
        for day in _days(facts, Kind.PROVISIONAL)
        if not (entry and day >= entry)
    ]
    suspended = _days(facts, Kind.SUSPENSION)
    turns += [(day, 4, "suspended") for day in suspended]
    turns += [
        (day, 5, "in_force")
        for day in _days(facts, Kind.LIFTING)
        if entry and any(entry <= earlier <= day for earlier in suspended)
    ]
    ends = _days(facts, Kind.TERMINATION, Kind.EXPIRY) + _bilateral_ends(rule, facts, entry)
    if ends:
        turns = [turn for turn in turns if turn[0] < min(ends)] + [(min(ends), 6, "ended")]
    return turns


def _bilateral_ends(rule, facts, entry):
    """An exit ends an accord of two parties on the day a document gives, and only then (art. 54, 56)."""
    if entry is None or len(rule.parties) != 2:
        return []
    return [
        fact.effective
        for fact in facts
        if fact.kind in EXITS and fact.done and fact.actor in rule.parties
        if fact.effective and fact.effective >= entry
    ]


def _standing_turns(rule, own, entry, ended):
    """Who only mediates, guarantees or witnesses has no standing by signing."""
    turns = []
    for fact in own:
        if fact.done:
            turns += _joining_turns(rule, fact, entry)
        if fact.kind == Kind.ENTRY and fact.takes_effect:
            turns.append((fact.takes_effect, 3, "party"))
    bound = min((day for day, _rank, status in turns if status == "party"), default=None)
    for fact in own:
        if fact.kind in EXITS and fact.done:
            turns += _exit_turns(fact, bound)
    if ended and bound and bound < ended:
        turns = [turn for turn in turns if turn[0] < ended] + [(ended, 6, "former")]
    return turns


def _joining_turns(rule, fact, entry):
    signs = fact.kind in FULL_SIGNINGS and (fact.actor in rule.parties or not rule.parties)
    turns = []
    if fact.kind == Kind.INITIALLING:
        turns.append((fact.day, 0, "initialled"))
    if fact.kind == Kind.AD_REFERENDUM:
        turns.append((fact.day, 0, "ad_referendum"))
    if signs:
        turns.append((fact.day, 1, "signatory"))
    if fact.kind in CONSENTS:
        turns.append((fact.day, 2, "contracting"))
    if entry and (fact.kind in CONSENTS or (signs and rule.entry in ("signature", "stated"))):
        turns.append((max(fact.takes_effect, entry), 3, "party"))
    return turns


def _exit_turns(fact, bound):
    """Notified, then effective; whoever was not bound leaves without having been a party."""
    if bound is None or fact.day < bound:
        return [(fact.day, 4, "left")]
    return [(fact.day, 4, "withdrawing")] + (
        [(fact.effective, 5, "former")] if fact.effective else []
    )


def _line(dimension, turns, actor=None):
    """Turns in time, as spans that touch; a turn that changes nothing is no turn."""
    found = []
    for day, _rank, status in sorted(turns):
        if found and found[-1].status == status:
            continue
        if found:
            found[-1] = Span(dimension, found[-1].status, found[-1].begins, day, actor)
        found.append(Span(dimension, status, day, None, actor))
    return [span for span in found if span.begins != span.ends]

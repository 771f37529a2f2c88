"""From acts to status: a pure function, after the Vienna Convention on the Law of Treaties.

Unknown stays unknown. An accord whose entry into force nobody has stated, and whose own rule is not
known to be met, is *not established*: never *not in force*. A unilateral "end" changes no force; it
stays a claim that the page attributes to whoever made it.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from .models.act import CONSENTS, EXITS, SIGNINGS
from .models.act import Act as _Act

Kind = _Act.Kind

STAGES = {
    "initialled": _("initialled"),
    "adopted": _("adopted"),
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
    "initialled": _("initialled"),
    "signatory": _("signatory"),
    "contracting": _("contracting"),
    "party": _("party"),
    "withdrawing": _("party, withdrawing"),
    "former": _("former party"),
}


@dataclass(frozen=True)
class Fact:
    """An act as the computation sees it; `day` is when it was done, else announced, else effective.

    `done` is False for what is only announced: it begins nothing by itself.
    """

    kind: str
    day: date
    actor: int | None = None
    effective: date | None = None
    done: bool = True


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
    stated = [fact.effective or fact.day for fact in facts if fact.kind == Kind.ENTRY]
    if stated:
        return min(stated)
    signed, consented = _first_days(facts, SIGNINGS), _first_days(facts, CONSENTS)
    if rule.entry == "signature":
        return _when_all(rule.parties, signed)
    if rule.entry == "consents":
        return _when_all(rule.parties, consented)
    if rule.entry == "threshold" and rule.count and len(consented) >= rule.count:
        return sorted(consented.values())[rule.count - 1]
    if rule.entry == "fixed" and signed and rule.fixed:
        return max(rule.fixed, min(signed.values()))
    return None


def _first_days(facts, kinds):
    """The first day on which each actor did an act of these kinds."""
    days = {}
    for fact in facts:
        if fact.kind in kinds and fact.actor:
            days[fact.actor] = min(fact.day, days.get(fact.actor, fact.day))
    return days


def _when_all(parties, days):
    return max(days[party] for party in parties) if parties and parties <= days.keys() else None


def _days(facts, *kinds):
    return [fact.day for fact in facts if fact.kind in kinds]


def _stage_turns(rule, facts):
    turns = []
    for status, kinds in (
        ("initialled", (Kind.INITIALLING,)),
        ("adopted", (Kind.ADOPTION,)),
        ("signed", SIGNINGS),
    ):
        days = _days(facts, *kinds)
        if days:
            turns.append((min(days), len(turns), status))
    consented = _when_all(rule.parties, _first_days(facts, CONSENTS))
    if consented:
        turns.append((consented, 9, "consented"))
    return turns


def _force_turns(rule, facts, entry):
    """(day, rank, status): of two turns of one day, the higher rank is the one that holds."""
    if not facts:
        return []
    start = min(fact.day for fact in facts)
    waiting = rule.entry == "fixed" and entry and entry > start
    turns = [(start, 0, "not_in_force" if waiting else "not_established")]
    if entry:
        turns.append((entry, 2, "in_force"))
    for fact in facts:
        day = fact.effective or fact.day
        if fact.kind == Kind.PROVISIONAL and not (entry and day >= entry):
            turns.append((day, 1, "provisional"))
        elif fact.kind == Kind.SUSPENSION and fact.actor is None:
            turns.append((day, 4, "suspended"))
        elif fact.kind == Kind.LIFTING and fact.actor is None and entry:
            turns.append((day, 5, "in_force"))
        elif fact.kind in (Kind.TERMINATION, Kind.EXPIRY) or _ends_bilateral(rule, fact):
            turns.append((day, 6, "ended"))
    ends = [day for day, _rank, status in turns if status == "ended"]
    return [turn for turn in turns if not ends or turn[0] < min(ends) or turn[2] == "ended"]


def _ends_bilateral(rule, fact):
    """An exit ends an accord of two parties on the day a document gives, and only then (art. 54, 56)."""
    return (
        fact.kind in EXITS
        and fact.effective
        and len(rule.parties) == 2
        and fact.actor in rule.parties
    )


def _standing_turns(rule, own, entry, ended):
    """Who only mediates, guarantees or witnesses has no standing by signing."""
    turns = []
    for fact in own:
        signs = fact.kind in SIGNINGS and (fact.actor in rule.parties or not rule.parties)
        if fact.kind == Kind.INITIALLING:
            turns.append((fact.day, 0, "initialled"))
        if signs:
            turns.append((fact.day, 1, "signatory"))
        if fact.kind in CONSENTS:
            turns.append((fact.day, 2, "contracting"))
        if entry and (fact.kind in CONSENTS or (signs and rule.entry in ("signature", "stated"))):
            turns.append((max(fact.day, entry), 3, "party"))
        if fact.kind in EXITS:
            turns += _exit_turns(fact)
    bound = [day for day, _rank, status in turns if status == "party"]
    if ended and bound and min(bound) < ended:
        turns = [turn for turn in turns if turn[0] < ended] + [(ended, 6, "former")]
    return turns


def _exit_turns(fact):
    """Notified, then effective; an exit only announced is neither."""
    turns = [(fact.day, 4, "withdrawing")] if fact.done else []
    return turns + ([(fact.effective, 5, "former")] if fact.effective else [])


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

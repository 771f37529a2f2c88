"""Whether an accord is in force: apart from its stage, and never guessed."""

from diplomacy.kinds import CONSENTS, ENDS
from diplomacy.kinds import ActKind as Kind

from .facts import effects, holds, line, vague
from .leaving import notices


def force_line(rule, facts, entry):
    """The force of an accord since its first act, as Spans."""
    if not facts:
        return []
    begun, stopped = effects(facts, Kind.PROVISIONAL), effects(facts, Kind.PROVISIONAL_END)
    suspended, lifted = effects(facts, Kind.SUSPENSION), effects(facts, Kind.LIFTING)
    ended = _end(rule, facts, entry)
    awaited = entry.computed and not entry.stated

    def force_on(day):
        if ended and ended <= day:
            return "ended"
        if entry.day and entry.day <= day:
            return "suspended" if holds(day, suspended, lifted) else "in_force"
        if holds(day, begun, stopped):
            return "suspended" if holds(day, suspended, lifted) else "provisional"
        if awaited and entry.met <= day < entry.when.first:
            return "not_in_force"
        return "not_established"  # within the time in which it may have entered, too

    days = [facts[0].day, entry.met, entry.day, awaited and entry.when.first, ended]
    known = vague(facts) | entry.vague()
    return line("force", [*days, *begun, *stopped, *suspended, *lifted], force_on, vague=known)


def _end(rule, facts, entry):
    """The day on which the accord ended. Fewer parties than a threshold asked for end nothing (art. 55)."""
    ends = [*effects(facts, *ENDS), *_bilateral_ends(rule, facts, entry)]
    if rule.term and not rule.renewed and entry.day and entry.day <= rule.term:
        ends.append(rule.term)
    return min(ends, default=None)


def _bilateral_ends(rule, facts, entry):
    """The exit of one of two parties ends their accord on the day of its effect, and only then; unless
    somebody else had joined it, for whom it goes on."""
    if not rule.is_bilateral or entry.day is None:
        return
    others = [fact.day for fact in facts if fact.done and _joins(rule, fact)]
    for party in rule.negotiators:
        for notice in notices(rule, [fact for fact in facts if fact.actor == party]):
            takes_effect = notice.leaves and not notice.revoked and notice.leaves >= entry.day
            if takes_effect and not any(day <= notice.leaves for day in others):
                yield notice.leaves


def _joins(rule, fact):
    return fact.kind in CONSENTS and fact.actor not in rule.negotiators

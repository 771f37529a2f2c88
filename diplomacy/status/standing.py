"""What an accord is to each actor: from its initials to its exit, and again if it comes back."""

from itertools import groupby
from operator import attrgetter

from .cycle import Cycle
from .facts import line


def standing_lines(rule, facts, entry, ended):
    """The standings of every actor that acts name, as Spans, by actor."""
    by_actor = {}
    if entry.stated and rule.is_bilateral:
        by_actor = {party: [] for party in rule.negotiators}
    for fact in facts:
        if fact.actor:
            by_actor.setdefault(fact.actor, []).append(fact)
    found = []
    for actor, own in sorted(by_actor.items()):
        found += _line_of(actor, [Cycle(actor, part, rule, entry, ended) for part in _parts(own)])
    return found


def _parts(own):
    """What the actor did each time it came; nothing at all is once nothing."""
    cycle = attrgetter("cycle")
    return [list(facts) for _, facts in groupby(sorted(own, key=cycle), cycle)] or [[]]


def _line_of(actor, cycles):
    def standing_on(day):
        """That of the last time it came; until this gives one, it is what it was before."""
        found = (cycle.standing_on(day) for cycle in reversed(cycles))
        return next(filter(None, found), None)

    days = [day for cycle in cycles for day in cycle.days()]
    known = {day: how for cycle in cycles for day, how in cycle.vague().items()}
    return line("standing", days, standing_on, actor, known)

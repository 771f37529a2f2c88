"""Who negotiated a text, and who joined it once it was there: the consent of these, no entry waits for."""

from dataclasses import replace

from diplomacy.kinds import CONSENTS, FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

from .facts import effects

COMING = (Kind.INITIALLING, Kind.AD_REFERENDUM, *FULL_SIGNINGS, *CONSENTS)
JOINING = (Kind.ACCESSION, Kind.SUCCESSION)


def settle(rule, facts):
    """The Rule with all who joined later told apart: those it names, and those whose acts say so."""
    return replace(rule, joined=rule.joined | joined(rule, facts))


def joined(rule, facts):
    """Parties that only ever acceded or succeeded, or that came after a stated entry into force which
    two others at least had come before: of a retroactive one, nobody is late."""
    came = {}
    for fact in facts:
        if fact.actor in rule.parties and fact.done and fact.kind in COMING:
            came.setdefault(fact.actor, []).append(fact)
    first = {party: min(fact.day for fact in own) for party, own in came.items()}
    stated = min(effects(facts, Kind.ENTRY), default=None)
    late = {party for party, day in first.items() if stated and day > stated}
    if len(first) - len(late) < 2:
        late = set()
    acceded = {party for party, own in came.items() if all(each.kind in JOINING for each in own)}
    return frozenset(late | acceded)

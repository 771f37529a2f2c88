"""Who had signed, and who had consented to be bound, by which day."""

from diplomacy.kinds import CONSENTS, EXITS, FULL_SIGNINGS
from diplomacy.kinds import ActKind as Kind

UNDOING = (Kind.CONSENT_REVOKED, *EXITS)


def first_days(facts, kinds):
    """The first day on which each actor did an act of these kinds."""
    days = {}
    for fact in facts:
        if fact.kind in kinds and fact.actor and fact.done:
            days[fact.actor] = min(fact.day, days.get(fact.actor, fact.day))
    return days


def all_signed(rule, facts):
    """The day on which the last of those who negotiated signed; None while one of them is missing."""
    signed = first_days(facts, FULL_SIGNINGS)
    if rule.names_everybody and rule.negotiators <= signed.keys():
        return max(signed[party] for party in rule.negotiators)
    return None


def when_consented(facts, enough):
    """The first day on which `enough(actors)` held of those whose consent stood; None if never.

    A consent revoked, or of somebody who has given notice of leaving, does not stand. Of what was
    done on one day, consents come last: whoever revokes and ratifies anew on that day has consented.
    """
    turns = sorted(
        (fact.day, fact.kind in CONSENTS, fact.actor)
        for fact in facts
        if fact.done and fact.actor and fact.kind in (*CONSENTS, *UNDOING)
    )
    standing = set()
    for day, consents, actor in turns:
        (standing.add if consents else standing.discard)(actor)
        if consents and enough(standing):
            return day
    return None


def all_consented(rule, facts):
    """The day on which the consent of all who negotiated stood; None if it never did."""
    if not rule.names_everybody:
        return None
    return when_consented(facts, lambda actors: rule.negotiators <= actors)

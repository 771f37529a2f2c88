"""Which facts of an accord the public record holds, and from when to when."""

from .models.participation import Participation
from .status import Fact, Rule


def rule(accord):
    """The accord's entry rule and parties, as the computation wants them."""
    parties = accord.participations.filter(role=Participation.Role.PARTY)
    return Rule(
        entry=accord.entry_rule,
        parties=frozenset(parties.values_list("actor_id", flat=True)),
        count=accord.entry_count,
        fixed=accord.entry_on,
    )


def intervals(accord):
    """(from, until, facts) for each stretch of time in which the same acts were public; until None: open."""
    windows = [
        (start, end, fact)
        for act in accord.acts.prefetch_related("citations__source")
        if (fact := _fact(act))
        for start, end in _windows(act)
    ]
    edges = sorted({edge for start, end, _fact in windows for edge in (start, end) if edge})
    for start, end in zip(edges, [*edges, None][1:], strict=True):
        facts = {
            fact for begin, stop, fact in windows if begin <= start and (not stop or stop > start)
        }
        if facts:
            yield start, end, sorted(facts, key=lambda fact: (fact.day, fact.kind, fact.actor or 0))


def _fact(act):
    day = act.done_on or act.announced_on or act.effective_on
    if day is None:
        return None
    return Fact(act.kind, day, act.actor_id, act.effective_on, done=act.done_on is not None)


def _windows(act):
    """When the act was public: from its release, or while a supporting citation and its source were."""
    found = [(act.released_at, act.replaced_at)] if act.released_at else []
    for citation in act.citations.all():
        if citation.contradicts or not (citation.public_from and citation.source.public_from):
            continue
        ends = (citation.public_until, citation.source.public_until, act.replaced_at)
        start = max(citation.public_from, citation.source.public_from)
        end = min((moment for moment in ends if moment), default=None)
        if end is None or end > start:
            found.append((start, end))
    return found

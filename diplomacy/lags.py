"""Exits and entries announced on one day, notified on another, in effect on a third: all three told."""

from dataclasses import dataclass

from . import knowledge
from .dates import spell
from .kinds import EXITS, ActKind

TOLD = (*EXITS, ActKind.ENTRY)


@dataclass(frozen=True)
class Lag:
    """`announced`, `notified` and `effective` are days in words, "" where nobody tells them; `actors`
    did the same on the same days, none for the entry into force of the accord as a whole."""

    kind: ActKind
    announced: str
    notified: str
    effective: str
    actors: list

    @property
    def is_exit(self):
        return self.kind in EXITS


def lags(accord, acts):
    """The Lags among `acts` of the `accord`: where the days differ, or one is told and another is not."""
    rule = knowledge.rule(accord)
    found = {}
    for act in acts:
        if act.kind in TOLD and _differ(act, *(effect := knowledge.effect(rule, act))):
            days = (act.announced_spelt, act.done_spelt, spell(*effect))
            found.setdefault((ActKind(act.kind), *days), []).append(act.actor)
    return [Lag(*days, actors=list(filter(None, actors))) for days, actors in found.items()]


def _differ(act, effective, _precision):
    """An announcement that nobody is known to have followed up is the widest of differences."""
    days = {act.announced_on, act.done_on, effective} - {None}
    return len(days) > 1 or (act.kind in EXITS and act.done_on is None and bool(days))

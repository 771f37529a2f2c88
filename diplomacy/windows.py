"""When a fact stood in the record: from its release, or while a source that readers have supports it."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from .kinds import ActKind
from .models.accord import TERMS


@dataclass(frozen=True)
class Window:
    """When a fact stood in the record: `begins`–`replaced` (or its source taken back); `ends`: its source
    was withdrawn."""

    begins: datetime
    replaced: datetime | None
    ends: datetime | None

    @property
    def is_empty(self):
        return any(end and end <= self.begins for end in (self.replaced, self.ends))

    def is_open(self, known, now):
        """Whether who reads at `now` learns of the fact what was known at `known`."""
        stood = self.begins <= known and not (self.replaced and self.replaced <= known)
        return stood and not (self.ends and self.ends <= now)


def of_act(act):
    """The Windows of an act. What took the place of another one has stood since then, whatever it is
    cited to."""
    found = _own(act, act.replaced_at)
    if act.since:
        found = [replace(window, begins=max(window.begins, act.since)) for window in found]
    return [window for window in found if not window.is_empty]


def of_participation(participation, participations, acts):
    """Those of its own, and those of the acts of the accord that show it."""
    found = [window for window in _own(participation) if not window.is_empty]
    for act in acts:
        if shows(act, participation, participations):
            found += of_act(act)
    return found


def shows(act, participation, participations):
    """Whether the act tells that its actor takes part so. To sign as a witness shows one quality, that
    entered first; any other act shows a party."""
    if act.actor_id != participation.actor_id:
        return False
    if participation.is_party or act.kind != ActKind.WITNESS:
        return participation.is_party and act.kind != ActKind.WITNESS
    others = (each.pk for each in participations if _is_other(each, participation))
    return participation.pk == min(others)


def _is_other(each, participation):
    return each.actor_id == participation.actor_id and not each.is_party


def of_terms(accord):
    """(Window, what the text provides as it was then) for an accord with its `versions`."""
    for window in _own(accord):
        for terms, since, until in _versions(accord):
            begins = max(window.begins, since) if since else window.begins
            version = replace(window, begins=begins, replaced=_first(window.replaced, until))
            if not version.is_empty:
                yield version, terms


def _versions(accord):
    """(terms, since, until) in order of time; the last is the accord itself."""
    kept = []
    for row in accord.versions:
        if not kept or _terms(kept[-1]) != _terms(row):
            kept.append(row)
    starts = [None, *(row.history_date for row in kept[1:]), None]
    rows = [*kept[:-1], accord]
    return [(row, *edges) for row, edges in zip(rows, pairwise(starts), strict=True)]


def _terms(row):
    return [getattr(row, name) for name in TERMS]


def _first(*moments):
    return min(filter(None, moments), default=None)


def _own(fact, replaced=None):
    """From its release, or while a supporting citation and its source are public."""
    found = [Window(fact.released_at, replaced, None)] if fact.released_at else []
    for citation in fact.citations.all():
        if window := None if citation.contradicts else citation.window:
            found.append(Window(window[0], _first(replaced, citation.taken_back_at), window[1]))
    return found

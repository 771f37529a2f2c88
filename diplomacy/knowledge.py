"""Which facts of an accord the public record holds, and from when to when."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import Prefetch, prefetch_related_objects

from . import status
from .dates import Precision, last_day
from .kinds import EXITS, ActKind
from .models.participation import Participation
from .status import Delay, Fact, Rule


def gather(accords):
    """Read what is asked of these accords below: three queries for all of them."""
    from .models import Act, Citation

    cited = Prefetch("citations", Citation.objects.select_related("source"))
    acts = Prefetch("acts", Act.objects.with_since().prefetch_related(cited))
    prefetch_related_objects(accords, "participations", acts)


def rule(accord):
    """The accord's entry rule and parties, as the computation wants them."""
    roles = accord.participations.all()
    parties = (each.actor_id for each in roles if each.role == Participation.Role.PARTY)
    return Rule(
        entry=accord.entry_rule,
        parties=frozenset(parties),
        count=accord.entry_count,
        fixed=accord.entry_on,
        delay=Delay(accord.entry_delay or 0, accord.entry_unit),
        late=Delay(accord.late_delay or 0, accord.late_unit),
        notice=_notice(accord),
        term=accord.ends_on,
        renewed=bool(accord.renewal_months),
    )


def exit_rule(accord):
    """The part of the Rule that exits rest on; no query."""
    return Rule(notice=_notice(accord))


def _notice(accord):
    if accord.notice_delay is None:
        return None
    return Delay(accord.notice_delay, accord.notice_unit)


def entry(accord, acts):
    """The Entry into force that these acts of the accord, and its rule, give."""
    return status.entry_of(rule(accord), [fact for act in acts if (fact := fact_of(act))])


def spans(accord, acts):
    """Every status that these acts of the accord, all that are known, amount to, as Spans; no query
    once its participants are read."""
    return status.spans(rule(accord), [fact for act in acts if (fact := fact_of(act))])


@dataclass(frozen=True)
class Window:
    """When an act stood in the record: `begins`–`replaced` (or its source taken back); `ends`: its source
    was withdrawn."""

    begins: datetime
    replaced: datetime | None
    ends: datetime | None

    @property
    def is_empty(self):
        return any(end and end <= self.begins for end in (self.replaced, self.ends))

    def is_open(self, known, now):
        """Whether who reads at `now` learns of the act what was known at `known`."""
        stood = self.begins <= known and not (self.replaced and self.replaced <= known)
        return stood and not (self.ends and self.ends <= now)


@dataclass(frozen=True)
class Stretch:
    """The facts of an accord known from one moment until another, told to who reads within two others.

    None: no bound.
    """

    known_from: datetime
    known_until: datetime | None
    read_from: datetime | None
    read_until: datetime | None
    facts: set


def stretches(accord):
    """The Stretches of an accord that was `gather`ed, those of one reading time after another."""
    told = [
        (window, fact)
        for act in accord.acts.all()
        if (fact := fact_of(act))
        for window in _windows(act)
    ]
    ends = sorted({window.ends for window, _fact in told if window.ends})
    for read_from, read_until in pairwise([None, *ends, None]):
        standing = [
            (window, fact)
            for window, fact in told
            if not (window.ends and read_from and window.ends <= read_from)
        ]
        edges = sorted(
            edge
            for edge in {each for window, _fact in standing for each in _edges(window)}
            if not read_until or edge < read_until
        )
        for known_from, known_until in pairwise([*edges, None]):
            facts = {fact for window, fact in standing if window.is_open(known_from, known_from)}
            if facts:
                yield Stretch(known_from, known_until, read_from, read_until, facts)


def _edges(window):
    return filter(None, (window.begins, window.replaced))


def force_were_it_public(accord, source, moment):
    """The status of the accord at a moment, were what is cited to `source` public by then."""
    acts = list(accord.acts.with_since().prefetch_related("citations__source"))
    opening = {act.pk for act in acts if _is_held_by(act, source)}
    facts = {
        fact
        for act in acts
        if (fact := fact_of(act))
        and (act.pk in opening or _is_public(act, moment.now))
        and act.replaced_by_id not in opening
    }
    for span in status.spans(rule(accord), facts):
        covers = span.begins <= moment.day and (span.ends is None or span.ends > moment.day)
        if span.dimension == "force" and span.actor is None and covers:
            return span.status
    return None


def _is_public(act, now):
    return any(window.is_open(now, now) for window in _windows(act))


def _is_held_by(act, source):
    """Whether publishing the source would make the act public: it supports it, and it still stands."""
    return act.is_standing and any(
        citation.source_id == source.pk and not (citation.contradicts or citation.taken_back_at)
        for citation in act.citations.all()
    )


def fact_of(act):
    """The act as the computation sees it; None without any date."""
    effective = last_day(act.effective_on, act.effective_precision)
    done = last_day(act.done_on, act.done_precision)
    day = done or last_day(act.announced_on, act.announced_precision) or effective
    if day is None:
        return None
    return Fact(
        kind=act.kind,
        day=day,
        actor=act.actor_id,
        effective=effective,
        done=done is not None,
        cycle=act.cycle,
        retroactive=act.retroactive,
        exact=act.done_precision == Precision.DAY,
    )


def effect(rule, act):
    """(day, precision) on which the act takes effect, None if nothing establishes it.

    A stated entry into force is itself an effect. Of an exit it is the day that the text's notice or
    a document gives, never one merely claimed.
    """
    if act.kind == ActKind.ENTRY and act.effective_on is None:
        return act.done_on, act.done_precision
    if act.kind not in EXITS:
        return act.effective_on, act.effective_precision
    fact = fact_of(act)
    leaves = status.exit_day(rule, fact) if fact and fact.done else None
    by_its_own_words = leaves and leaves == fact.effective
    return leaves, act.effective_precision if by_its_own_words else Precision.DAY


def _windows(act):
    """From its release, or while a supporting citation and its source are public. What took the place
    of another act has stood since then, whatever it is cited to."""
    found = [Window(act.released_at, act.replaced_at, None)] if act.released_at else []
    for citation in act.citations.all():
        if window := None if citation.contradicts else citation.window:
            begins, ends = window
            left = (act.replaced_at, citation.taken_back_at)
            found.append(Window(begins, min(filter(None, left), default=None), ends))
    if act.since:
        found = [replace(window, begins=max(window.begins, act.since)) for window in found]
    return [window for window in found if not window.is_empty]

"""Which facts of an accord the public record holds, and from when to when."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import Prefetch, prefetch_related_objects

from . import status, windows
from .dates import Precision, last_day
from .kinds import EXITS, ActKind
from .status import Delay, Fact, Rule


def gather(accords):
    """Read what is asked of these accords below: six queries for all of them."""
    from .models import Accord, Act, Citation, Participation

    cited = Prefetch("citations", Citation.objects.select_related("source"))
    acts = Prefetch("acts", Act.objects.with_since().prefetch_related(cited))
    parts = Prefetch("participations", Participation.objects.prefetch_related(cited))
    prefetch_related_objects(accords, parts, acts, cited)
    versions = {accord.pk: [] for accord in accords}
    for row in Accord.history.filter(id__in=versions).order_by("history_date", "history_id"):
        versions[row.id].append(row)
    for accord in accords:
        accord.versions = versions[accord.pk]


def rule(accord):
    """The accord's entry rule and parties, as the computation wants them: what the accord in hand
    provides, and those of its `participations`, read `with_publicity`, that readers know of."""
    parts = accord.participations.all()
    return _rule(accord, parts, [each for each in parts if each.is_public])


def _rule(terms, parts, known):
    """Of all who take part, `known` may be named; `terms` None: nothing is told of the text."""
    from .models import Accord

    terms = terms or Accord()
    parties = [each for each in known if each.is_party]
    hidden = {each.pk for each in parts if each.is_party and each.awaited}
    return replace(
        exit_rule(terms),
        entry=terms.entry_rule,
        parties=frozenset(each.actor_id for each in parties),
        joined=frozenset(each.actor_id for each in parties if each.joined_later),
        complete=hidden <= {each.pk for each in parties},
        count=terms.entry_count,
        fixed=terms.entry_on,
        delay=Delay(terms.entry_delay or 0, terms.entry_unit),
        late=Delay(terms.late_delay or 0, terms.late_unit),
    )


def exit_rule(accord):
    """The part of the Rule that exits rest on; no query."""
    return Rule(
        notice=_delay(accord.notice_delay, accord.notice_unit),
        term=accord.ends_on,
        renewed=accord.renewal_months or 0,
        renewal_notice=_delay(accord.renewal_notice_delay, accord.renewal_notice_unit),
    )


def _delay(count, unit):
    """None: the text has no such clause that we know of."""
    return None if count is None else Delay(count, unit)


def entry(accord, acts):
    """The Entry into force that these acts of the accord, and its rule, give."""
    return status.entry_of(rule(accord), [fact for act in acts if (fact := fact_of(act))])


def spans(accord, acts):
    """Every status that these acts of the accord, all that are known, amount to, as Spans; no query
    once its participants are read."""
    return status.spans(rule(accord), [fact for act in acts if (fact := fact_of(act))])


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
    rule: Rule


def stretches(accord):
    """The Stretches of an accord that was `gather`ed, those of one reading time after another."""
    told = list(_told(accord))
    parts = accord.participations.all()
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
            known = [fact for window, fact in standing if window.is_open(known_from, known_from)]
            if facts := {fact for fact in known if isinstance(fact, Fact)}:
                rule = _rule_of(known, parts)
                yield Stretch(known_from, known_until, read_from, read_until, facts, rule)


def _told(accord):
    """(Window, what is told in it): Facts, Participations, and what the text provides."""
    acts, parts = accord.acts.all(), accord.participations.all()
    for act in acts:
        if fact := fact_of(act):
            yield from ((window, fact) for window in windows.of_act(act))
    for each in parts:
        yield from ((window, each) for window in windows.of_participation(each, parts, acts))
    yield from windows.of_terms(accord)


def _rule_of(known, parts):
    from .models import Participation

    parties = [each for each in known if isinstance(each, Participation)]
    others = (each for each in known if not isinstance(each, Fact | Participation))
    return _rule(next(others, None), parts, parties)


def _edges(window):
    return filter(None, (window.begins, window.replaced))


def force_were_it_public(accord, source, moment):
    """The status of the accord at a moment, were what is cited to `source` public by then."""

    def is_told(fact, found):
        return _is_held_by(fact, source) or any(
            each.is_open(moment.now, moment.now) for each in found
        )

    gather([accord])
    acts = [act for act in accord.acts.all() if is_told(act, windows.of_act(act))]
    opening = {act.pk for act in acts if _is_held_by(act, source)}
    acts = [act for act in acts if act.replaced_by_id not in opening]
    parts = accord.participations.all()
    known = [
        each
        for each in parts
        if is_told(each, windows.of_participation(each, parts, acts))
        or any(windows.shows(act, each, parts) for act in acts)
    ]
    has_terms = is_told(accord, [window for window, _terms in windows.of_terms(accord)])
    rule = _rule(accord if has_terms else None, parts, known)
    for span in status.spans(rule, {fact for act in acts if (fact := fact_of(act))}):
        covers = span.begins <= moment.day and (span.ends is None or span.ends > moment.day)
        if span.dimension == "force" and span.actor is None and covers:
            return span.status
    return None


def _is_held_by(fact, source):
    """Whether publishing the source would make the fact public: it supports it, and it still stands."""
    return getattr(fact, "is_standing", True) and any(
        citation.source_id == source.pk and not (citation.contradicts or citation.taken_back_at)
        for citation in fact.citations.all()
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
        precision=act.done_precision if done else _precision_without_deed(act),
        effective_precision=act.effective_precision,
    )


def _precision_without_deed(act):
    return act.announced_precision if act.announced_on else act.effective_precision


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

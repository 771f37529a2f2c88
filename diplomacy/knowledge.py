"""Which facts of an accord the public record holds, and from when to when."""

from calendar import monthrange
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from . import status
from .dates import Precision
from .kinds import EXITS, ActKind
from .models.participation import Participation
from .status import Delay, Fact, Rule


def gather(accords):
    """Read what is asked of these accords below: three queries for all of them."""
    from .models import Act, Citation

    cited = Prefetch("citations", Citation.objects.select_related("source"))
    acts = Prefetch("acts", Act.objects.prefetch_related(cited))
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


def intervals(accord):
    """(from, until, facts) for each stretch of time in which the same acts were public; until None: open.

    The accord was `gather`ed."""
    windows = [
        (start, end, fact)
        for act in accord.acts.all()
        if (fact := fact_of(act))
        for start, end in _windows(act)
    ]
    edges = sorted({edge for start, end, _fact in windows for edge in (start, end) if edge})
    for start, end in zip(edges, [*edges, None][1:], strict=True):
        facts = {
            fact for begin, stop, fact in windows if begin <= start and (not stop or stop > start)
        }
        if facts:
            yield start, end, facts


def force_were_it_public(accord, source, moment):
    """The status of the accord at a moment, were what is cited to `source` public by then."""
    facts = {
        fact
        for act in accord.acts.prefetch_related("citations__source")
        if (fact := fact_of(act)) and (_is_public(act, moment.now) or _is_held_by(act, source))
    }
    for span in status.spans(rule(accord), facts):
        covers = span.begins <= moment.day and (span.ends is None or span.ends > moment.day)
        if span.dimension == "force" and span.actor is None and covers:
            return span.status
    return None


def _is_public(act, now):
    return any(start <= now and (not end or now < end) for start, end in _windows(act))


def _is_held_by(act, source):
    """Whether publishing the source would make the act public: it supports it, and it still stands."""
    return act.replaced_at is None and any(
        citation.source_id == source.pk and not citation.contradicts
        for citation in act.citations.all()
    )


def fact_of(act):
    """The act as the computation sees it; None without any date."""
    effective = _last_day(act.effective_on, act.effective_precision)
    done = _last_day(act.done_on, act.done_precision)
    day = done or _last_day(act.announced_on, act.announced_precision) or effective
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


def _last_day(day, precision):
    """The last day of what is known only to the month or the year."""
    if day and precision == Precision.YEAR:
        return date(day.year, 12, 31)
    if day and precision == Precision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


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

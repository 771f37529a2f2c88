"""What the computation knows of an accord: its rule, and what was done; and what it answers."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from diplomacy.dates import Precision, first_day, precision_between
from diplomacy.kinds import ActKind as Kind


@dataclass(frozen=True)
class When:
    """A day as far as it is known: it lies from `first` to `last`, or is `about` the last."""

    first: date
    last: date
    about: bool = False

    @property
    def precision(self):
        return Precision.ABOUT if self.about else precision_between(self.first, self.last)

    def may_be(self, other):
        """Whether both may be one day. About a day: up to a month before or after it."""
        first, last = self._reach
        other_first, other_last = other._reach
        return first <= other_last and other_first <= last

    @property
    def _reach(self):
        month = 31 if self.about else 0
        first, last = self.first.toordinal() - month, self.last.toordinal() + month
        return first, last


@dataclass(frozen=True)
class Delay:
    """A time that the text counts from a day, in "days" or in "months"; "day_starts" and "month_starts"
    run on to the first day of the next month. None of anything: that day itself."""

    count: int = 0
    unit: str = "days"

    def after(self, day):
        """The day on which the delay has run out; date.max if it lies beyond the calendar."""
        try:
            in_days = self.unit in ("days", "day_starts")
            end = day + timedelta(self.count) if in_days else _months_after(day, self.count)
            return end if self.unit in ("days", "months") else _months_after(end.replace(day=1), 1)
        except (OverflowError, ValueError):
            return date.max

    def after_when(self, when):
        """The same of a day known only in part."""
        return When(self.after(when.first), self.after(when.last), when.about)


def _months_after(day, months):
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Rule:
    """What the text provides (art. 24, 54, 56), and which actors are its parties.

    `entry` is a value of Accord.Entry; `count` the consents of a threshold; `fixed` the date of entry
    that the text sets; `delay` runs from the moment its condition is met, `late` from the consent of
    whoever joins after it, `notice` from a notice of exit (None: no clause is known). `term` is the
    day on which the text ends by itself, unless it is `renewed` tacitly, for so many months at a time
    (0: never); `renewal_notice` is how long before the end of a term that has to be refused. `joined` are
    the parties that came later, whose consent no entry waits for; `complete` is False where more parties
    are known than may be named.
    """

    entry: str = "unknown"
    parties: frozenset = field(default_factory=frozenset)
    count: int | None = None
    fixed: date | None = None
    delay: Delay = Delay()
    late: Delay = Delay()
    notice: Delay | None = None
    term: date | None = None
    renewed: int = 0
    renewal_notice: Delay | None = None
    joined: frozenset = frozenset()
    complete: bool = True

    @property
    def negotiators(self):
        return self.parties - self.joined

    @property
    def names_everybody(self):
        """Whether "all parties" can be said: nobody makes an accord alone."""
        return self.complete and len(self.negotiators) > 1

    @property
    def is_bilateral(self):
        return self.complete and len(self.negotiators) == 2 and self.entry != "threshold"

    @property
    def needs_everybody(self):
        """Whether the text enters into force only once every party is bound."""
        return self.is_bilateral or self.entry in ("signature", "consents", "fixed")

    @property
    def signature_binds(self):
        return self.entry in ("signature", "fixed")

    def term_refused(self, day):
        """The end of the first term whose renewal a notice given on `day` comes in time to refuse; None
        if the text says nothing of it."""
        if not (self.term and self.renewed and self.renewal_notice):
            return None
        earliest = self.renewal_notice.after(day)
        months = (earliest.year - self.term.year) * 12 + earliest.month - self.term.month
        number = max(months // self.renewed, 0)
        while (end := Delay(number * self.renewed, "months").after(self.term)) < earliest:
            number += 1
        return end


@dataclass(frozen=True)
class Fact:
    """An act as the computation sees it; `day` is when it was done, else announced, else effective.

    `done` is False for what is only announced: without a day of effect it begins nothing. A day known
    to the month or the year (`precision`) is the last of that period: until then nobody can say that it
    was so, and no notice of exit is reckoned from it.
    `cycle` counts the times that an actor came: 2 once it has left and come back.
    """

    kind: str
    day: date
    actor: int | None = None
    effective: date | None = None
    done: bool = True
    cycle: int = 1
    retroactive: bool = False
    precision: str = Precision.DAY
    effective_precision: str = Precision.DAY

    @property
    def is_exact(self):
        return self.precision == Precision.DAY

    @property
    def when(self):
        """The When of its day."""
        first = first_day(self.day, self.precision)
        return When(first, self.day, self.precision == Precision.ABOUT)

    @property
    def takes_effect(self):
        """When it changes something, not before it was done unless it says so; None: not by itself."""
        if self.effective is None:
            return self.day if self.done else None
        if self.retroactive or self.kind == Kind.ENTRY:
            return self.effective
        return max(self.effective, self.day)

    @property
    def effect(self):
        """The When of what `takes_effect` gives; None: not by itself."""
        if self.takes_effect is None or self.takes_effect != self.effective:
            return self.when if self.takes_effect else None
        first = first_day(self.effective, self.effective_precision)
        return When(first, self.effective, self.effective_precision == Precision.ABOUT)

    def as_early_as_may_be(self):
        """The same, done on the first day on which it may have been done."""
        return replace(self, day=self.when.first, precision=Precision.DAY)

    def sort_key(self):
        return (
            self.day,
            self.kind,
            str(self.actor or ""),
            self.cycle,
            self.effective or date.min,
            self.done,
            self.retroactive,
            self.precision,
            self.effective_precision,
        )


@dataclass(frozen=True)
class Span:
    """A status from a day on until another (excluded; None: still so). `actor` None: the accord.

    A day known in part is the last that it may be; its precision says so.
    """

    dimension: str
    status: str
    begins: date
    ends: date | None = None
    actor: int | None = None
    begins_precision: str = Precision.DAY
    ends_precision: str = Precision.DAY


def vague(facts):
    """{day: precision} of the days on which something may change that are known only in part."""
    whens = [when for fact in facts for when in (fact.when, fact.effect) if when]
    return {when.last: when.precision for when in whens if when.precision != Precision.DAY}


def line(dimension, days, status_on, actor=None, vague=None):
    """The Spans of one thing: its status is asked on each of `days` on which it may change, of which
    `vague` says how precisely those are known that are known only in part."""
    found, last, known = [], None, vague or {}
    for day in sorted({day for day in days if day and day < date.max}):
        status = status_on(day)
        if status == last:
            continue
        precision = known.get(day, Precision.DAY)
        if last:
            found[-1] = replace(found[-1], ends=day, ends_precision=precision)
        if status:
            found.append(Span(dimension, status, day, None, actor, precision))
        last = status
    return found


def effects(facts, *kinds):
    """When acts of the accord as a whole, of these kinds, took effect, in order of time."""
    return sorted(
        fact.takes_effect
        for fact in facts
        if fact.kind in kinds and fact.actor is None and fact.takes_effect
    )


def holds(day, begun, ended):
    """Whether on `day` what began on one of the days `begun` had not ended since."""
    last = max((each for each in begun if each <= day), default=None)
    return last is not None and not any(last <= each <= day for each in ended)

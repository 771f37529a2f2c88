"""What the computation knows of an accord: its rule, and what was done; and what it answers."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from diplomacy.kinds import ActKind as Kind


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
    day on which the text ends by itself, unless it is `renewed` tacitly. `joined` are the parties that
    came later, whose consent no entry waits for; `complete` is False where more parties are known than
    may be named.
    """

    entry: str = "unknown"
    parties: frozenset = field(default_factory=frozenset)
    count: int | None = None
    fixed: date | None = None
    delay: Delay = Delay()
    late: Delay = Delay()
    notice: Delay | None = None
    term: date | None = None
    renewed: bool = False
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


@dataclass(frozen=True)
class Fact:
    """An act as the computation sees it; `day` is when it was done, else announced, else effective.

    `done` is False for what is only announced: without a day of effect it begins nothing. A day known
    to the month or the year is the last of that period: until then nobody can say that it was so;
    `exact` is False then, and no delay is reckoned from it.
    `cycle` counts the times that an actor came: 2 once it has left and come back.
    """

    kind: str
    day: date
    actor: int | None = None
    effective: date | None = None
    done: bool = True
    cycle: int = 1
    retroactive: bool = False
    exact: bool = True

    @property
    def takes_effect(self):
        """When it changes something, not before it was done unless it says so; None: not by itself."""
        if self.effective is None:
            return self.day if self.done else None
        if self.retroactive or self.kind == Kind.ENTRY:
            return self.effective
        return max(self.effective, self.day)

    def sort_key(self):
        return (
            self.day,
            self.kind,
            str(self.actor or ""),
            self.cycle,
            self.effective or date.min,
            self.done,
            self.retroactive,
            self.exact,
        )


@dataclass(frozen=True)
class Span:
    """A status from a day on until another (excluded; None: still so). `actor` None: the accord."""

    dimension: str
    status: str
    begins: date
    ends: date | None = None
    actor: int | None = None


def line(dimension, days, status_on, actor=None):
    """The Spans of one thing: its status is asked on each of `days` on which it may change."""
    found, last = [], None
    for day in sorted({day for day in days if day and day < date.max}):
        status = status_on(day)
        if status == last:
            continue
        if last:
            found[-1] = replace(found[-1], ends=day)
        if status:
            found.append(Span(dimension, status, day, actor=actor))
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

"""An accord's life as a picture and as a table: what was announced, done, in effect, and its force."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from . import knowledge
from .axis import Axis
from .dates import Precision, spell
from .kinds import ActKind
from .status import FORCES

MOST_ROWS = 30
SENSES = ("announced", "done", "effective")


@dataclass(frozen=True)
class Step:
    """`number` acts of one kind on one day, or in one year or decade where there are too many of them.

    `sense` is "announced", "done" or "effective"; `actor` is named where it is one act of one actor.
    """

    day: object
    spelt: str
    sense: str
    kind: str
    number: int
    actor: object = None


@dataclass(frozen=True)
class Mark:
    """The place of a step in the picture; `size` grows with the number of its acts."""

    x: float
    sense: str
    size: float


@dataclass(frozen=True)
class Band:
    """A stretch of the accord's force in the picture, in per cent of its width."""

    x: float
    width: float
    force: str
    since: str  # in words, no more precise than it is known, as is `until`: "" for still so
    until: str

    @property
    def words(self):
        return FORCES[self.force]


@dataclass(frozen=True)
class Timeline:
    steps: list
    marks: list
    bands: list
    ticks: list
    now: float  # where the day of the page lies

    @property
    def forces(self):
        """Each force that the bands show, once."""
        return list(dict.fromkeys(band.force for band in self.bands))


def timeline(accord, acts, spans, day):
    """The Timeline of public `acts` and of the force among `spans`; None where all is of one day."""
    moments = _moments(knowledge.rule(accord), acts)
    days = {moment for moment, *_rest in moments}
    if len(days) < 2:
        return None
    axis = Axis(min(days), max(days | {day}))
    steps = _steps(moments)
    return Timeline(
        steps=steps,
        marks=_marks(axis, moments),
        bands=[_band(axis, span, day) for span in spans if span.dimension == "force"],
        ticks=axis.ticks(),
        now=axis.x(day),
    )


def _moments(rule, acts):
    """(day, precision, sense, act) for each day that the acts tell of, in order of time."""
    found = []
    for act in acts:
        announced = act.announced_on, act.announced_precision
        done = act.done_on, act.done_precision
        effective = knowledge.effect(rule, act)
        if act.kind == ActKind.ENTRY and effective == done:
            done = None, None
        days = (announced, done, effective)
        for sense, (day, precision) in zip(SENSES, days, strict=True):
            if day:
                found.append((day, precision, sense, act))
    return sorted(found, key=lambda moment: (moment[0], SENSES.index(moment[2]), moment[3].pk))


def _steps(moments):
    """Grouped by day; by year, then by decade, where that leaves too many rows."""
    for group in (_by_day, _by_year, _by_decade):
        groups = {}
        for day, precision, sense, act in moments:
            key = (*group(day, precision), sense, act.kind)
            groups.setdefault(key, []).append((day, act))
        if len(groups) <= MOST_ROWS:
            break
    return [
        Step(
            day=members[0][0],
            spelt=spelt,
            sense=sense,
            kind=ActKind(kind).label,
            number=len(members),
            actor=members[0][1].actor if len(members) == 1 else None,
        )
        for (spelt, sense, kind), members in groups.items()
    ]


def _by_day(day, precision):
    return (spell(day, precision),)


def _by_year(day, precision):
    return (spell(day, Precision.YEAR),)


def _by_decade(day, precision):
    return (f"{day.year // 10 * 10}–{day.year // 10 * 10 + 9}",)


def _marks(axis, moments):
    """One for each place and sense: many acts of one day make a larger one."""
    counted = Counter((axis.x(day), sense) for day, _precision, sense, _act in moments)
    return [
        Mark(x, sense, round(min(4 + number**0.5, 10), 1)) for (x, sense), number in counted.items()
    ]


def _band(axis, span, day):
    until = span.ends if span.ends and span.ends <= day else None
    ends = [axis.x(span.begins), axis.x(until or max(day, span.begins + timedelta(1)))]
    return Band(
        x=min(ends),
        width=round(max(ends) - min(ends), 2),
        force=span.status,
        since=spell(span.begins, span.begins_precision),
        until=spell(until, span.ends_precision),
    )

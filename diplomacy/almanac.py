"""What the public record brings to the days to come: anniversaries of signings, expiries, effects."""

from dataclasses import dataclass
from datetime import date

from .dates import years_before
from .kinds import SIGNINGS
from .models import Act
from .models.act import ROUND_YEARS


@dataclass(frozen=True)
class Due:
    """A dated thing of the record; `years` since the signing for an anniversary, else 0."""

    day: date
    act: Act
    years: int = 0


def between(first, last, now):
    """Everything due from `first` to `last`, both included, by day; one query.

    A signing by several parties on one day has one anniversary.
    """
    acts = Act.objects.public(now)
    found = acts.anniversaries(first, last) | acts.taking_effect(first, last)
    due = {}
    for act in found.select_related("accord", "actor").order_by("pk"):
        for each in (*_effects(act), *_anniversaries(act, first.year, last.year)):
            if first <= each.day <= last:
                due.setdefault((each.day, act.accord_id, *_what(each)), each)
    return sorted(due.values(), key=lambda each: (each.day, -each.years, each.act.pk))


def _what(due):
    return (due.years,) if due.years else (due.act.kind, due.act.actor_id)


def _effects(act):
    if act.effective_on and act.effective_precision == "day":
        yield Due(act.effective_on, act)
    elif act.kind == Act.Kind.EXPIRY and act.done_on and act.done_precision == "day":
        yield Due(act.done_on, act)


def _anniversaries(act, first_year, last_year):
    if act.kind in SIGNINGS and act.done_on and act.done_precision == "day":
        for years in ROUND_YEARS:
            if first_year <= act.done_on.year + years <= last_year:
                yield Due(years_before(act.done_on, -years), act, years)

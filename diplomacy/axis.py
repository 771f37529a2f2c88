"""A line of time across a picture: where a day lies on it, and which days are named below it."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language_bidi

MARGIN = 5  # per cent of the picture's width, on either side
MOST_TICKS = 5
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)  # months


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


class Axis:
    """From `first` to `last`, two different days; right to left where the language is written so."""

    def __init__(self, first, last):
        self.first, self.last = first, last
        self.backwards = get_language_bidi()

    def x(self, day):
        """Where a day lies, in per cent of the picture's width; days beyond lie at the ends."""
        share = (day - self.first).days / (self.last - self.first).days
        place = MARGIN + min(max(share, 0), 1) * (100 - 2 * MARGIN)
        return round(100 - place if self.backwards else place, 2)

    def ticks(self):
        """At most five Ticks at round months or years; the two ends where no round day lies between."""
        for step in STEPS:
            days = self._round_days(step)
            if len(days) <= MOST_TICKS:
                break
        if len(days) < 2:
            return [Tick(self.x(day), format_date(day, "j M Y")) for day in (self.first, self.last)]
        form = "Y" if step % 12 == 0 else "M Y"
        return [Tick(self.x(day), format_date(day, form)) for day in days]

    def _round_days(self, step):
        """The firsts of months between the ends, `step` months apart, round years first."""
        start = self.first.year * 12 // step * step
        found = []
        for month in range(start, self.last.year * 12 + 12, step):
            day = date(max(month // 12, 1), month % 12 + 1, 1)
            if self.first <= day <= self.last:
                found.append(day)
        return found

"""A year, a month or a day of the archive, in the desk's time zone."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format


@dataclass(frozen=True)
class Period:
    """Of a year alone, of a month of it, or of a day of that. Raises ValueError for no such day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        date(self.year, self.month or 1, self.day or 1)

    @property
    def first(self):
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self):
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def moments(self):
        """Its first instant and its last."""
        zone = timezone.get_default_timezone()
        return (
            datetime.combine(self.first, time.min, zone),
            datetime.combine(self.last, time.max, zone),
        )

    @property
    def name(self):
        """In the language of the page: "2025", "juin 2025", "23 juin 2025"."""
        form = "DATE_FORMAT" if self.day else "F Y" if self.month else "Y"
        return date_format(self.first, form)

    @property
    def short(self):
        """Among its neighbours: "2025", "juin", "23"."""
        return date_format(self.first, "j" if self.day else "F" if self.month else "Y")

    @property
    def address(self):
        known = [part for part in (self.year, self.month, self.day) if part]
        return reverse(f"articles:archive_{('year', 'month', 'day')[len(known) - 1]}", args=known)

    @property
    def around(self):
        """The periods that it lies in, widest first."""
        if self.day:
            return [Period(self.year), Period(self.year, self.month)]
        return [Period(self.year)] if self.month else []

    @property
    def parts(self):
        """The months of a year, the days of a month; a day has none."""
        if self.day:
            return []
        if self.month:
            return [Period(self.year, self.month, day) for day in range(1, self.last.day + 1)]
        return [Period(self.year, month) for month in range(1, 13)]

    @property
    def before(self):
        """The one of its kind before it; None before the first year."""
        return self._of_its_kind(self.first - timedelta(days=1)) if self.first.year > 1 else None

    @property
    def after(self):
        return self._of_its_kind(self.last + timedelta(days=1)) if self.last.year < 9999 else None

    def meets(self, first, last):
        """Whether it has a day between these two days."""
        return self.first <= last and first <= self.last

    def _of_its_kind(self, day):
        return Period(day.year, self.month and day.month, self.day and day.day)

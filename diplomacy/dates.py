"""Days known only in part: a date and how precisely it is known."""

import re
from calendar import monthrange
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from diplomacy.spelling import fold

MONTHS = {
    name: number
    for names in (
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}
ABOUT = re.compile(r"(?:vers(?: le)?|environ|about|circa|ca\.?|v\.)\s+", re.I)
ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.A)
SLASHED = re.compile(r"(?:(?P<day>\d{1,2})[/.])?(?P<month>\d{1,2})[/.](?P<year>\d{4})", re.A)
SPELT = re.compile(r"(?:(?P<day>\d{1,2})(?:er)? )?(?P<month>[a-z]+) (?P<year>\d{4})", re.A)


class BadDay(ValueError):
    """Words that are no day, month or year."""


class Precision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    ABOUT = "about", _("about that day")


def spell(day, precision=Precision.DAY):
    """A day in words of the active language, no more precise than it is known; "" for None."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.MONTH:
        return date_format(day, "F Y")
    words = full_day(day)
    if precision == Precision.ABOUT:
        return pgettext("an approximate date", "about %(day)s") % {"day": words}
    return words


def write(day, precision=Precision.DAY):
    """A day as `read` takes it: "2025-06-23", "2025-06", "2025", "vers 2025-06-23"; "" for None."""
    if day is None:
        return ""
    if precision == Precision.ABOUT:
        return f"vers {day.isoformat()}"
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)
    return day.isoformat()[:length]


def read(text):
    """(day, precision) of a day as people type it: 2025-06-23, 23/06/2025, 1er juin 2025, 2025-06, 2025,
    vers 2025-06-23. A month stands on its first day, a year on its first of January; (None, "day") for
    nothing typed. Raises BadDay for all else.
    """
    text = text.strip()
    if not text:
        return None, Precision.DAY
    bare = ABOUT.sub("", text, count=1) if ABOUT.match(text) else text
    found = ISO.fullmatch(bare) or SLASHED.fullmatch(bare) or SPELT.fullmatch(fold(bare))
    if not found:
        raise BadDay(text)
    year, month, day = (found[name] for name in ("year", "month", "day"))
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    if bare != text:
        if precision != Precision.DAY:
            raise BadDay(text)
        precision = Precision.ABOUT
    number = int(month or 1) if (month or "1").isdigit() else MONTHS.get(month, 0)
    try:
        return date(int(year), number, int(day or 1)), precision
    except ValueError as error:
        raise BadDay(text) from error


def full_day(day, form="DATE_FORMAT"):
    """A day in the words of the active language; in French the first of a month is "1er"."""
    words = date_format(day, form)
    if day.day == 1 and get_language() == "fr":
        return re.sub(r"\b1\b", "1er", words, count=1)
    return words


def day_of(moment):
    """The day on which a moment falls in the time zone of the desk."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def years_before(day, years):
    """The same day of the year `years` earlier; a 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def last_day(day, precision):
    """The last day of what is known only to the month or the year: until then nobody can say that it
    was so. None for None."""
    if day and precision == Precision.YEAR:
        return date(day.year, 12, 31)
    if day and precision == Precision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def first_day(day, precision):
    """The first day of what is known only to the month or the year: it may have been so from then on."""
    if precision == Precision.YEAR:
        return date(day.year, 1, 1)
    return day.replace(day=1) if precision == Precision.MONTH else day


def precision_between(first, last):
    """How precisely a day is known that lies somewhere from `first` to `last`."""
    if first == last:
        return Precision.DAY
    if first.year != last.year:
        return Precision.ABOUT
    return Precision.MONTH if first.month == last.month else Precision.YEAR


def spell_since(day, precision):
    """ "since 4 August 1984", "since 1984"."""
    exact = precision == Precision.DAY
    words = pgettext("a day", "since %(day)s") if exact else pgettext("a time", "since %(day)s")
    return words % {"day": spell(day, precision)}


def spell_until(day, precision):
    """ "until 4 August 1984", "until 1984"."""
    words = {
        Precision.DAY: pgettext("a day", "until %(day)s"),
        Precision.ABOUT: pgettext("an approximate date", "until %(day)s"),
    }.get(precision, pgettext("a time", "until %(day)s"))
    return words % {"day": spell(day, precision)}


def day_field(verbose_name, help_text=""):
    return models.DateField(verbose_name, null=True, blank=True, help_text=help_text)


def precision_field(verbose_name=None):
    return models.CharField(
        verbose_name or _("precision"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
    )

"""Days known only in part: a date and how precisely it is known."""

import re
from calendar import monthrange
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _


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

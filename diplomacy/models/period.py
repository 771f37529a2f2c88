"""From when to when something was so, each end as precisely as it is known."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from diplomacy.dates import (
    Precision,
    day_field,
    last_day,
    precision_field,
    spell,
    spell_since,
    spell_until,
)


def known_precisions(name):
    """The constraint, of this name, that each end is known to a degree that we have words for."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(
            begun_precision__in=Precision.values, ended_precision__in=Precision.values
        ),
    )


class Period(models.Model):
    """The day of its end belongs to what follows. An end that nobody knows leaves it open."""

    begun_on = day_field(_("from"))
    begun_precision = precision_field(_("precision of the beginning"))
    ended_on = day_field(_("until"))
    ended_precision = precision_field(_("precision of the end"))

    class Meta:
        abstract = True

    @property
    def is_dated(self):
        return bool(self.begun_on or self.ended_on)

    @property
    def _ends(self):
        """(first day, first day after it), at the end of what each is known to."""
        return (
            last_day(self.begun_on, self.begun_precision) or date.min,
            last_day(self.ended_on, self.ended_precision) or date.max,
        )

    def has_begun(self, day):
        return self._ends[0] <= day

    def has_ended(self, day):
        return self._ends[1] <= day

    def covers(self, day):
        return self.has_begun(day) and not self.has_ended(day)

    def overlaps(self, other):
        """Whether some day belongs to both."""
        (begins, ends), (other_begins, other_ends) = self._ends, other._ends
        return begins < other_ends and other_begins < ends

    @property
    def spelt(self):
        """Its ends in words: "since …", "until …", both, or ""."""
        return self.spelt_on(date.max)

    def spelt_on(self, day):
        """The same as it could be told on `day`: an end that had not come is left out."""
        begun = spell(self.begun_on, self.begun_precision)
        ended = spell(self.ended_on, self.ended_precision) if self.has_ended(day) else ""
        if begun and ended:
            return f"{begun} – {ended}"
        if ended:
            return spell_until(self.ended_on, self.ended_precision)
        return spell_since(self.begun_on, self.begun_precision) if begun else ""

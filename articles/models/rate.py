"""What a foreign currency was worth in CFA francs, on a day. The euro is fixed and has no row."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

#: The parity set by the accord of 1994, kept with the euro since 1 January 1999.
EURO = Decimal("655.957")


class RateQuerySet(models.QuerySet):
    def get_by_natural_key(self, currency, day):
        return self.get(currency=currency, day=day)

    def on(self, currency, day):
        """The latest rate entered for `currency` up to `day`, or None."""
        return self.filter(currency=currency, day__lte=day).order_by("-day").first()


class Rate(models.Model):
    class Currency(models.TextChoices):
        DOLLAR = "USD", _("US dollar")

    currency = models.CharField(
        _("currency"), max_length=3, choices=Currency.choices, default="USD"
    )
    day = models.DateField(_("day"))
    francs = models.DecimalField(
        _("CFA francs for one"), max_digits=9, decimal_places=3, help_text=_("For instance 563.25.")
    )

    objects = RateQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(
                name="rate_once_a_day",
                fields=["currency", "day"],
                violation_error_message=_("There is a rate for that day already."),
            ),
            models.CheckConstraint(name="rate_is_positive", condition=Q(francs__gt=0)),
        ]

    def __str__(self):
        return f"{self.currency} {self.day}: {self.francs}"

    def natural_key(self):
        return (self.currency, self.day)

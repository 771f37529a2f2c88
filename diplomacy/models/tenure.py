"""Who held which function, and when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .office import Office
from .person import Person


class TenureQuerySet(models.QuerySet):
    def get_by_natural_key(self, person, office, begun_on):
        return self.get(person__slug=person, office__slug=office, begun_on=begun_on)


class Tenure(models.Model):
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("person")
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("function")
    )
    begun_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = TenureQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("tenure of a function")
        verbose_name_plural = _("tenures of functions")
        ordering = ["begun_on"]
        constraints = [
            models.UniqueConstraint(
                name="tenure_once",
                fields=["person", "office", "begun_on"],
                violation_error_message=_("This tenure is already recorded."),
            ),
            models.CheckConstraint(
                name="tenure_ends_after_it_begins",
                condition=Q(begun_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(begun_on__lte=F("ended_on")),
                violation_error_message=_("A tenure cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.office}"

    def natural_key(self):
        return (self.person.slug, self.office.slug, self.begun_on)

    natural_key.dependencies = ["diplomacy.person", "diplomacy.office"]

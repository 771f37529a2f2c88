"""Who held which function, and when."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .actor import Actor
from .office import Office
from .period import Period, known_precisions
from .person import Person
from .released import Released, ReleasedQuerySet


class TenureQuerySet(ReleasedQuerySet):
    def get_by_natural_key(self, person, office, begun_on):
        return self.get(person__slug=person, office__slug=office, begun_on=begun_on)

    def latest_first(self):
        return self.order_by(F("begun_on").desc(nulls_last=True), "pk")

    def public(self, now):
        """Released ones, of people and in the name of actors that readers know."""
        return self.released(now).filter(
            Exists(Person.objects.public(now).filter(pk=OuterRef("person_id"))),
            Exists(Actor.objects.public(now).filter(pk=OuterRef("office__actor_id"))),
        )


class Tenure(Period, Released):
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("person")
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("function")
    )

    objects = TenureQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("tenure of a function")
        verbose_name_plural = _("tenures of functions")
        ordering = ["begun_on"]
        constraints = [
            known_precisions("tenure_of_known_precisions"),
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

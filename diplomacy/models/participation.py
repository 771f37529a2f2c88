"""In what quality an actor takes part in an accord."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .accord import Accord
from .actor import Actor


class ParticipationQuerySet(models.QuerySet):
    def get_by_natural_key(self, accord, actor, role):
        return self.get(accord__slug=accord, actor__slug=actor, role=role)


class Participation(models.Model):
    class Role(models.TextChoices):
        PARTY = "party", _("party")
        MEDIATOR = "mediator", _("mediator")
        GUARANTOR = "guarantor", _("guarantor")
        WITNESS = "witness", _("witness")

    accord = models.ForeignKey(Accord, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="participations", verbose_name=_("actor")
    )
    role = models.CharField(_("quality"), max_length=10, choices=Role.choices, default=Role.PARTY)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ParticipationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["accord", "actor", "role"],
                violation_error_message=_("This actor already takes part in that quality."),
            ),
            models.CheckConstraint(
                name="participation_of_a_known_role",
                condition=models.Q(role__in=["party", "mediator", "guarantor", "witness"]),
            ),
        ]

    def __str__(self):
        return f"{self.actor} ({self.get_role_display()})"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.accord.renew_phases()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            self.accord.renew_phases()
            return deleted

    def natural_key(self):
        return (self.accord.slug, self.actor.slug, self.role)

    natural_key.dependencies = ["diplomacy.accord", "diplomacy.actor"]

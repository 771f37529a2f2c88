"""That two rows were found to be one: who said so, when, why, and what moved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actor import Actor
from .office import Office
from .person import Person


def _winner(model):
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name="merges"
    )


class Merge(models.Model):
    """Written by merging, never by hand. `moved` says which rows came over, by table and column, and
    holds whole those that became one with a row that was there."""

    person = _winner(Person)
    actor = _winner(Actor)
    office = _winner(Office)
    name = models.CharField(_("name"), max_length=300)
    slug = models.CharField(_("address"), max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(_("reason"), max_length=300)
    moved = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="merge_into_one_thing",
                condition=Q(person__isnull=False, actor__isnull=True, office__isnull=True)
                | Q(person__isnull=True, actor__isnull=False, office__isnull=True)
                | Q(person__isnull=True, actor__isnull=True, office__isnull=False),
            ),
            models.CheckConstraint(name="merge_has_a_reason", condition=~Q(why="")),
        ]

    def __str__(self):
        return f"{self.name} → {self.winner}"

    @property
    def winner(self):
        return self.person or self.actor or self.office

"""What a public source names besides acts: the accord, actor or person that a dispatch is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .accord import Accord
from .actor import Actor
from .person import Person
from .source import Source, open_at


class MentionQuerySet(models.QuerySet):
    def open(self, now):
        return self.filter(open_at(now), open_at(now, "source__"))


class Mention(models.Model):
    """Written when a dispatch is published, never by hand."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mentions")
    accord = models.ForeignKey(
        Accord, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="mentions"
    )
    public_from = models.DateTimeField()
    public_until = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.CheckConstraint(
                name="mention_of_one_thing",
                condition=Q(accord__isnull=False, actor__isnull=True, person__isnull=True)
                | Q(accord__isnull=True, actor__isnull=False, person__isnull=True)
                | Q(accord__isnull=True, actor__isnull=True, person__isnull=False),
            ),
            models.UniqueConstraint(name="mention_of_accord_once", fields=["accord", "source"]),
            models.UniqueConstraint(name="mention_of_actor_once", fields=["actor", "source"]),
            models.UniqueConstraint(name="mention_of_person_once", fields=["person", "source"]),
        ]

    def __str__(self):
        return f"{self.source} → {self.accord or self.actor or self.person}"

    def absorb(self, twin):
        """The same thing named by the same source, known from the earlier of two moments on."""
        self.public_from = min(self.public_from, twin.public_from)

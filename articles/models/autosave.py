"""What is being typed, saved a second or two behind the fingers; not yet part of any dispatch."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch


class AutosaveQuerySet(models.QuerySet):
    def keep(self, user, dispatch, page, data, revision):
        """Write down the form as it stands; one row a person and a page. Returns it."""
        row, _created = self.update_or_create(
            user=user,
            page=page,
            defaults={
                "dispatch": dispatch,
                "data": data,
                "revision": revision,
                "at": timezone.now(),
            },
        )
        return row


class Autosave(models.Model):
    """`page` names the form: the dispatch's id, or a token made when a new one was opened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.CASCADE, null=True, related_name="autosaves"
    )
    page = models.CharField(max_length=40)
    data = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved words")
        verbose_name_plural = _("unsaved words")
        constraints = [
            models.UniqueConstraint(name="autosave_once_a_page", fields=["user", "page"]),
            models.CheckConstraint(name="autosave_names_its_page", condition=~Q(page="")),
        ]

    def __str__(self):
        return f"{self.user} – {self.page}"

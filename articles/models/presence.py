"""Who has which dispatch open at this moment."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch

STALE = timedelta(seconds=40)


class PresenceQuerySet(models.QuerySet):
    def seen(self, user, dispatch):
        """Note that `user` has `dispatch` open. Who comes back after a while has come anew."""
        now = timezone.now()
        here = self.filter(user=user, dispatch=dispatch)
        if not here.filter(at__gt=now - STALE).update(at=now):
            self.update_or_create(user=user, dispatch=dispatch, defaults={"at": now, "since": now})

    def beside(self, user, dispatch):
        """The others who have it open now, the first come first."""
        others = self.filter(dispatch=dispatch, at__gt=timezone.now() - STALE).exclude(user=user)
        return others.select_related("user").order_by("since")

    def left(self, user, dispatch):
        self.filter(user=user, dispatch=dispatch).delete()


class Presence(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="presences")
    since = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["user", "dispatch"]),
        ]

    def __str__(self):
        return f"{self.user} – {self.dispatch}"

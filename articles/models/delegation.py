"""A chief hands the right to publish to somebody, for a dated time."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=31)


class DelegationQuerySet(models.QuerySet):
    def running(self, now):
        """Those in force at `now`, with who gave them; an account that is closed gives nothing."""
        in_time = self.filter(begins_at__lte=now, ends_at__gt=now, revoked_at__isnull=True)
        return in_time.filter(by__is_active=True).select_related("by")


class Delegation(models.Model):
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("from")
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="delegations",
        verbose_name=_("to"),
    )
    begins_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-begins_at"]
        constraints = [
            models.CheckConstraint(
                name="delegation_ends_after_it_begins",
                condition=Q(begins_at__lt=F("ends_at")),
                violation_error_message=_("A delegation ends after it begins."),
            ),
            models.CheckConstraint(
                name="delegation_to_another",
                condition=~Q(by=F("to")),
                violation_error_message=_("Nobody delegates to themselves."),
            ),
        ]

    def __str__(self):
        return f"{self.by} → {self.to}"

    def clean(self):
        if self.begins_at and self.ends_at and self.ends_at - self.begins_at > LONGEST:
            message = _("A delegation lasts 31 days at most; it can be given again.")
            raise ValidationError({"ends_at": message})

    def revoke(self):
        """End it now; a second time changes nothing. True if it was still to run."""
        now = timezone.now()
        ending = Delegation.objects.filter(pk=self.pk, revoked_at__isnull=True, ends_at__gt=now)
        return bool(ending.update(revoked_at=now))

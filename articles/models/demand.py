"""The register of rights of reply and of demands to take an article down."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .dispatch import Dispatch


def due_by_default():
    return timezone.localdate() + timedelta(days=settings.DEMAND_DELAY_DAYS)


class DemandQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decision="")

    def published(self, moment):
        """Those shown to readers at a moment, the newest first; never before their story was.

        A withdrawal takes away what was shown before it: the desk may show the demand anew, since.
        """
        from .edition import Edition
        from .withdrawal import Withdrawal

        story = Edition.objects.filter(dispatch=OuterRef("dispatch_id"), live_from__lte=moment.at)
        withdrawn = Withdrawal.objects.standing(moment.now).filter(
            dispatch=OuterRef("dispatch_id"), since__gte=OuterRef("published_at")
        )
        shown = self.filter(Exists(story), ~Exists(withdrawn), published_at__lte=moment.at)
        return shown.order_by("-published_at", "-pk")

    def spoken_under(self, interface):
        """Those about stories whose addresses stand under this interface language."""
        from .edition import Edition

        story = Edition.objects.spoken_under(interface).filter(dispatch=OuterRef("dispatch_id"))
        return self.filter(Exists(story))


class Demand(models.Model):
    class Kind(models.TextChoices):
        REPLY = "reply", _("right of reply")
        CORRECTION = "correction", _("demand for a correction")
        TAKEDOWN = "takedown", _("demand to take down")

    class Decision(models.TextChoices):
        GRANTED = "granted", _("granted")
        PARTLY = "partly", _("granted in part")
        REFUSED = "refused", _("refused")

    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, related_name="demands", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    who = models.CharField(_("who asks"), max_length=200)
    basis = models.TextField(
        _("on what basis"), help_text=_("The law, the contract or the grievance.")
    )
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    due_on = models.DateField(_("to be answered by"), default=due_by_default)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reasons"), blank=True)
    summary = models.TextField(
        _("what readers are told"), blank=True, help_text=_("Needed to show the demand to readers.")
    )
    published_at = models.DateTimeField(_("shown to readers since"), null=True, blank=True)

    objects = DemandQuerySet.as_manager()
    history = History(leaving_out=["dispatch"])

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("rights of reply and demands")
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                name="demand_decided_with_a_day",
                condition=Q(decision="", decided_on__isnull=True)
                | (~Q(decision="") & Q(decided_on__isnull=False)),
                violation_error_message=_("A decision has its day, and a day its decision."),
            ),
            models.CheckConstraint(
                name="demand_shown_with_words",
                condition=Q(published_at__isnull=True) | ~Q(summary=""),
                violation_error_message=_("Write what readers are told before showing it to them."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.who}"

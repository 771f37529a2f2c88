"""Taking a story away from readers, for the law or for a source put at risk."""

from django.db import models, transaction
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.sealed import Kept, KeptQuerySet

from .dispatch import Dispatch


class WithdrawalQuerySet(KeptQuerySet):
    def get_by_natural_key(self, uid, since):
        return self.get(dispatch__uid=uid, since=since)

    def standing(self, now):
        """Those in force at `now`."""
        return self.filter(Q(since__lte=now), Q(lifted_at__isnull=True) | Q(lifted_at__gt=now))

    def last_move(self, now):
        """When a story was last taken from readers or given back to them, as a subquery."""
        moved = self.annotate(moved=Coalesce("lifted_at", "since")).filter(moved__lte=now)
        return Subquery(moved.order_by("-moved").values("moved")[:1])


class Withdrawal(Kept):
    """Editions up to `through_number` are gone, at every address and for every past date."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="withdrawals")
    through_number = models.PositiveIntegerField(_("versions up to"))
    notice = models.TextField(
        _("notice"),
        help_text=_("What readers find in its place. It names neither source nor victim."),
    )
    reason = models.TextField(_("reason, for the desk alone"), blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted on"), null=True, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(name="withdrawal_once", fields=["dispatch", "since"]),
            models.CheckConstraint(
                name="withdrawal_lifted_after_it_began",
                condition=Q(lifted_at__isnull=True) | Q(since__lte=F("lifted_at")),
            ),
            models.CheckConstraint(name="withdrawal_has_notice", condition=~Q(notice="")),
            models.CheckConstraint(
                name="withdrawal_of_an_edition", condition=Q(through_number__gte=1)
            ),
        ]

    def __str__(self):
        return str(self.dispatch)

    def natural_key(self):
        return (self.dispatch.uid, self.since)

    natural_key.dependencies = ["articles.dispatch"]

    def lift(self, by, note=""):
        """Give the editions back to readers; logged. A second time changes nothing."""
        from articles import gate, workflow

        with transaction.atomic():
            dispatch = Dispatch.objects.select_for_update().get(pk=self.dispatch_id)
            self.refresh_from_db(fields=["lifted_at"])
            if self.lifted_at:
                return
            workflow.require("lift", dispatch, by)
            self.lifted_at = max(timezone.now(), self.since)
            # The one door past the seal: a withdrawal ends, and nothing else of it changes.
            models.QuerySet(Withdrawal).filter(pk=self.pk).update(lifted_at=self.lifted_at)
            gate.reopen(dispatch, self)
            dispatch.log("lift", by, self.through_number, note)

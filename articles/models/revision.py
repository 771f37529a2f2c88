"""Every save of a working copy, whole: words, bylines, figures, tags. Comparable, and restorable."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import embargo, snapshots
from articles.readiness import NotReady

from .dispatch import Dispatch


class RevisionQuerySet(models.QuerySet):
    def saved(self):
        """Those that the article was at some time: not what was refused and kept aside."""
        return self.exclude(cause=Revision.Cause.KEPT_ASIDE)

    def keep(self, dispatch, by, cause="save"):
        """Write down `dispatch` as it stands, unless nothing changed since the last revision.

        Returns the new Revision, or the last one; `is_new` tells which. The dispatch must be locked
        by the caller.
        """
        rows = self.filter(dispatch=dispatch).order_by("-number")
        top = last = rows.first()
        if last and last.is_aside:
            last = rows.saved().first()
        return self._unless_same(last, top, dispatch, by, cause, snapshots.take(dispatch))

    def keep_aside(self, dispatch, by, data):
        """Write down what somebody typed and could not save over a newer save; once, however often
        they try. The dispatch must be locked by the caller."""
        rows = self.filter(dispatch=dispatch).order_by("-number")
        last = rows.filter(by=by, cause=Revision.Cause.KEPT_ASIDE).first()
        cause = Revision.Cause.KEPT_ASIDE
        return self._unless_same(last, rows.first(), dispatch, by, cause, data)

    def _unless_same(self, last, top, dispatch, by, cause, data):
        """`last` is the one to be different from, `top` the one with the highest number."""
        if last and snapshots.without_names(last.data) == snapshots.without_names(data):
            return last
        if last and cause == "save" and _differ_in_embargo_alone(last.data, data):
            cause = Revision.Cause.EMBARGO
        made = self.create(
            dispatch=dispatch,
            number=top.number + 1 if top else 1,
            by=by,
            cause=cause,
            headline=(data["content"]["headline"] or "")[:200],
            data=data,
        )
        made.is_new = True
        return made

    def begin(self, dispatch):
        """Write down, before its first save, an article that came without history: the work of
        whoever opened it, of the day when it was last changed."""
        found = self.keep(dispatch, dispatch.created_by)
        self.filter(pk=found.pk).update(at=dispatch.changed_at)

    def by_somebody(self):
        """What people wrote into the article: without imports, and without mere embargoes."""
        return self.saved().exclude(by=None).exclude(cause=Revision.Cause.EMBARGO)


class Revision(models.Model):
    class Cause(models.TextChoices):
        SAVE = "save", _("saved")
        RESTORE = "restore", _("restored")
        EMBARGO = "embargo", _("the embargo alone")
        KEPT_ASIDE = "aside", _("kept aside: refused over a newer save")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    cause = models.CharField(_("why"), max_length=8, choices=Cause.choices, default=Cause.SAVE)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    data = models.JSONField()

    is_new = False  # set by `keep` on what it has just written

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved state")
        verbose_name_plural = _("saved states")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="revision_number_once", fields=["dispatch", "number"]),
        ]

    def __str__(self):
        return f"{self.headline} ({self.number})"

    @property
    def is_aside(self):
        return self.cause == self.Cause.KEPT_ASIDE

    def restore(self, by):
        """Make the working copy what it was, as a new save; what it is now stays in the list.

        Links to things deleted since are left out; their names are returned. Restoring is writing:
        an approval by somebody else does not outlive it. An embargo that runs stays as it is, if the
        one put back is none or ends sooner. Raises NotReady if a version is scheduled before the end
        of the embargo put back.
        """
        with transaction.atomic():
            locked = Dispatch.objects.select_for_update().get(pk=self.dispatch_id)
            self._check_schedule(locked)
            Revision.objects.keep(locked, None)
            lost = snapshots.put(locked, self.data)
            Dispatch.objects.filter(pk=locked.pk).update(
                revision=F("revision") + 1, changed_at=timezone.now()
            )
            locked.keep(by, cause=Revision.Cause.RESTORE)
            return lost

    def _check_schedule(self, dispatch):
        until = snapshots.moment_of(self.data.get("embargo", snapshots.NO_EMBARGO))
        waiting = dispatch.editions.scheduled(timezone.now())
        if until and waiting.filter(live_from__lt=until).exists():
            raise NotReady({"embargo_until": [embargo.TOO_EARLY]})


def _differ_in_embargo_alone(old, new):
    return snapshots.without_embargo(old) == snapshots.without_embargo(new)

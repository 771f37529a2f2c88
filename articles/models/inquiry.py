"""What readers ask to be verified, counted; nothing tells who asked."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .edition import Edition

KEPT = timedelta(days=30)
MOST_A_DAY = 500  # different things; what comes after is counted together


class InquiryQuerySet(models.QuerySet):
    def recent(self, today):
        """Those that the desk may still see."""
        return self.filter(day__gt=today - KEPT)

    def count_one(self, outcome, edition=None, excerpt=""):
        """Count a question that ended so: about an edition, or else by an excerpt of its words.

        One query; the first time in a day that this is asked, six, and those too old go.
        """
        today = timezone.localdate()
        key = {"day": today, "outcome": outcome, "edition": edition, "excerpt": excerpt}
        if self._counted(key):
            return
        with transaction.atomic():
            self.exclude(pk__in=self.recent(today)).delete()
            if self.filter(day=today).count() >= MOST_A_DAY:
                key |= {"outcome": Inquiry.Outcome.OTHERS, "edition": None, "excerpt": ""}
            if self._counted(key):
                return
            self.bulk_create([Inquiry(**key, times=0)], ignore_conflicts=True)
            self._counted(key)

    def _counted(self, key):
        return self.filter(**key).update(times=F("times") + 1)


class Inquiry(models.Model):
    class Outcome(models.TextChoices):
        SAME = "same", _("published by us")
        NEAR = "near", _("close to what we published")
        NOTHING = "nothing", _("not published by us")
        FOREIGN = "foreign", _("an address that is not ours")
        OTHERS = "others", _("everything else of that day")

    day = models.DateField(_("day"))
    outcome = models.CharField(_("answer"), max_length=7, choices=Outcome.choices)
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("version")
    )
    excerpt = models.CharField(_("words asked about"), max_length=120, blank=True)
    times = models.PositiveIntegerField(_("times"))

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to verify")
        verbose_name_plural = _("messages to verify")
        ordering = ["-day", "-times", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="inquiry_about_an_edition_once",
                fields=["day", "edition", "outcome"],
                condition=Q(edition__isnull=False),
            ),
            models.UniqueConstraint(
                name="inquiry_about_words_once",
                fields=["day", "outcome", "excerpt"],
                condition=Q(edition__isnull=True),
            ),
            models.CheckConstraint(
                name="inquiry_keeps_words_of_no_edition",
                condition=Q(edition__isnull=True) | Q(excerpt=""),
            ),
        ]

    def __str__(self):
        return self.excerpt or str(self.edition or self.get_outcome_display())

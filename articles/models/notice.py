"""A word to one person: you were mentioned, this was sent back to you, that was published."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch
from .photo import Photo


class NoticeQuerySet(models.QuerySet):
    def tell(self, users, kind, dispatch, by, **about):
        """One Notice to each of `users`, in the admin and, after the commit, by e-mail."""
        from articles import post

        notices = self.bulk_create(
            Notice(user=user, kind=kind, dispatch=dispatch, by=by, **about) for user in users
        )
        post.send_after_commit(notices)
        return notices

    def unread(self):
        return self.filter(read_at__isnull=True)

    def read(self):
        """Mark them read; how many were not."""
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    class Kind(models.TextChoices):
        MENTION = "mention", _("mentions you")
        SUBMITTED = "submitted", _("submits an article")
        SENT_BACK = "sent_back", _("sends an article back to you")
        APPROVED = "approved", _("declares your article good to publish")
        PUBLISHED = "published", _("publishes your article")
        WITHDRAWN = "withdrawn", _("withdraws your article")
        RIGHTS_END = "rights_end", _("warns: the rights to a photo online end")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="notices")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The photo that the live page loses, and its last day.
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, null=True, related_name="+")
    ends_on = models.DateField(null=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "dispatch", "photo", "ends_on"], name="notice_of_rights_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self):
        return f"{self.by} {self.get_kind_display()}"

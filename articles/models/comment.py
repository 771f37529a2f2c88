"""What the desk says to itself about a dispatch; @name tells somebody."""

import re

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import readiness, rights

from .dispatch import Dispatch
from .notice import Notice

MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")


class CommentQuerySet(models.QuerySet):
    def add(self, dispatch, by, text):
        """Write a comment and tell those it mentions; returns it. Unknown names stay plain words.

        Raises NotReady without words, or if it mentions somebody who may not see the dispatch.
        """
        text = text.strip()
        mentioned = [user for user in _mentioned(text) if user.pk != by.pk]
        _check(text, [user for user in mentioned if not rights.may_see(user, dispatch)])
        with transaction.atomic():
            comment = self.create(dispatch=dispatch, by=by, text=text)
            Notice.objects.tell(mentioned, Notice.Kind.MENTION, dispatch, by)
            return comment


def _mentioned(text):
    """The colleagues whom a text names with @."""
    names = {name.rstrip(".") for name in MENTION.findall(text)}
    colleagues = get_user_model().objects.filter(is_active=True, is_staff=True)
    return colleagues.filter(username__in=names) if names else colleagues.none()


def _check(text, shut_out):
    if not text:
        raise readiness.NotReady({"text": [gettext("Write your comment first.")]})
    if shut_out:
        message = gettext("%(names)s may not see this article, and could not read your comment.")
        names = ", ".join(f"@{user.get_username()}" for user in shut_out)
        raise readiness.NotReady({"text": [message % {"names": names}]})


class Comment(models.Model):
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("comment"), max_length=2000)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="comment_has_words", condition=~models.Q(text=""))
        ]

    def __str__(self):
        return self.text[:60]

    def may_settle(self, user):
        """Whoever said it, and whoever may write the article; `dispatch` in hand costs nothing."""
        return user.pk == self.by_id or rights.may_write(user, self.dispatch)

    def settle(self, settled=True):
        """Mark it as done with, or open it again."""
        self.settled_at = timezone.now() if settled else None
        self.save(update_fields=["settled_at"])

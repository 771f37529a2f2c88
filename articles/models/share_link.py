"""A lien de relecture: an unpublished dispatch shown to somebody without account, for a time."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch
from .move import Move
from .revision import Revision

USUALLY = timedelta(hours=48)
AT_MOST = timedelta(days=30)
ENDING = (Move.Verb.BIN, Move.Verb.WITHDRAW)
SIGNER = signing.Signer(salt="articles.share_link", sep=".")


def make_key():
    return secrets.token_urlsafe(24)


class ShareLinkQuerySet(models.QuerySet):
    def with_state(self, now):
        """Annotates `is_open`. Its time, the desk, the bin or a withdrawal ends a link for good."""
        ended = Move.objects.filter(
            dispatch=OuterRef("dispatch_id"), verb__in=ENDING, at__gte=OuterRef("made_at")
        )
        stands = Q(revoked_at__isnull=True, ends_at__gt=now) & ~Exists(ended)
        return self.annotate(is_open=ExpressionWrapper(stands, BooleanField()))

    def open(self, now):
        return self.with_state(now).filter(is_open=True)

    def by_token(self, token):
        """The link that a token names; raises DoesNotExist if nobody here signed it."""
        try:
            return self.get(key=SIGNER.unsign(token))
        except signing.BadSignature as error:
            raise self.model.DoesNotExist from error

    def make(self, dispatch, by, *, label="", ends_at, pinned):
        """A new link to `dispatch`: pinned to what is saved at this moment, or following the draft.

        Raises ValidationError unless it ends within thirty days.
        """
        now = timezone.now()
        if not now < ends_at <= now + AT_MOST:
            raise ValidationError({"ends_at": _now("A link ends within thirty days from now.")})
        with transaction.atomic():
            locked = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
            revision = locked.revisions.keep(locked, None) if pinned else None
            return self.create(
                dispatch=locked,
                revision=revision,
                label=label,
                made_by=by,
                made_at=now,
                ends_at=ends_at,
            )


class ShareLink(models.Model):
    """`revision` pins what is shown; without one, the link follows the draft."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="share_links")
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=40, unique=True, default=make_key, editable=False)
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="share_link_ends_after_it_is_made", condition=Q(made_at__lt=F("ends_at"))
            ),
        ]

    def __str__(self):
        return self.label or self.key[:6]

    @property
    def token(self):
        return SIGNER.sign(self.key)

    def revoke(self):
        """End the link at once, and forget who opened it."""
        with transaction.atomic():
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
            self.openings.all().delete()


class ShareOpeningQuerySet(models.QuerySet):
    def note(self, link, browser):
        """Write down that a link was opened now, and forget the openings of those that have ended."""
        self.erase_ended()
        return self.create(link=link, browser=browser)

    def erase_ended(self):
        """No process runs at a link's end: whoever reads or writes openings erases first."""
        ended = ShareLink.objects.with_state(timezone.now()).filter(is_open=False)
        self.filter(link__in=ended.values("pk")).delete()


class ShareOpening(models.Model):
    """One opening of a link; erased when the link has ended."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=timezone.now)
    browser = models.CharField(max_length=200, blank=True)

    objects = ShareOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.link} {self.at:%Y-%m-%d %H:%M}"

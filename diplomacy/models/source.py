"""Where a fact of the record comes from: a dispatch of this paper, or a document."""

import uuid

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy import documents
from diplomacy.history import History

from .name_field import NameField


class SourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def public(self, now):
        """The sources a reader may know of at `now`."""
        return self.filter(open_at(now))

    def with_readable_file(self, now):
        """Those whose file readers may have at `now`: the source is public and the desk allows it."""
        return self.public(now).filter(file_for_readers=True).exclude(file="")


def open_at(now, prefix=""):
    """The window of a row with `public_from` and `public_until`, as a condition.

    For a moment gone by, what has ended since is closed too: a withdrawal is judged at the present.
    """
    ends_after = max(now, timezone.now())
    return Q(**{f"{prefix}public_from__lte": now}) & (
        Q(**{f"{prefix}public_until__isnull": True})
        | Q(**{f"{prefix}public_until__gt": ends_after})
    )


class Source(models.Model):
    """A document, or one of the paper's dispatches (then `articles` keeps its dates in step)."""

    class Kind(models.TextChoices):
        DISPATCH = "dispatch", _("article of this paper")
        OFFICIAL = "official", _("official document")
        DEPOSITARY = "depositary", _("depositary’s record")
        STATEMENT = "statement", _("official statement")
        PRESS = "press", _("press report")
        OTHER = "other", _("other document")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind.choices,
        default=Kind.OFFICIAL,
        help_text=_("An official document establishes a fact; anything else reports it."),
    )
    title = NameField(_("title"), max_length=300)
    publisher = NameField(_("publisher"), max_length=200, blank=True)
    published_on = models.DateField(_("dated"), null=True, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    file = models.FileField(
        _("file"),
        storage=documents.store,
        upload_to=documents.unguessable,
        validators=[documents.check],
        max_length=200,
        blank=True,
        help_text=_("The document itself, kept at the desk: PDF, picture or plain text."),
    )
    file_for_readers = models.BooleanField(
        _("readers may download the file"),
        default=False,
        help_text=_("Only if we have the right to publish it, and once the source is public."),
    )
    public_from = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_(
            "What rests on this source becomes public with it. Left empty: it is not public."
        ),
    )
    public_until = models.DateTimeField(_("public until"), null=True, blank=True)
    first_public_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()
    history = History(
        only=lambda source: not source.is_dispatch, leaving_out=["uid", "first_public_at"]
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="source_ends_after_it_begins",
                condition=Q(public_until__isnull=True) | Q(public_from__lte=F("public_until")),
                violation_error_message=_("A source cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="source_offers_the_file_it_has",
                condition=Q(file_for_readers=False) | ~Q(file=""),
                violation_error_message=_("There is no file to download."),
                violation_error_code="file_for_readers",
            ),
        ]
        indexes = [models.Index(fields=["kind", "published_on"], name="source_kind_day")]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.uid,)

    def save(self, *args, **kwargs):
        """Remembers for good the first moment at which readers could see it."""
        if self.first_public_at is None or self.first_public_at > timezone.now():
            self.first_public_at = self.public_from
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            self.citations.all().settle()

    @property
    def is_dispatch(self):
        return self.kind == self.Kind.DISPATCH

    @property
    def establishes(self):
        """Whether it settles what it says: the text itself, or whoever keeps the originals."""
        return self.kind in (self.Kind.OFFICIAL, self.Kind.DEPOSITARY)

    def get_file_url(self):
        """Where readers download the file; "" if they may not."""
        offered = self.file and self.file_for_readers
        return reverse("diplomacy:source_file", args=[self.uid]) if offered else ""

"""The photo library: the asset, its default caption, its credit. Originals stay private."""

from django.core.files.storage import storages
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from diplomacy.history import History
from diplomacy.spelling import fold


def originals():
    return storages["private"]


class PhotoQuerySet(models.QuerySet):
    def get_by_natural_key(self, digest):
        return self.get(digest=digest)

    def readable(self, now):
        """Photos of an edition that readers can reach, live or earlier, and not withdrawn."""
        from .edition import Edition
        from .figure import EditionFigure

        editions = Edition.objects.as_of(now).filter(pk=OuterRef("edition_id"))
        uses = EditionFigure.objects.filter(Exists(editions), photo=OuterRef("pk"))
        return self.filter(Exists(uses))


class Photo(models.Model):
    original = models.ImageField(
        _("file"),
        storage=originals,
        upload_to="photos/%Y/%m",
        help_text=_(
            "JPEG, PNG or WebP. It stays private: readers get copies made for their screen."
        ),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(
        max_length=32,
        unique=True,
        editable=False,
        error_messages={"unique": _("This picture is already in the library.")},
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("To find it again."))
    caption = models.TextField(_("caption"), blank=True, help_text=_("Proposed for each use."))
    alt = models.TextField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, in one sentence.")
    )
    language = models.CharField(
        _("language of the caption"),
        max_length=3,
        choices=Language.choices,
        default=Language.FRENCH,
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("As printed: “Name / Agency”. Needed to publish."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("copyright"), max_length=200, blank=True)
    usage_terms = models.CharField(_("terms of use"), max_length=300, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    added_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)
    search_key = models.TextField(editable=False, default="")

    objects = PhotoQuerySet.as_manager()
    history = History(leaving_out=["original", "width", "height", "digest", "added_at"])

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.digest,)

    def save(self, *args, **kwargs):
        from articles.pictures import fingerprint, upright_size

        if not self.original._committed or not self.digest:
            self.digest = fingerprint(self.original)
            self.width, self.height = upright_size(self.original)
        self.search_key = fold(f"{self.title} {self.caption} {self.credit} {self.place}")
        super().save(*args, **kwargs)

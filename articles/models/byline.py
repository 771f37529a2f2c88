"""Who signs a story, in order, each with a credit."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.sealed import Sealed, SealedQuerySet

from .author import Author
from .dispatch import Dispatch
from .edition import Edition


class BylineBase(models.Model):
    class Credit(models.TextChoices):
        NONE = "", _("by (no credit)")
        SPECIAL = "special", _("special correspondent")
        CORRESPONDENT = "correspondent", _("correspondent")
        INTERVIEW = "interview", _("interviewed by")
        TRANSLATION = "translation", _("translation")
        PHOTOS = "photos", _("photos")
        WITH = "with", _("with (agency)")

    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    credit = models.CharField(
        pgettext_lazy("byline", "credit"),
        max_length=15,
        choices=Credit.choices,
        default=Credit.NONE,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self):
        return str(self.author)


class DispatchBylineQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid, author, credit):
        return self.get(dispatch__uid=uid, author__slug=author, credit=credit)


class DispatchByline(BylineBase):
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="bylines")

    objects = DispatchBylineQuerySet.as_manager()

    class Meta(BylineBase.Meta):
        constraints = [
            models.UniqueConstraint(
                name="dispatch_byline_once",
                fields=["dispatch", "author", "credit"],
                violation_error_message=_("This author already signs with that credit."),
            ),
        ]

    def natural_key(self):
        return (self.dispatch.uid, self.author.slug, self.credit)

    natural_key.dependencies = ["articles.dispatch", "articles.author"]


class EditionBylineQuerySet(SealedQuerySet):
    def get_by_natural_key(self, uid, number, author, credit):
        return self.get(
            edition__dispatch__uid=uid, edition__number=number, author__slug=author, credit=credit
        )


class EditionByline(Sealed, BylineBase):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bylines")

    objects = EditionBylineQuerySet.as_manager()

    class Meta(BylineBase.Meta):
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                name="edition_byline_once", fields=["edition", "author", "credit"]
            ),
        ]
        indexes = [models.Index(fields=["author", "edition"], name="edition_byline_author")]

    def natural_key(self):
        return (*self.edition.natural_key(), self.author.slug, self.credit)

    natural_key.dependencies = ["articles.edition", "articles.author"]

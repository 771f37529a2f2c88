"""A photo's use in one story: its own caption, alternative text and place."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.pictures import clearance
from articles.sealed import Sealed, SealedQuerySet

from .dispatch import Dispatch
from .edition import Edition
from .photo import Photo, granted


class Shape(models.TextChoices):
    """The form in which a photo is shown; the values are proportions, width to height."""

    FREE = "", _("as it is")
    WIDE = "16x9", "16:9"
    CLASSIC = "4x3", "4:3"
    SQUARE = "1x1", "1:1"


class FigureBase(models.Model):
    """`slot` is the number by which the text places it; without a slot in the text, the first figure
    by `position` stands above the text and the others below."""

    photo = models.ForeignKey(
        Photo,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
        help_text=_("May come later (“photo to come”); it is needed to publish."),
    )
    slot = models.PositiveSmallIntegerField(_("number in the text"), blank=True)
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("Who, what, where, when; without the credit.")
    )
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Left empty: the photo’s own credit.")
    )
    shape = models.CharField(
        _("form"), max_length=4, choices=Shape.choices, default=Shape.FREE, blank=True
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Empty: that of the photo."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        verbose_name = _("figure")
        verbose_name_plural = _("photos of the article")

    def __str__(self):
        return self.caption[:60] or str(self.photo or _("photo to come"))


class DispatchFigureQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid, slot):
        return self.get(dispatch__uid=uid, slot=slot)


class DispatchFigure(FigureBase):
    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="figures")

    objects = DispatchFigureQuerySet.as_manager()

    class Meta(FigureBase.Meta):
        constraints = [
            models.UniqueConstraint(
                name="dispatch_figure_slot_once",
                fields=["dispatch", "slot"],
                violation_error_message=_("Two photos cannot have the same number."),
            ),
        ]

    def save(self, *args, **kwargs):
        if self.slot is None:
            taken = self.dispatch.figures.aggregate(top=models.Max("slot"))["top"]
            self.slot = (taken or 0) + 1
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.dispatch.uid, self.slot)

    natural_key.dependencies = ["articles.dispatch", "articles.photo"]

    def faults(self, at=None):
        """What keeps this figure from readers at a moment, or now: {field: message}; empty when it is
        ready."""
        found = self._faults_of_photo(at or timezone.now())
        if not self.caption.strip():
            found["caption"] = _("Write the caption.")
        if not self.alt.strip():
            found["alt"] = _("Say what the picture shows, for those who do not see it.")
        return found

    def _faults_of_photo(self, at):
        if not self.photo_id:
            return {"photo": _("The photo is still to come.")}
        found = {
            "photo": " ".join(clearance.faults(self.photo, at)),
            "credit": clearance.credit_fault(self.photo, self.credit.strip() or self.photo.credit),
        }
        return {field: message for field, message in found.items() if message}


class EditionFigureQuerySet(SealedQuerySet):
    def get_by_natural_key(self, uid, number, slot):
        return self.get(edition__dispatch__uid=uid, edition__number=number, slot=slot)

    def readable(self, now):
        """Those of an edition that readers can reach, live or earlier, and not withdrawn."""
        editions = Edition.objects.as_of(now).filter(pk=OuterRef("edition_id"))
        return self.filter(Exists(editions))

    def leading(self):
        """The first figure of each edition, for cards, if its photo may be shown at this moment."""
        shown = granted(timezone.now(), "photo__")
        return self.filter(shown, position=0).select_related("photo")


class EditionFigure(Sealed, FigureBase):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")

    objects = EditionFigureQuerySet.as_manager()

    class Meta(FigureBase.Meta):
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(name="edition_figure_slot_once", fields=["edition", "slot"]),
            models.UniqueConstraint(
                name="edition_figure_place_once", fields=["edition", "position"]
            ),
            models.CheckConstraint(
                name="edition_figure_has_photo", condition=Q(photo__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["photo", "edition"], name="edition_figure_photo")]

    def natural_key(self):
        return (*self.edition.natural_key(), self.slot)

    natural_key.dependencies = ["articles.edition", "articles.photo"]

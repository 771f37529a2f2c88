"""Who is shown on a photo, from left to right."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from diplomacy.models import NameVariant, Person
from diplomacy.spelling import fold

from .photo import Photo


class DepictedQuerySet(models.QuerySet):
    def get_by_natural_key(self, digest, position):
        return self.get(photo__digest=digest, position=position)

    def named(self, word):
        """Those whose printed name, or any spelling of whose person, holds a folded word."""
        spelt = NameVariant.objects.filter(person=OuterRef("pk"), search_key__contains=word)
        people = Person.objects.filter(Q(search_key__contains=word) | Exists(spelt))
        return self.filter(Q(search_key__contains=word) | Q(person__in=people))


class Depicted(models.Model):
    """`name` is as printed; `person` is the record's, once somebody knows it is them."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="depicted")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    name = models.CharField(
        _("name as printed"), max_length=120, blank=True, help_text=_("Empty: the person’s name.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    search_key = models.CharField(max_length=240, editable=False, default="")

    objects = DepictedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person shown")
        verbose_name_plural = _("who is shown, from left to right")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="depicted_is_somebody",
                condition=models.Q(person__isnull=False) | ~models.Q(name=""),
                violation_error_message=_("Choose a person, or write the name."),
            ),
        ]

    def __str__(self):
        return self.name or str(self.person)

    def save(self, *args, **kwargs):
        self.search_key = fold(self.name)[:240]
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.photo.digest, self.position)

    natural_key.dependencies = ["articles.photo", "diplomacy.person"]

"""What a published edition is found by when somebody pastes some of its words; computed, never typed."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles import shingles

from .edition import Edition


class ShingleQuerySet(models.QuerySet):
    def keep(self, edition):
        """Those of an edition that has none yet; one query for all but the longest texts."""
        numbers = sorted(shingles.of_story(edition))
        self.bulk_create(Shingle(edition=edition, number=number) for number in numbers)

    def nearest(self, numbers, count):
        """The ids of the `count` editions that share most of the numbers, the newest of equals first."""
        shared = self.filter(number__in=numbers).values_list("edition", flat=True)
        return shared.annotate(shared=Count("number")).order_by("-shared", "-edition")[:count]


class Shingle(models.Model):
    """One run of words of an edition, as a number: see `articles.shingles`."""

    pk = models.CompositePrimaryKey("edition_id", "number")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField()

    objects = ShingleQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of words")
        verbose_name_plural = _("runs of words")
        indexes = [models.Index(fields=["number", "edition"], name="shingle_number")]

    def __str__(self):
        return f"{self.edition_id}: {self.number}"

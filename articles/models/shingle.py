"""What a published edition is found by when somebody pastes some of its words; computed, never typed."""

from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from articles import shingles

from .edition import Edition

NEWEST = 100  # of the editions that hold one run


class ShingleQuerySet(models.QuerySet):
    def keep(self, edition):
        """Those of an edition that has none yet; one query for all but the longest texts."""
        numbers = sorted(shingles.of_story(edition))
        self.bulk_create(Shingle(edition=edition, number=number) for number in numbers)

    def nearest(self, numbers, count):
        """The ids of the `count` editions that share most of the numbers, the newest of equals first.

        Of what many stories hold (a phrase of every communiqué) only the newest are looked at, each by
        its own walk along the index, which no queryset can say: the cost does not grow.
        """
        if not numbers:
            return []
        walk = (
            f"SELECT * FROM (SELECT edition_id FROM {Shingle._meta.db_table} "
            f"WHERE number = %s ORDER BY edition_id DESC LIMIT {NEWEST}) AS walk"
        )
        walks = " UNION ALL ".join([walk] * len(numbers))
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"SELECT edition_id FROM ({walks}) AS walks GROUP BY edition_id "
                "ORDER BY COUNT(*) DESC, edition_id DESC LIMIT %s",
                [*numbers, count],
            )
            return [pk for (pk,) in cursor.fetchall()]


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

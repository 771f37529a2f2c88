"""Named things of which two rows may turn out to be one: people, actors, functions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .named import HAS_AN_ADDRESS, Named, NamedQuerySet


class MergeableQuerySet(NamedQuerySet):
    def standing(self):
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def one_with(self, pk):
        """The row `pk` and all that were merged into it."""
        return self.filter(Q(pk=pk) | Q(merged_into=pk))


class Mergeable(Named):
    """A row merged into another stays: published editions name it for ever, and its address leads on.

    `merged_into` is never itself merged: a merge takes along what was merged before.
    """

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = MergeableQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = True
        constraints = [
            HAS_AN_ADDRESS,
            models.CheckConstraint(
                name="%(class)s_not_merged_into_itself", condition=~Q(merged_into=models.F("id"))
            ),
        ]

    @property
    def heir(self):
        """The row that stands for it: itself, or the one that it was merged into."""
        return self.merged_into if self.merged_into_id else self

    @property
    def spellings(self):
        """Every name that it bears of its own, as (text, language, kind of NameVariant or None)."""
        names = ((self.name, "fr", None), (self.name_en, "en", None))
        return [spelling for spelling in names if spelling[0]]

    def merge_into(self, winner, by, why, kind, sure=False):
        """Make this row one with `winner`, which stays: see `diplomacy.merging.merge`."""
        from diplomacy import merging

        return merging.merge(self, winner, by, why, kind, sure)

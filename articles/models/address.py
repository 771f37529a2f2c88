"""Public addresses: once given to a dispatch, they lead to it for ever."""

import re
from itertools import count

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.sealed import Kept, KeptQuerySet

A_DAY = re.compile("[0-9]{2}", re.A)


def numbered(slug):
    """The slug, then the slug with 2, 3 … behind it, for when another dispatch has it, or when it would
    be taken for a day of the archive."""
    if not A_DAY.fullmatch(slug):
        yield slug
    yield from (f"{slug}-{number}" for number in count(2))


class AddressQuerySet(KeptQuerySet):
    def get_by_natural_key(self, year, month, slug):
        return self.get(year=year, month=month, slug=slug)

    def borne(self, now):
        """Those that readers may know: an edition that has gone live bears them."""
        from .edition import Edition

        return self.filter(
            Exists(Edition.objects.filter(address=OuterRef("pk"), live_from__lte=now))
        )

    def give_up_unborne(self):
        """Forget what no edition bears any more: the new slug of a cancelled schedule."""
        from .edition import Edition

        unborne = self.filter(~Exists(Edition.objects.filter(address=OuterRef("pk"))))
        models.QuerySet(Address).filter(pk__in=unborne.values("pk")).delete()

    def claim(self, dispatch, day, slug):
        """The address of `dispatch` for `slug` in the month of `day`; another's slug gets a number."""
        for wanted in numbered(slug):
            key = {"year": day.year, "month": day.month, "slug": wanted}
            self.bulk_create([Address(dispatch=dispatch, **key)], ignore_conflicts=True)
            address = self.get(**key)
            if address.dispatch_id == dispatch.pk:
                break
        return address

    def foresee(self, dispatch, day, slug):
        """What `claim` would answer at this moment; nothing is written."""
        month = {"year": day.year, "month": day.month}
        others = self.filter(**month, slug__startswith=slug).exclude(dispatch=dispatch)
        taken = set(others.values_list("slug", flat=True))
        free = next(wanted for wanted in numbered(slug) if wanted not in taken)
        return self.model(**month, slug=free, dispatch=dispatch)


class Address(Kept):
    """Year and month of first publication in the desk's zone, and a slug."""

    dispatch = models.ForeignKey("Dispatch", on_delete=models.CASCADE, related_name="addresses")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120, allow_unicode=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(name="address_once", fields=["year", "month", "slug"]),
            models.CheckConstraint(name="address_in_a_month", condition=Q(month__range=(1, 12))),
        ]

    def __str__(self):
        return f"{self.year}/{self.month:02d}/{self.slug}"

    def natural_key(self):
        return (self.year, self.month, self.slug)

    natural_key.dependencies = ["articles.dispatch"]

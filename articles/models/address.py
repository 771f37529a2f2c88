"""Public addresses: once given to a dispatch, they lead to it for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressQuerySet(models.QuerySet):
    def get_by_natural_key(self, year, month, slug):
        return self.get(year=year, month=month, slug=slug)

    def claim(self, dispatch, day, slug):
        """The address of `dispatch` for `slug` in the month of `day`; another's slug gets a number."""
        wanted, number = slug, 2
        while True:
            address, _created = self.get_or_create(
                year=day.year, month=day.month, slug=wanted, defaults={"dispatch": dispatch}
            )
            if address.dispatch_id == dispatch.pk:
                return address
            wanted, number = f"{slug}-{number}", number + 1


class Address(models.Model):
    """Year and month of first publication in the desk's zone, and a slug."""

    dispatch = models.ForeignKey("Dispatch", on_delete=models.CASCADE, related_name="addresses")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120, allow_unicode=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(name="address_once", fields=["year", "month", "slug"]),
        ]

    def __str__(self):
        return f"{self.year}/{self.month:02d}/{self.slug}"

    def natural_key(self):
        return (self.year, self.month, self.slug)

    natural_key.dependencies = ["articles.dispatch"]

"""The order of the front page, set by the desk. Each change is a new dated row, so that the page of
any past day can be shown again."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch


class FrontOrderQuerySet(models.QuerySet):
    def standing(self, interface, at):
        """The order in force at `at` for an interface language, or None."""
        orders = self.filter(interface=interface, since__lte=at).select_related("by")
        return orders.order_by("-since", "-pk").first()

    def places(self, interface, at):
        """The ids of the dispatches in their order at `at`; one query, [] for the automatic order."""
        standing = self.filter(interface=interface, since__lte=at).order_by("-since", "-pk")
        slots = FrontSlot.objects.filter(order=models.Subquery(standing.values("pk")[:1]))
        return list(slots.values_list("dispatch", flat=True))

    def set(self, interface, dispatches, by):
        """Put `dispatches` on the front in this order from now on; an empty list: the automatic order."""
        with transaction.atomic():
            order = self.create(interface=interface, by=by)
            FrontSlot.objects.bulk_create(
                FrontSlot(order=order, dispatch=dispatch, position=position)
                for position, dispatch in enumerate(dispatches)
            )
            return order


class FrontOrder(models.Model):
    interface = models.CharField(_("edition"), max_length=3)
    since = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = FrontOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of the front page")
        verbose_name_plural = _("orders of the front page")
        ordering = ["-since"]
        indexes = [models.Index(fields=["interface", "-since"], name="front_order_standing")]

    def __str__(self):
        return f"{self.interface} {self.since:%Y-%m-%d %H:%M}"


class FrontSlot(models.Model):
    order = models.ForeignKey(FrontOrder, on_delete=models.CASCADE, related_name="slots")
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("places on the front page")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="front_slot_once", fields=["order", "dispatch"]),
            models.UniqueConstraint(name="front_place_once", fields=["order", "position"]),
        ]

    def __str__(self):
        return f"{self.position}"

"""Prévisions: what is to come, who covers it, and which dispatch came of it."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dispatch import Dispatch
from .section import Section


class EventQuerySet(models.QuerySet):
    def between(self, first, last):
        """Those that touch the days from `first` to `last`, both included."""
        return self.from_day(first).filter(day__lte=last)

    def from_day(self, first):
        """Those of that day and later ones, and those that still run on it."""
        return self.filter(Q(ends_on__isnull=True, day__gte=first) | Q(ends_on__gte=first))


class Event(models.Model):
    title = models.CharField(_("what"), max_length=200)
    day = models.DateField(_("day"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    at = models.TimeField(_("time"), null=True, blank=True, help_text=_("In the desk’s time zone."))
    place = models.CharField(_("place"), max_length=120, blank=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
    )
    covered_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="events", verbose_name=_("covered by")
    )
    dispatch = models.ForeignKey(
        Dispatch,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("article that came of it"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned event")
        verbose_name_plural = _("planning")
        ordering = ["day", "at"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("day")),
                violation_error_message=_("An event cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    def open_dispatch(self, by):
        """The dispatch that comes of it, begun now if nobody has begun it; sent twice, it is one."""
        with transaction.atomic():
            event = Event.objects.select_for_update().get(pk=self.pk)
            if event.dispatch is None:
                event.dispatch = Dispatch.objects.create(
                    headline=event.title,
                    section=event.section,
                    dateline_place=event.place[:80],
                    created_by=by,
                )
                event.save(update_fields=["dispatch"])
            self.dispatch = event.dispatch
            return event.dispatch

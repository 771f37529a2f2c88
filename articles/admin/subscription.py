"""Letters to readers, at the desk: how many, about what. Nobody sees an address, administrators included."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import render
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Section, Subscription
from articles.models.subscription import ABOUT
from diplomacy.models import Accord, Actor

from .read_only import ReadOnlyAdmin

MODELS = {"section": Section, "actor": Actor, "accord": Accord}


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """One page of numbers; the rows have none."""

    def has_view_permission(self, request, obj=None):
        return obj is None and super().has_view_permission(request)

    def get_urls(self):
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="articles_subscription_changelist")]

    def changelist_view(self, request, extra_context=None):
        """Four queries: the numbers, and the names of what they are about."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "counts": _counts(),
        }
        return render(request, "admin/articles/subscription/change_list.html", context)


def _counts():
    """[(about what, every day, every week)], the most wanted first."""
    rows = Subscription.objects.confirmed().values(*ABOUT, "rhythm").annotate(n=Count("pk"))
    found = {}
    for row in rows.order_by():
        about = tuple(row[name] for name in ABOUT)
        found.setdefault(about, {"daily": 0, "weekly": 0})[row["rhythm"]] = row["n"]
    names = {
        name: MODELS[name].objects.in_bulk({about[n] for about in found} - {None})
        for n, name in enumerate(ABOUT)
    }
    told = []
    for about, counts in found.items():
        things = [names[name][key].label for name, key in zip(ABOUT, about, strict=True) if key]
        told.append((things[0] if things else _("All the news"), counts["daily"], counts["weekly"]))
    return sorted(told, key=lambda row: (-row[1] - row[2], row[0]))

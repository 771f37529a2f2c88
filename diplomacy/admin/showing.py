"""Showing acts to readers before a source does: released by an archivist, or said online already."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from . import veil
from .publicity import cited_online


class ShowsToReaders:
    """Two buttons of an act's page, and the same two actions of the list."""

    actions = ["said_online", "release"]

    def get_urls(self):
        return [
            self._button("said-online", self._say_online, "diplomacy_act_said_online"),
            self._button("release", self._release, "diplomacy_act_release"),
            *super().get_urls(),
        ]

    def _button(self, address, verb, name):
        def view(request, act_id):
            act = get_object_or_404(self.get_queryset(request), pk=act_id)
            if not self.has_change_permission(request, act):
                raise PermissionDenied
            verb(request, self.get_queryset(request).filter(pk=act.pk))
            return HttpResponseRedirect(reverse("admin:diplomacy_act_change", args=[act.pk]))

        return path(
            f"<int:act_id>/{address}/", self.admin_site.admin_view(require_POST(view)), name=name
        )

    @admin.action(description=_("The article online says it already"), permissions=["change"])
    def said_online(self, request, queryset):
        self._say_online(request, queryset.filter(replaced_by__isnull=True))

    def _say_online(self, request, acts):
        shown = left = 0
        for act in acts:
            with transaction.atomic():
                waiting = cited_online(act, timezone.now())
                opened = [citation for citation in waiting if citation.open_now()]
            if opened:
                self.log_change(request, act, str(_("shown to readers: said online already")))
                shown += 1
            else:
                left += 1
        if shown:
            words = ngettext("Readers see %(n)d more act.", "Readers see %(n)d more acts.", shown)
            self.message_user(request, words % {"n": shown}, messages.SUCCESS)
        if left:
            words = _("Left as they were: acts that do not wait for an article which is online.")
            self.message_user(request, words, messages.WARNING)

    @admin.action(description=_("Release to readers now, without a source"), permissions=["change"])
    def release(self, request, queryset):
        self._release(request, queryset.filter(replaced_by__isnull=True, released_at__isnull=True))

    def _release(self, request, acts):
        chosen, released = acts.count(), 0
        for act in veil.releasable(acts):
            act.release()
            self.log_change(request, act, str(_("released to readers")))
            released += 1
        if released < chosen:
            words = _("An article under embargo reports it: it is not released before.")
            self.message_user(request, words, messages.WARNING)
        words = ngettext("%(n)d act released.", "%(n)d acts released.", released)
        self.message_user(request, words % {"n": released}, messages.SUCCESS)

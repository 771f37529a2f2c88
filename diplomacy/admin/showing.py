"""Showing facts to readers before a source does: released by an archivist, or said online already."""

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
from .publicity import cited_online, publicity
from .signatory import was_read


class SaysOnline:
    """A button of a fact's page, and the same action of the list: the article online says it already."""

    actions = ["said_online"]

    def get_urls(self):
        return [self._button("said-online", self._say_online, "said_online"), *super().get_urls()]

    def _button(self, address, verb, name):
        model = f"diplomacy_{self.opts.model_name}"

        def view(request, fact_id):
            fact = get_object_or_404(self.get_queryset(request), pk=fact_id)
            if not self.has_change_permission(request, fact):
                raise PermissionDenied
            verb(request, self.get_queryset(request).filter(pk=fact.pk))
            return HttpResponseRedirect(reverse(f"admin:{model}_change", args=[fact.pk]))

        page = self.admin_site.admin_view(require_POST(view))
        return path(f"<int:fact_id>/{address}/", page, name=f"{model}_{name}")

    def shows(self, request, fact):
        """What may be done on the page of a fact."""
        may_show = self.has_change_permission(request, fact) and not fact.is_public
        return {"may_say_online": may_show and bool(cited_online(fact, timezone.now()))}

    @admin.action(description=_("The article online says it already"), permissions=["change"])
    def said_online(self, request, queryset):
        self._say_online(request, queryset)

    def _say_online(self, request, facts):
        shown = left = 0
        for fact in facts:
            with transaction.atomic():
                waiting = cited_online(fact, timezone.now()) if fact.is_standing else []
                opened = [citation for citation in waiting if citation.open_now()]
            if opened:
                self.log_change(request, fact, str(_("shown to readers: said online already")))
                shown += 1
            else:
                left += 1
        if shown:
            words = ngettext("Readers see %(n)d more fact.", "Readers see %(n)d more facts.", shown)
            self.message_user(request, words % {"n": shown}, messages.SUCCESS)
        if left:
            words = _("Left as it was: what does not wait for an article which is online.")
            self.message_user(request, words, messages.WARNING)


class ShowsToReaders(SaysOnline):
    """And another: released by an archivist without a source. For facts that can be replaced."""

    actions = ["said_online", "release"]

    def get_urls(self):
        return [self._button("release", self._release, "release"), *super().get_urls()]

    def shows(self, request, fact):
        """Whether readers see it, and what may be done."""
        may_change = self.has_change_permission(request, fact)
        return super().shows(request, fact) | {
            "publicity": publicity(fact, timezone.now()),
            "may_replace": may_change and was_read(fact),
            "may_release": may_change and not fact.is_public and not fact.released_at,
        }

    @admin.action(description=_("Release to readers now, without a source"), permissions=["change"])
    def release(self, request, queryset):
        self._release(request, queryset.standing().filter(released_at__isnull=True))

    def _release(self, request, facts):
        chosen, released = facts.count(), 0
        for fact in veil.releasable(facts):
            fact.release()
            self.log_change(request, fact, str(_("released to readers")))
            released += 1
        if released < chosen:
            words = _("An article under embargo reports it: it is not released before.")
            self.message_user(request, words, messages.WARNING)
        words = ngettext("%(n)d fact released.", "%(n)d facts released.", released)
        self.message_user(request, words % {"n": released}, messages.SUCCESS)

"""The bin: what was never published goes in whole and comes back whole; administrators empty it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import rights
from articles.models import Dispatch, Move
from articles.workflow import MoveRefused
from diplomacy.admin import deletion


class BinAdmin(admin.ModelAdmin):
    actions = ["put_in_bin", "take_out_of_bin"]

    @admin.action(description=gettext_lazy("Put in the bin"), permissions=["change"])
    def put_in_bin(self, request, queryset):
        done = self._each(request, queryset, Dispatch.put_in_bin)
        words = ngettext("%(n)d article is in the bin.", "%(n)d articles are in the bin.", done)
        self._tell(request, done, words)

    @admin.action(description=gettext_lazy("Take out of the bin"), permissions=["change"])
    def take_out_of_bin(self, request, queryset):
        done = self._each(request, queryset, Dispatch.take_out_of_bin)
        words = ngettext("%(n)d article is back.", "%(n)d articles are back.", done)
        self._tell(request, done, words)

    def _each(self, request, queryset, verb):
        """How many it was done to; of the others, each one's reason is told."""
        done = 0
        for dispatch in queryset:
            try:
                verb(dispatch, request.user)
            except MoveRefused as refusal:
                messages.warning(request, f"{dispatch}: {refusal}")
            else:
                done += 1
        return done

    def _tell(self, request, done, words):
        if done:
            messages.success(request, words % {"n": done})

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.unbin_view))
        return [
            path("<int:dispatch_id>/unbin/", view, name="articles_dispatch_unbin"),
            *super().get_urls(),
        ]

    def unbin_view(self, request, dispatch_id):
        dispatch = Dispatch.objects.filter(pk=dispatch_id).first()
        if dispatch is None or not rights.may_see(request.user, dispatch):
            raise PermissionDenied
        dispatch.take_out_of_bin(request.user)
        messages.success(request, _("The article is back, as it was."))
        return HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[dispatch_id]))

    # For ever

    def has_delete_permission(self, request, obj=None):
        """One by one from the bin, where nothing lies that readers ever had; never many at once."""
        in_bin = obj is not None and obj.binned_at is not None
        return in_bin and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site, without=(Move,))

    def delete_model(self, request, obj):
        """With its log, and the source that stood for it unless an archivist cites it already."""
        with transaction.atomic():
            source = obj.source
            QuerySet(Move).filter(dispatch=obj).delete()  # the log of what readers never had
            super().delete_model(request, obj)
            if not source.citations.exists():
                source.delete()

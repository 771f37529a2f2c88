"""Dispatches, at the desk: the list, the page, and what its buttons do."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from articles.models import Dispatch, DispatchByline, Edition
from diplomacy.admin import deletion
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.spelling import fold, make_slug

from . import standing
from .byline import BylineInline
from .calm import calm
from .dispatch_form import DispatchForm
from .figure import FigureInline
from .publishing import PublishingAdmin
from .state import StateFilter, badges, public_link, with_state
from .withdraw_page import withdraw


class DispatchList(ChangeList):
    """Without the texts; the live editions come in one further query."""

    def get_queryset(self, request, **kwargs):
        live = (
            Edition.objects.live(timezone.now()).select_related("address").defer("body", "folded")
        )
        return (
            super()
            .get_queryset(request, **kwargs)
            .defer("body")
            .prefetch_related(Prefetch("editions", live, to_attr="live_editions"))
        )


@admin.register(Dispatch)
class DispatchAdmin(PublishingAdmin):
    form = DispatchForm
    inlines = [BylineInline, FigureInline]
    fieldsets = (
        (None, {"classes": ["opening"], "fields": [
            "headline", "standfirst", ("dateline_place", "dateline_on"), "body",
        ]}),
        (gettext_lazy("Filing"), {"fields": [("section", "genre", "language"), "topics"]}),
        (gettext_lazy("What it reports"), {"fields": ["accords", "actors", "people"]}),
        (gettext_lazy("Translation and address"), {
            "classes": ["collapse"], "fields": ["translation_of", "slug"],
        }),
    )  # fmt: skip
    autocomplete_fields = ("topics", "accords", "actors", "people", "translation_of")
    add_title = gettext_lazy("Add an article")
    list_display = ("title", "section", "genre", "language", "state", "changed_at", "readers_page")
    list_filter = (StateFilter, "section", "genre", "language", "changed_at")
    list_select_related = ("section",)
    list_per_page = 50
    search_fields = ("headline",)
    search_help_text = gettext_lazy("Words of the headline, or who signs; accents do not count.")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    actions = None

    class Media:
        js = [Script("articles/desk.js", defer=True)]

    # The list

    def get_changelist(self, request, **kwargs):
        return DispatchList

    def get_queryset(self, request):
        return with_state(super().get_queryset(request), timezone.now())

    def get_search_results(self, request, queryset, search_term):
        """Each word in the headline, in the address (which has no accents) or in a signing name."""
        for word in search_term.split():
            signed = DispatchByline.objects.filter(
                dispatch=OuterRef("pk"), author__search_key__contains=fold(word)
            )
            queryset = queryset.filter(
                Q(headline__icontains=word) | Q(slug__contains=make_slug(word)) | Exists(signed)
            )
        return queryset, False

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def title(self, dispatch):
        return str(dispatch)

    @admin.display(description=gettext_lazy("state"))
    def state(self, dispatch):
        return badges(dispatch)

    @admin.display(description=gettext_lazy("readers’ page"))
    def readers_page(self, dispatch):
        live = next(iter(dispatch.live_editions), None)
        return public_link(live, _("Open")) if live else "—"

    # The page

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body" and request.user.has_perm("articles.view_photo"):
            field.widget.attrs["data-photo-search-url"] = reverse("admin:articles_photo_search")
        if db_field.name == "translation_of":
            field.widget.can_add_related = False
        return calm(field)

    def get_urls(self):
        see = self.admin_site.admin_view
        page = see(lambda request, dispatch_id: withdraw(request, dispatch_id, self.admin_site))
        return [
            path("<int:dispatch_id>/withdraw/", page, name="articles_dispatch_withdraw"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        figures = [
            inline.formset
            for inline in context["inline_admin_formsets"]
            if isinstance(inline.opts, FigureInline)
        ]
        context |= {
            "standing": standing.of(obj),
            "was_frozen": bool(obj) and self._was_frozen(request, obj),
            "labels": badges(obj) if obj and obj.pk else "",
            "may_publish": request.user.has_perm("articles.publish_dispatch"),
            "may_withdraw": request.user.has_perm("articles.withdraw_dispatch"),
            "lacks_photos": any(formset.lack_photos() for formset in figures),
            "zone": timezone.get_current_timezone_name(),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """What readers had, or what is in the log, stays."""
        return not (obj and self._was_frozen(request, obj)) and super().has_delete_permission(
            request, obj
        )

    def _was_frozen(self, request, dispatch):
        if not hasattr(dispatch, "has_moves"):
            dispatch = self.get_queryset(request).get(pk=dispatch.pk)
        return dispatch.has_moves or dispatch.last_number is not None

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site)

    def delete_model(self, request, obj):
        """With the source that stood for it, unless an archivist cites it already."""
        source = obj.source
        super().delete_model(request, obj)
        if not source.citations.exists():
            source.delete()

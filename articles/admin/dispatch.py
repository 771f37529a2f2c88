"""Dispatches, at the desk: the list, the page, and what its buttons do."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from articles import facts, messengers, rights, translations
from articles.models import Dispatch, DispatchByline, Edition
from diplomacy.admin.boxes import is_key
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.spelling import fold, make_slug

from . import checking, comment, mending, panel, preview, share_link
from .bin import BinAdmin
from .byline import BylineInline
from .calm import calm
from .dispatch_form import DispatchForm
from .figure import FigureInline
from .keeping import KeepingAdmin
from .known import KnownFields
from .public_page import public_page, with_public_address
from .publishing import PublishingAdmin
from .state import StateFilter, badges, with_state
from .translation import TranslationFilter
from .withdraw_page import withdraw

ACCORDS = "%s?app_label=articles&model_name=dispatch&field_name=accords"


def is_page(request):
    """Whether one article is opened or saved; the admin has begun a transaction if it is saved."""
    return request.resolver_match.url_name == "articles_dispatch_change"


class DispatchList(ChangeList):
    """Without the texts; where readers find each article comes along in the same query."""

    def get_queryset(self, request, **kwargs):
        found = super().get_queryset(request, **kwargs)
        return with_public_address(found.defer("body"), timezone.now())


@admin.register(Dispatch)
class DispatchAdmin(KnownFields, BinAdmin, KeepingAdmin, PublishingAdmin):
    form = DispatchForm
    inlines = [BylineInline, FigureInline]
    fieldsets = (
        (None, {"classes": ["opening"], "fields": [
            "headline", "standfirst", ("dateline_place", "dateline_on"), "body",
        ]}),
        (gettext_lazy("Filing"), {"fields": [("section", "genre", "language"), "urgent_hours", "topics"]}),
        (gettext_lazy("What it reports"), {"fields": ["accords", "actors", "people"]}),
        (gettext_lazy("Translation and address"), {
            "classes": ["collapse"], "fields": [("translation_of", "translated_number"), "slug"],
        }),
        (gettext_lazy("Embargo"), {
            "classes": ["collapse"],
            "fields": [("embargo_until", "embargo_zone"), "embargo_source", "embargo_terms"],
        }),
    )  # fmt: skip
    autocomplete_fields = ("topics", "accords", "actors", "people", "translation_of")
    readonly_fields = ("words",)
    add_title = gettext_lazy("Add an article")
    list_display = ("title", "section", "genre", "language", "state", "changed_at", "readers_page")
    list_filter = (StateFilter, "section", "genre", "language", TranslationFilter, "changed_at")
    list_select_related = ("section",)
    list_per_page = 50
    search_fields = ("headline",)
    search_help_text = gettext_lazy("Words of the headline, or who signs; accents do not count.")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0

    class Media:
        css = {"all": ["newsroom/desk-front.css"]}
        js = [
            Script("articles/desk.js", defer=True),
            Script("articles/checklist.js", defer=True),
            Script("newsroom/desk-comments.js", defer=True),
        ]

    # The list

    def get_changelist(self, request, **kwargs):
        return DispatchList

    def get_queryset(self, request):
        """What this person may see. Boxes that choose an article offer none from the bin."""
        seen = rights.visible(super().get_queryset(request), request.user)
        if request.resolver_match.url_name == "autocomplete":
            seen = seen.filter(binned_at=None)
        if is_page(request):
            seen = translations.with_original(facts.annotated(seen, request.user), timezone.now())
            seen = seen.for_saving() if request.method == "POST" else seen
        return with_state(seen, timezone.now())

    def get_object(self, request, object_id, from_field=None):
        """Who saves has it locked for the rest of the transaction: what is read with it stays true."""
        dispatch = super().get_object(request, object_id, from_field)
        if dispatch and is_page(request):
            dispatch.is_locked = request.method == "POST"
            rights.know_own(request.user, dispatch, dispatch.owned)
        return dispatch

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Who may not read what is being written is led to what readers read."""
        live = Edition.objects.live(timezone.now()).filter(
            dispatch=object_id if is_key(object_id) else None
        )
        edition = rights.visible_editions(live, request.user).defer("body", "folded").first()
        if edition is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        messages.info(request, _("A colleague is reworking it: this is what readers have."))
        return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))

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
        return public_page(dispatch, _("Open"))

    # The page

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body" and request.user.has_perm("articles.view_photo"):
            field.widget.attrs["data-photo-search-url"] = reverse("admin:articles_photo_search")
        if db_field.name == "body" and request.user.has_perm("diplomacy.view_accord"):
            field.widget.attrs["data-accord-search-url"] = ACCORDS % reverse("admin:autocomplete")
        if db_field.name == "translation_of":
            field.widget.can_add_related = False
        return calm(field)

    def get_fieldsets(self, request, obj=None):
        """Who may only read it reads its text, not the marks in it."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        return [
            (name, options | {"fields": ["words" if f == "body" else f for f in options["fields"]]})
            for name, options in found
        ]

    @admin.display(description=gettext_lazy("text"))
    def words(self, dispatch):
        """Sanitised where it was stored."""
        return format_html('<div class="frozen-text">{}</div>', mark_safe(dispatch.body))

    def get_urls(self):
        see = self.admin_site.admin_view
        page = see(lambda request, dispatch_id: withdraw(request, dispatch_id, self.admin_site))
        return [
            path("<int:dispatch_id>/withdraw/", page, name="articles_dispatch_withdraw"),
            *comment.addresses(self.admin_site),
            *preview.addresses(self.admin_site),
            *share_link.addresses(self.admin_site),
            *checking.addresses(self.admin_site),
            *mending.addresses(self.admin_site),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        figures = [
            inline.formset
            for inline in context["inline_admin_formsets"]
            if isinstance(inline.opts, FigureInline)
        ]
        context |= panel.context(obj if obj and obj.pk else None, request.user) | {
            "labels": badges(obj) if obj and obj.pk else "",
            "checklist": checking.on_page(request, obj),
            "lacks_photos": any(formset.lack_photos() for formset in figures),
        }
        if obj and obj.pk:
            context |= comment.context(obj, request.user)
        if live := context["standing"].live:
            short = request.build_absolute_uri(live.get_permalink())
            context["for_messengers"] = messengers.message(live, short)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.tell_marks(request)

    def has_view_permission(self, request, obj=None):
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or obj.pk is None or rights.may_see(request.user, obj))

    def has_change_permission(self, request, obj=None):
        if obj is None or obj.pk is None:
            return super().has_change_permission(request, obj)
        return rights.may_write(request.user, obj)

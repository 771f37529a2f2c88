"""Acts at the desk: typed freely until readers see them, then replaced, never edited."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Act, NameVariant
from diplomacy.models.replaceable import PublicActError
from diplomacy.spelling import fold

from . import veil
from .citation import CitationInline
from .publicity import publicity
from .record import RecordAdmin
from .replacing import ReplacePage
from .showing import ShowsToReaders
from .signatory import SignatoryInline, was_read
from .taking_back import TakesBackCitations

FIELDSETS = (
    (None, {"fields": ["accord", ("kind", "actor")]}),
    (
        _("Dates"),
        {
            "fields": [
                ("done_on", "done_precision"),
                ("announced_on", "announced_precision"),
                ("effective_on", "effective_precision"),
                "retroactive",
            ]
        },
    ),
    (
        _("Coming back, answers, reservations"),
        {"fields": ["cycle", "answers", "wording", "wording_en"], "classes": ["collapse"]},
    ),
    (_("Place and note"), {"fields": [("place", "place_en"), "note", "note_en"]}),
)


class PublicFilter(admin.SimpleListFilter):
    title = _("visibility")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return [("yes", _("public")), ("no", _("not public"))]

    def queryset(self, request, queryset):
        asked = {"yes": True, "no": False}.get(self.value())
        return queryset if asked is None else queryset.filter(is_public=asked)


class ReplacedFilter(admin.SimpleListFilter):
    title = _("replacement")
    parameter_name = "replaced"

    def lookups(self, request, model_admin):
        return [("no", _("standing")), ("yes", _("replaced or taken back"))]

    def queryset(self, request, queryset):
        standing = Act.objects.standing().filter(pk=OuterRef("pk"))
        asked = {"yes": ~Exists(standing), "no": Exists(standing)}.get(self.value())
        return queryset if asked is None else queryset.filter(asked)


@admin.register(Act)
class ActAdmin(TakesBackCitations, ShowsToReaders, RecordAdmin):
    add_title = _("Add an act")
    list_display = ("kind", "accord", "actor", "done_spelt", "for_readers")
    list_display_links = ("kind", "accord")
    list_filter = ("kind", PublicFilter, ReplacedFilter, "done_on")
    list_select_related = ("accord", "actor")
    search_fields = ("accord__search_key",)
    search_help_text = _("Words of the accord’s name, of the actor’s or of a signatory’s.")
    ordering = ("-pk",)
    autocomplete_fields = ("accord", "actor", "answers")
    fieldsets = FIELDSETS
    inlines = [SignatoryInline, CitationInline]
    change_form_template = "admin/diplomacy/act/change_form.html"

    def get_queryset(self, request):
        citations = veil.citations(request.user)
        public = Act.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(is_public=Exists(public))
            .select_related("accord", "actor")
            .prefetch_related(Prefetch("citations", citations))
        )

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            signed = Act.objects.filter(
                Q(signatories__person__search_key__contains=word)
                | Q(signatories__person__variants__search_key__contains=word),
                pk=OuterRef("pk"),
            )
            spelt = NameVariant.objects.filter(
                actor=OuterRef("actor_id"), search_key__contains=word
            )
            queryset = queryset.filter(
                Q(accord__search_key__contains=word)
                | Q(actor__search_key__contains=word)
                | Exists(spelt)
                | Exists(signed)
            )
        return queryset, False

    @admin.display(description=_("done on"), ordering="done_on")
    def done_spelt(self, act):
        return act.done_spelt

    @admin.display(description=_("for readers"))
    def for_readers(self, act):
        return publicity(act, timezone.now())

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and not obj.is_standing)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

    def get_readonly_fields(self, request, obj=None):
        if was_read(obj):
            return tuple(field for _name, part in FIELDSETS for field in _flat(part["fields"]))
        return super().get_readonly_fields(request, obj)

    def get_urls(self):
        page = self.admin_site.admin_view(self.replace_page)
        return [path("<int:pk>/replace/", page, name="diplomacy_act_replace"), *super().get_urls()]

    @property
    def replace_page(self):
        return ReplacePage(self, _("Replace an act"), SignatoryInline)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What was being typed when the act became public is kept, on the page that replaces it."""
        act = self.get_object(request, object_id) if object_id else None
        if act and request.method == "POST" and was_read(act) and "kind" in request.POST:
            return self.replace_page(request, act.pk)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PublicActError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= self.shows(request, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if not was_read(obj):
            super().save_model(request, obj, form, change)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for act in queryset:
                act.delete()

    def delete_view(self, request, object_id, extra_context=None):
        act = self.get_object(request, object_id)
        if act and super().has_delete_permission(request) and was_read(act):
            words = _(
                "Readers have seen this act: it cannot be deleted, only replaced or taken back."
            )
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:diplomacy_act_change", args=[act.pk]))
        return super().delete_view(request, object_id, extra_context)


def _flat(fields):
    for field in fields:
        yield from field if isinstance(field, tuple) else (field,)

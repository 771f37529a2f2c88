"""How an accord relates to others: in two tables on its page, and each relation on a page of its own."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Relation
from diplomacy.models.relation import TWICE

from . import veil
from .citation import CitationInline
from .publicity import publicity
from .record import LabelledInline, RecordAdmin
from .replacing import ReplacePage
from .rows import LabelledFormSet
from .showing import ShowsToReaders
from .signatory import was_read
from .taking_back import TakesBackCitations

FIELDS = ("accord", "kind", "other", "since", "since_precision", "note", "note_en")


class RelationRow(forms.ModelForm):
    """What readers have seen is not typed over."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if was_read(self.instance):
            for field in self.fields.values():
                field.disabled = True


class RelationFormSet(LabelledFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].disabled = was_read(form.instance)

    def clean(self):
        super().clean()
        told = set()
        for form in self.forms:
            if form in self.deleted_forms or form.errors or not form.cleaned_data.get("other"):
                continue
            relation = (form.cleaned_data["kind"], form.cleaned_data["other"])
            if relation in told:
                form.add_error("other", TWICE)
            told.add(relation)


class RelationInline(LabelledInline):
    model = Relation
    form = RelationRow
    formset = RelationFormSet
    fk_name = "accord"
    fields = ("kind", "other", "since", "since_precision")
    autocomplete_fields = ("other",)
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).standing()


class BackInline(LabelledInline):
    """What other accords do to this one: written on their pages."""

    model = Relation
    fk_name = "other"
    fields = ("accord", "kind", "since")
    verbose_name_plural = _("relations of other accords to this one")
    show_change_link = True

    def get_queryset(self, request):
        standing = super().get_queryset(request).standing()
        return standing.select_related("accord")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Relation)
class RelationAdmin(TakesBackCitations, ShowsToReaders, RecordAdmin):
    add_title = _("Add a relation between accords")
    list_display = ("accord", "kind", "other", "since_spelt", "for_readers")
    list_filter = ("kind",)
    search_fields = ("accord__search_key", "other__search_key")
    search_help_text = _("Words of the name of either accord.")
    ordering = ("-pk",)
    autocomplete_fields = ("accord", "other")
    fields = ("accord", "kind", "other", ("since", "since_precision"), "note", "note_en")
    inlines = [CitationInline]
    change_form_template = "admin/diplomacy/relation/change_form.html"

    def get_queryset(self, request):
        public = Relation.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(is_public=Exists(public))
            .select_related("accord", "other")
            .prefetch_related(Prefetch("citations", veil.citations(request.user)))
        )

    @admin.display(description=_("since"), ordering="since")
    def since_spelt(self, relation):
        return relation.since_spelt

    @admin.display(description=_("for readers"))
    def for_readers(self, relation):
        return publicity(relation, timezone.now())

    def has_module_permission(self, request):
        """Reached from the accords: no list of its own on the desk's front page."""
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and not obj.is_standing)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

    def get_readonly_fields(self, request, obj=None):
        return FIELDS if was_read(obj) else super().get_readonly_fields(request, obj)

    def save_model(self, request, obj, form, change):
        if not was_read(obj):
            super().save_model(request, obj, form, change)

    def delete_queryset(self, request, queryset):
        for relation in queryset:
            relation.delete()

    def get_urls(self):
        page = self.admin_site.admin_view(self.replace_page)
        return [
            path("<int:pk>/replace/", page, name="diplomacy_relation_replace"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= self.shows(request, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @property
    def replace_page(self):
        return ReplacePage(self, _("Replace a relation"))

"""What every list and page of the record has in common at the desk."""

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from diplomacy.models import NameVariant
from diplomacy.spelling import fold

from . import deletion
from .boxes import CalmBoxes
from .history import HistoryAdmin
from .paginator import BoundedPaginator
from .rows import LabelledFormSet
from .words import PlainWords


class RecordAdmin(PlainWords, CalmBoxes, HistoryAdmin):
    """Lists that count no whole table; deletions that are explained."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 200
    delete_selected_confirmation_template = "admin/diplomacy/delete_selected_confirmation.html"

    class Media:
        css = {"all": ["diplomacy/desk.css"]}

    def get_deleted_objects(self, objs, request):
        return deletion.explain(objs, request, self.admin_site)


class NamedAdmin(RecordAdmin):
    """Things found by any of their spellings: case, accents and hyphens do not count."""

    ordering = ("search_key",)
    search_fields = ("search_key",)
    search_help_text = _("Any spelling: capitals, accents and hyphens do not count.")
    variants_of = None  # the column of NameVariant that names this model

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            found = Q(search_key__contains=word)
            if self.variants_of:
                owner = {self.variants_of: OuterRef("pk")}
                found |= Exists(NameVariant.objects.filter(search_key__contains=word, **owner))
            queryset = queryset.filter(found)
        return queryset, False


class ReadPage:
    """A page of readers: linked from the desk once it is there, its address then fixed."""

    def get_queryset(self, request):
        public = self.model.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_public=Exists(public))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if self._is_public(obj) else None

    def get_readonly_fields(self, request, obj=None):
        fixed = ("slug",) if obj and self._is_public(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(description=_("readers’ page"), ordering="is_public")
    def public_page(self, obj):
        if not obj.is_public:
            return _("not yet")
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), _("Open"))

    def _is_public(self, obj):
        return getattr(obj, "is_public", False)


class LabelledInline(CalmBoxes, admin.TabularInline):
    """A table whose every box says its own name, not its column's head alone."""

    extra = 0
    formset = LabelledFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field


ADDRESS = (_("Address"), {"classes": ["collapse"], "fields": ["slug"]})

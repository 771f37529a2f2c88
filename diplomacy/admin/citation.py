"""What a fact rests on, in a table on its page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diplomacy.models import Citation
from diplomacy.models.citation import TWICE

from . import veil
from .record import LabelledInline
from .rows import LabelledFormSet
from .signatory import was_read


class CitationFormSet(LabelledFormSet):
    """A source is cited once for a fact."""

    def clean(self):
        super().clean()
        told = set()
        for form in self.forms:
            source = getattr(form, "cleaned_data", {}).get("source")
            if form in self.deleted_forms or source is None or form.instance.taken_back_at:
                continue
            if source in told:
                form.add_error("source", TWICE)
            told.add(source)


class CitationInline(LabelledInline):
    """A source may be added to a public fact; what is cited already is taken back, never changed."""

    model = Citation
    formset = CitationFormSet
    fields = ("source", "quote", "value", "contradicts")
    autocomplete_fields = ("source",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "quote":
            field.widget.attrs["rows"] = 2
        return field

    def get_queryset(self, request):
        return super().get_queryset(request) & veil.citations(request.user)

    def get_fields(self, request, obj=None):
        return (*self.fields, *self.get_readonly_fields(request, obj))

    def get_readonly_fields(self, request, obj=None):
        if not was_read(obj):
            return ()
        fact_admin = self.admin_site.get_model_admin(self.parent_model)
        return ("correction",) if fact_admin.has_change_permission(request, obj) else ("state",)

    @admin.display(description=gettext_lazy("state"))
    def state(self, citation):
        if citation.taken_back_at:
            return _("taken back on %(day)s by %(whom)s: %(why)s") % {
                "day": date_format(localtime(citation.taken_back_at), "SHORT_DATETIME_FORMAT"),
                "whom": citation.taken_back_by,
                "why": citation.taken_back_why,
            }
        return ""

    @admin.display(description=gettext_lazy("cited by mistake?"))
    def correction(self, citation):
        if citation.pk is None or citation.taken_back_at or not citation.fact.is_standing:
            return self.state(citation)
        page = f"admin:diplomacy_{citation.fact._meta.model_name}_take_back_citation"
        address = reverse(page, args=[citation.fact.pk, citation.pk])
        return format_html('<a href="{}">{}</a>', address, _("Take it back"))

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not (obj and not obj.is_standing)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not was_read(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

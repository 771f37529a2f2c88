"""What a fact rests on, in a table on its page."""

from diplomacy.models import Citation

from . import veil
from .record import LabelledInline
from .signatory import was_read


class CitationInline(LabelledInline):
    """A source may be added to a public fact; what is cited already stays as readers saw it."""

    model = Citation
    fields = ("source", "quote", "value", "contradicts")
    autocomplete_fields = ("source",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "quote":
            field.widget.attrs["rows"] = 2
        return field

    def get_queryset(self, request):
        return super().get_queryset(request) & veil.citations(request.user)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not (obj and obj.replaced_at)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not was_read(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

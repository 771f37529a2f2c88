"""The paper's sections, at the desk, in the order of its menu."""

from admin_ordering.admin import OrderableAdmin
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from diplomacy.admin.record import ADDRESS, NamedAdmin, ReadPage


@admin.register(Section)
class SectionAdmin(ReadPage, OrderableAdmin, NamedAdmin):
    add_title = _("Add a section")
    list_display = ("name", "name_en", "position", "public_page")
    list_editable = ("position",)
    ordering = ("position", "search_key")
    ordering_field = "position"
    fieldsets = (
        (None, {"fields": [("name", "name_en"), "standfirst", "standfirst_en", "position"]}),
        ADDRESS,
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In the list, the box of the order has no label but this."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "position":
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

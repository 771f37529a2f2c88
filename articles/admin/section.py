"""The paper's sections, at the desk, in the order of its menu."""

from admin_ordering.admin import OrderableAdmin
from django.contrib import admin

from articles.models import Section
from diplomacy.admin.record import ADDRESS, NamedAdmin


@admin.register(Section)
class SectionAdmin(OrderableAdmin, NamedAdmin):
    list_display = ("name", "name_en", "position")
    list_editable = ("position",)
    ordering_field = "position"
    fieldsets = (
        (None, {"fields": [("name", "name_en"), "standfirst", "standfirst_en", "position"]}),
        ADDRESS,
    )

"""Functions at the desk, with their spellings and who held them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Office

from .merging import MergesRows
from .record import ADDRESS, NamedAdmin
from .spelling import SpellingInline
from .tenure import HolderInline


@admin.register(Office)
class OfficeAdmin(MergesRows, NamedAdmin):
    """Found by its own words or by those of its state: "russie defense"."""

    add_title = _("Add a function")
    list_display = ("name", "actor", "name_en")
    list_filter = ("actor__kind",)
    list_select_related = ("actor",)
    autocomplete_fields = ("actor",)
    variants_of = "office"
    inlines = [SpellingInline, HolderInline]
    fieldsets = ((None, {"fields": ["name", "name_en", "actor"]}), ADDRESS)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")

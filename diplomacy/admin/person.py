"""People at the desk, with their spellings and the functions they held."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Person

from .merging import MergesRows
from .record import ADDRESS, NamedAdmin, ReadPage
from .spelling import SpellingInline
from .tenure import TenureInline


@admin.register(Person)
class PersonAdmin(MergesRows, ReadPage, NamedAdmin):
    add_title = _("Add a person")
    list_display = ("name", "spellings", "functions", "public_page")
    variants_of = "person"
    fieldsets = ((None, {"fields": ["name", "name_en"]}), ADDRESS)
    inlines = [SpellingInline, TenureInline]

    def get_queryset(self, request):
        people = super().get_queryset(request)
        return people.prefetch_related("variants", "tenures__office__actor")

    @admin.display(description=_("other spellings"))
    def spellings(self, person):
        return ", ".join(variant.text for variant in person.variants.all())

    @admin.display(description=_("functions"))
    def functions(self, person):
        return " ; ".join(str(tenure.office) for tenure in person.tenures.all())

"""Actors at the desk, with their spellings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Actor

from .record import ADDRESS, NamedAdmin, ReadPage
from .spelling import SpellingInline


@admin.register(Actor)
class ActorAdmin(ReadPage, NamedAdmin):
    add_title = _("Add an actor")
    list_display = ("name", "name_en", "kind", "official_name", "public_page")
    list_filter = ("kind",)
    variants_of = "actor"
    fieldsets = (
        (None, {"fields": ["name", "name_en", "kind", "iso"]}),
        (_("Official name"), {"fields": ["official_name", "official_name_en"]}),
        ADDRESS,
    )
    inlines = [SpellingInline]

"""Actors at the desk, with their names, what they belong to and what they follow."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Actor

from .actor_relation import InverseRelationInline, RelationInline
from .merging import MergesRows
from .record import ADDRESS, NamedAdmin, ReadPage
from .spelling import DatedSpellingInline


@admin.register(Actor)
class ActorAdmin(MergesRows, ReadPage, NamedAdmin):
    add_title = _("Add an actor")
    list_display = ("name", "name_en", "kind", "official_name", "public_page")
    list_filter = ("kind",)
    variants_of = "actor"
    fieldsets = (
        (None, {"fields": ["name", "name_en", "kind", "iso"]}),
        (_("Official name"), {"fields": ["official_name", "official_name_en"]}),
        ADDRESS,
    )
    inlines = [DatedSpellingInline, RelationInline, InverseRelationInline]

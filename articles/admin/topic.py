"""Topics, at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Topic
from diplomacy.admin.record import ADDRESS, NamedAdmin, ReadPage


@admin.register(Topic)
class TopicAdmin(ReadPage, NamedAdmin):
    add_title = _("Add a topic")
    list_display = ("name", "name_en", "public_page")
    fieldsets = ((None, {"fields": [("name", "name_en")]}), ADDRESS)

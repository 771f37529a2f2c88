"""Topics, at the desk."""

from django.contrib import admin

from articles.models import Topic
from diplomacy.admin.record import ADDRESS, NamedAdmin


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ("name", "name_en")
    fieldsets = ((None, {"fields": [("name", "name_en")]}), ADDRESS)

"""Those who sign, at the desk."""

from django.contrib import admin

from articles.models import Author
from diplomacy.admin.record import ADDRESS, NamedAdmin


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    list_display = ("name", "gender", "about")
    fieldsets = (
        (None, {"fields": [("name", "name_en"), "gender", "about", "about_en"]}),
        ADDRESS,
    )

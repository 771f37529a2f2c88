"""Those who sign, at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Author
from diplomacy.admin.record import ADDRESS, NamedAdmin, ReadPage


@admin.register(Author)
class AuthorAdmin(ReadPage, NamedAdmin):
    add_title = _("Add an author")
    list_display = ("name", "gender", "about", "public_page")
    fieldsets = (
        (None, {"fields": [("name", "name_en"), "gender", "about", "about_en"]}),
        ADDRESS,
    )

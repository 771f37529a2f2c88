"""The paper’s own pages, at the desk: a fixed set, each written once and kept up to date."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import PaperPage
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.words import PlainWords


@admin.register(PaperPage)
class PaperPageAdmin(PlainWords, HistoryAdmin):
    add_title = _("Write a page of the paper")
    list_display = ("kind", "changed_at", "public_page")
    actions = None
    fields = ("kind", "text", "text_en")

    def get_readonly_fields(self, request, obj=None):
        return ("kind",) if obj else ()

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def save_model(self, request, obj, form, change):
        """Readers see the day of the last change, not of the last look."""
        if form.changed_data:
            obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("readers’ page"))
    def public_page(self, obj):
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), _("Open"))

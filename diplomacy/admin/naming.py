"""The page of one signatory: which sources give the name, and which another."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Signatory

from . import veil
from .citation import CitationInline
from .record import RecordAdmin
from .showing import SaysOnline
from .signatory import was_read
from .taking_back import TakesBackCitations


@admin.register(Signatory)
class SignatoryAdmin(TakesBackCitations, SaysOnline, RecordAdmin):
    """Who signed is typed on the act's page, and set right by replacing the act."""

    list_display = ("words", "act")
    list_display_links = ("words",)
    search_fields = ("person__search_key", "as_printed")
    search_help_text = _("Words of the signatory’s name.")
    ordering = ("-pk",)
    fields = ("words", "act_page")
    readonly_fields = ("words", "act_page")
    inlines = [CitationInline]
    change_form_template = "admin/diplomacy/signatory/change_form.html"

    def get_queryset(self, request):
        shown = Signatory.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(is_public=Exists(shown))
            .select_related("act__accord", "act__actor", "person", "office__actor")
            .prefetch_related(Prefetch("citations", veil.citations(request.user)))
        )

    def has_module_permission(self, request):
        """Reached from the act: no list of its own on the desk's front page."""
        return False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not was_read(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and not obj.is_standing)

    def save_model(self, request, obj, form, change):
        """Nothing of the row itself is typed here."""

    @admin.display(description=_("as readers see it"))
    def words(self, signatory):
        return signatory.words

    @admin.display(description=_("act"))
    def act_page(self, signatory):
        address = reverse("admin:diplomacy_act_change", args=[signatory.act_id])
        return format_html('<a href="{}">{}</a>', address, signatory.act)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context |= self.shows(request, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

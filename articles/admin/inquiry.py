"""What readers ask to be verified, at the desk: a rumour is seen while it runs."""

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Inquiry
from diplomacy.admin.paginator import BoundedPaginator

from .read_only import ReadOnlyAdmin


@admin.register(Inquiry)
class InquiryAdmin(ReadOnlyAdmin):
    list_display = ("day", "outcome", "asked_about", "times")
    list_filter = ("outcome", "day")
    list_select_related = ("edition__address",)
    list_display_links = None
    fields = ("day", "outcome", "edition", "excerpt", "times")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    list_per_page = 50

    def get_queryset(self, request):
        """Older ones go with the next question; until then nobody sees them."""
        recent = super().get_queryset(request).recent(timezone.localdate())
        return recent.defer("edition__body", "edition__folded")

    @admin.display(description=_("asked about"))
    def asked_about(self, inquiry):
        if inquiry.edition is None:
            return inquiry.excerpt
        words = _("%(headline)s, version %(number)d") % {
            "headline": inquiry.edition.headline,
            "number": inquiry.edition.number,
        }
        return format_html('<a href="{}">{}</a>', inquiry.edition.get_version_url(), words)

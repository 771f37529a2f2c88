"""The desk's log, at the desk."""

from django.contrib import admin

from articles.models import Move
from diplomacy.admin.paginator import BoundedPaginator

from .read_only import SeenWithDispatches


@admin.register(Move)
class MoveAdmin(SeenWithDispatches):
    list_display = ("at", "verb", "dispatch", "number", "by", "note")
    list_display_links = ("at",)
    list_filter = ("verb", "at")
    list_select_related = ("dispatch", "by")
    fields = ("at", "verb", "dispatch", "number", "by", "note")
    search_fields = ("dispatch__headline", "note", "by__username")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).defer("dispatch__body")

"""Exchange rates at the desk: the day's dollar, so that sums in CFA francs can be checked."""

from django.contrib import admin
from django.utils import timezone

from articles.models import Rate
from diplomacy.admin.history import HistoryAdmin


@admin.register(Rate)
class RateAdmin(HistoryAdmin):
    list_display = ("day", "currency", "francs")
    list_filter = ("currency",)
    show_full_result_count = False
    list_per_page = 50
    actions = None
    fields = (("currency", "day"), "francs")

    def get_changeform_initial_data(self, request):
        return {"day": timezone.localdate(), **super().get_changeform_initial_data(request)}

"""Exchange rates at the desk: the day's dollar, so that sums in CFA francs can be checked."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Rate
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.words import PlainWords


@admin.register(Rate)
class RateAdmin(PlainWords, HistoryAdmin):
    add_title = _("Add a rate")
    list_display = ("day", "currency", "francs")
    list_filter = ("currency",)
    show_full_result_count = False
    list_per_page = 50
    actions = None
    fields = (("currency", "day"), "francs")

    def get_changeform_initial_data(self, request):
        return {"day": timezone.localdate(), **super().get_changeform_initial_data(request)}

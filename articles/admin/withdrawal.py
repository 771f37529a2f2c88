"""Withdrawals, at the desk: seen here, made and lifted on the article's own page."""

from django.contrib import admin

from articles.models import Withdrawal

from .read_only import ReadOnlyAdmin


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ("dispatch", "through_number", "since", "lifted_at", "notice")
    list_filter = ("since", "lifted_at")
    list_select_related = ("dispatch",)
    fields = ("dispatch", "through_number", "notice", "reason", "since", "lifted_at")
    show_full_result_count = False

"""The house's rules of writing, at the desk: whoever edits the language of the paper owns them."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import HouseRule
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.words import PlainWords


class HouseRuleForm(forms.ModelForm):
    """The sentences are tried at every save; what a rule gets wrong is said beside its box."""

    class Meta:
        widgets = {
            "trips": forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
            "passes": forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        }


@admin.register(HouseRule)
class HouseRuleAdmin(PlainWords, HistoryAdmin):
    add_title = _("Add a house rule")
    form = HouseRuleForm
    list_display = ("words", "instead", "kind", "language", "reason", "is_active")
    list_filter = ("kind", "language", "is_active")
    search_fields = ("words", "instead", "reason")
    search_help_text = _("The words, what to write instead, or why.")
    list_per_page = 100
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": [("kind", "language"), "words", "instead", "reason", "is_active"]}),
        (
            _("Tried at every save"),
            {
                "fields": ["trips", "passes"],
                "description": _("A rule that its own sentences contradict is not saved."),
            },
        ),
    )

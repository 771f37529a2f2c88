"""Translations at the desk: those that the original has left behind."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import translations


class TranslationFilter(admin.SimpleListFilter):
    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        return [("all", _("every translation")), ("behind", _("of an older version"))]

    def queryset(self, request, queryset):
        if self.value() == "behind":
            return translations.behind(queryset, timezone.now())
        if self.value() == "all":
            return queryset.filter(translation_of__isnull=False)
        return queryset

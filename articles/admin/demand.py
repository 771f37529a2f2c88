"""The register of rights of reply and of demands, at the desk: what is to be answered stands first."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Case, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import rights
from articles.models import Demand, Dispatch
from diplomacy.admin.history import HistoryAdmin
from diplomacy.admin.paginator import BoundedPaginator
from diplomacy.admin.words import PlainWords

from .calm import calm

SOON = 3


class DemandForm(forms.ModelForm):
    shown = forms.BooleanField(
        label=gettext_lazy("show it to readers"),
        required=False,
        help_text=gettext_lazy(
            "On the article’s versions and in the ledger: what readers are told, the decision and the "
            "days; never who asks, on what basis, nor the reasons."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["shown"] = self.instance.published_at is not None

    def clean(self):
        super().clean()
        if "shown" in self.fields:
            self._show(self.cleaned_data.get("shown"))
        return self.cleaned_data

    def _show(self, shown):
        if shown and not (self.cleaned_data.get("summary") or "").strip():
            self.add_error("summary", _("Write what readers are told before showing it to them."))
            return
        since = self.instance.published_at or timezone.now()
        self.instance.published_at = since if shown else None


class AnswerFilter(admin.SimpleListFilter):
    title = gettext_lazy("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waiting", _("to be answered")), ("decided", _("decided")), ("shown", _("shown"))]

    def queryset(self, request, queryset):
        return {
            "waiting": queryset.waiting,
            "decided": lambda: queryset.exclude(decision=""),
            "shown": lambda: queryset.filter(published_at__isnull=False),
        }.get(self.value(), lambda: queryset)()


@admin.register(Demand)
class DemandAdmin(PlainWords, HistoryAdmin):
    add_title = gettext_lazy("Enter a demand")
    form = DemandForm
    list_display = ("who", "kind", "due", "answer", "article", "received_on", "published_at")
    list_filter = (AnswerFilter, "kind")
    list_select_related = ("dispatch",)
    list_per_page = 50
    search_fields = ("who", "basis", "dispatch__headline")
    autocomplete_fields = ("dispatch",)
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_max_show_all = 0
    actions = None
    fieldsets = (
        (None, {"fields": ["dispatch", "kind", "who", "basis", ("received_on", "due_on")]}),
        (gettext_lazy("Decision"), {"fields": [("decision", "decided_on"), "reason"]}),
        (gettext_lazy("For readers"), {"fields": ["summary", "shown", "published_at"]}),
    )
    readonly_fields = ("published_at",)

    def get_queryset(self, request):
        """About the dispatches that this person may see."""
        seen = rights.visible(Dispatch.objects, request.user).values("pk")
        found = super().get_queryset(request).filter(dispatch__in=seen)
        return found.defer("dispatch__body")

    def get_ordering(self, request):
        """What waits first, what is due soonest before the rest."""
        return (Case(When(decision="", then=0), default=1).asc(), "due_on")

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Whoever may not publish has no box that shows it to readers, forged or not."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if not rights.may_publish(request.user):
            form.base_fields.pop("shown", None)
        return form

    def get_fieldsets(self, request, obj=None):
        may_change = self.has_change_permission(request, obj) if obj else True
        if may_change and rights.may_publish(request.user):
            return self.fieldsets
        *others, (name, _options) = self.fieldsets
        return [*others, (name, {"fields": ["summary", "published_at"]})]

    def get_readonly_fields(self, request, obj=None):
        """What readers are shown is changed by who may publish."""
        if obj and obj.published_at and not rights.may_publish(request.user):
            return ("summary", *self.readonly_fields)
        return self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        """A register keeps what it was told."""
        return False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = calm(super().formfield_for_dbfield(db_field, request, **kwargs))
        if db_field.name == "dispatch":
            field.widget.can_add_related = False
        if isinstance(db_field, models.TextField):
            field.widget.attrs["rows"] = 4
        return field

    @admin.display(description=gettext_lazy("to be answered by"), ordering="due_on")
    def due(self, demand):
        day, left = date_format(demand.due_on), (demand.due_on - timezone.localdate()).days
        if demand.decision or left > SOON:
            return day
        if left < 0:
            words = ngettext("%(n)d day late", "%(n)d days late", -left) % {"n": -left}
            return format_html('{} <span class="state state-withdrawn">{}</span>', day, words)
        words = ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left}
        words = words if left else _("today")
        return format_html('{} <span class="state state-changed">{}</span>', day, words)

    @admin.display(description=gettext_lazy("article"), ordering="dispatch__headline")
    def article(self, demand):
        return str(demand.dispatch)

    @admin.display(description=gettext_lazy("decision"), ordering="decision")
    def answer(self, demand):
        return demand.get_decision_display() or _("to be answered")

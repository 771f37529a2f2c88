"""What search can be asked, beside the words: a plain form, a shareable address."""

from datetime import UTC, datetime, time, timedelta

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Section
from diplomacy.filter_boxes import NamedFilterSet, NameFilter, day_box
from diplomacy.models import Actor

KINDS = {
    "edition": _("Articles"),
    "accord": _("Accords"),
    "actor": _("Actors"),
    "person": _("People"),
}


class SearchForm(NamedFilterSet):
    """The conditions of a search; the index answers them, so that no queryset is filtered here."""

    offered = ("section",)

    q = filters.CharFilter(
        label=_("Words to look for"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = filters.ChoiceFilter(
        label=_("Look among"), choices=[*KINDS.items()], empty_label=_("All")
    )
    section = NameFilter(label=_("Section"), kind="section")
    actor = NameFilter(label=_("Party or actor named"), kind="actor")
    sort = filters.ChoiceFilter(
        label=_("Order"), choices=[("date", _("Newest first"))], empty_label=_("Most fitting first")
    )

    class Meta:
        model = Edition
        fields = ()

    def __init__(self, data, moment):
        super().__init__(data, Edition.objects.none(), moment)

    def named(self):
        now = self.moment.now
        return {"section": Section.objects.public(now), "actor": Actor.objects.public(now)}

    @property
    def conditions(self):
        """The boxes besides that of the words."""
        return [self.form[name] for name in self.form.fields if name != "q"]

    @property
    def narrowed(self):
        """Whether any of them is filled."""
        return [name for name in self.form.changed_data if name != "q"]

    @property
    def kind_label(self):
        return KINDS[self.form.cleaned_data["kind"] or "edition"]


# Python keeps the word "from" to itself.
SearchForm.base_filters |= {
    "from": day_box(_("Published from"), None),
    "to": day_box(_("Published until"), None),
}


def beginning_of(day):
    """Its first instant in the desk's zone; at the ends of the calendar, in Greenwich."""
    try:
        return datetime.combine(day, time.min, timezone.get_default_timezone()).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time.min, UTC)


def end_of(day):
    """The first instant after it, or the last of all."""
    try:
        return beginning_of(day + timedelta(days=1))
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)

"""A month of planning: a calendar of events, and of what the record brings to its days."""

from calendar import MONDAY, Calendar
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from articles.models import Event, Section
from diplomacy import almanac

YEARS = range(1900, 2201)


@dataclass
class Day:
    """A square of the calendar; `inside` the month or at its edges."""

    day: date
    inside: bool
    today: bool
    events: list = field(default_factory=list)
    due: list = field(default_factory=list)


class MonthFilter(forms.Form):
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("section"),
        required=False,
        empty_label=gettext_lazy("all sections"),
    )
    mine = forms.BooleanField(label=gettext_lazy("covered by me"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="month-%s", **kwargs)


def month(request, year, number, model_admin):
    """Five queries beside those of every page: sections, events, who covers them, the record’s two."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    if year not in YEARS or not 1 <= number <= 12:
        raise Http404
    form = MonthFilter(request.GET)
    weeks = _weeks(year, number)
    first, last = weeks[0][0].day, weeks[-1][-1].day
    days = {square.day: square for week in weeks for square in week}
    for event in _events(request, form, first, last):
        for square in days.values():
            if event.day <= square.day <= (event.ends_on or event.day):
                square.events.append(event)
    if request.user.has_perm("diplomacy.view_act"):
        for each in almanac.between(first, last, timezone.now()):
            days[each.day].due.append(each)
    this = date(year, number, 1)
    context = model_admin.admin_site.each_context(request) | {
        "title": date_format(this, "YEAR_MONTH_FORMAT").capitalize(),
        "opts": Event._meta,
        "form": form,
        "weeks": weeks,
        "empty": not any(d.inside and (d.events or d.due) for d in days.values()),
        "previous": _address(request, year - (number == 1), (number - 2) % 12 + 1),
        "next": _address(request, year + (number == 12), number % 12 + 1),
        "has_add_permission": model_admin.has_add_permission(request),
    }
    return render(request, "admin/articles/event/month.html", context)


def _weeks(year, number):
    today = timezone.localdate()
    return [
        [Day(day, day.month == number, day == today) for day in week]
        for week in Calendar(MONDAY).monthdatescalendar(year, number)
    ]


def _events(request, form, first, last):
    events = Event.objects.between(first, last).prefetch_related("covered_by")
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("section"):
        events = events.filter(section=asked["section"])
    if asked.get("mine"):
        events = events.filter(covered_by=request.user)
    return events


def _address(request, year, number):
    """That month's page with the same filter; None beyond the calendar's years."""
    if year not in YEARS:
        return None
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return reverse("admin:articles_event_month", args=[year, number]) + query

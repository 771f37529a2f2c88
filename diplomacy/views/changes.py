"""What changed between two days: acts done or in effect, the statuses that became others, and what the
record has set right."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Case, DateField, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from diplomacy.dates import day_of, full_day, spell
from diplomacy.keyset import paginate
from diplomacy.models import Accord, Act, Phase
from diplomacy.moment import as_known
from diplomacy.status import FORCES, STAGES, STANDINGS

LATELY = timedelta(days=90)
ACCORDS = 15
MOST = 40  # changes told of one accord
WORDS = {"force": FORCES, "stage": STAGES, "standing": STANDINGS}
NEVER = Value(date.min, output_field=DateField())


class DaysForm(forms.Form):
    """Two days, neither to come; the last ninety days unless told otherwise."""

    def __init__(self, data, moment):
        super().__init__(data)
        self.moment = moment

    @property
    def days(self):
        """(first, last), both included."""
        asked = self.cleaned_data
        last = asked["to"] or self.moment.day
        return asked["from"] or last - min(LATELY, last - date.min), last

    def clean(self):
        for name in ("from", "to"):
            day = self.cleaned_data.get(name)
            if day and day > self.moment.day:
                self.add_error(name, _("This day has not come yet."))
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first > last:
            self.add_error("to", _("This day lies before the other one."))


def _box(label):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


# Python keeps the word "from" to itself.
DaysForm.base_fields |= {"from": _box(gettext_lazy("From")), "to": _box(gettext_lazy("Until"))}


@dataclass(frozen=True)
class Change:
    """What changed on `day`: an act, or a status (`is_status`) of the accord or of its `actors`; with `why`,
    an act that the record had and has replaced or taken back that day."""

    day: date
    is_status: bool
    words: str
    spelt: str
    why: str
    actors: list


@dataclass
class Changed:
    """An accord and its changes; `more` were too many to be told."""

    accord: Accord
    changes: list
    more: bool


@as_known
def accord_changes(request, moment):
    """Four queries: the accords that changed, their acts, their statuses, what was set right."""
    form = DaysForm(request.GET, moment)
    page = rows = days = None
    if form.is_valid():
        days = form.days
        accords = _changed(moment, *days)
        cursor = request.GET.get("cursor", "")
        page = paginate(accords, cursor, key="changed_on", kind="date", size=ACCORDS)
        rows = _tell(page.items, moment, *days)
    return render(
        request,
        "diplomacy/accord_changes.html",
        {"moment": moment, "form": form, "days": days, "page": page, "rows": rows},
    )


def _acts(moment, first, last):
    """Public acts of the moment that were done, announced or took effect in these days."""
    days = (first, last)
    acts = Act.objects.public(moment.known).until(moment.day)
    return acts.filter(
        Q(done_on__range=days) | Q(effective_on__range=days) | Q(announced_on__range=days)
    )


def _phases(moment, first, last):
    return Phase.objects.told(moment.known, moment.now).filter(begins_on__range=(first, last))


def _corrections(moment, first, last):
    """Acts that readers had, replaced or taken back in these days."""
    zone = timezone.get_default_timezone()
    since = datetime.combine(first, time.min, tzinfo=zone)
    until = min(datetime.combine(last, time.max, tzinfo=zone), moment.known)
    had = Act.objects.entered(moment.known).held(moment.known)
    return had.filter(replaced_at__range=(since, until))


def _changed(moment, first, last):
    """Accords that changed, with `changed_on`, the last day on which they did, and `is_public`: what was
    set right of one that has lost its page is told without it."""
    acts = _acts(moment, first, last).filter(accord=OuterRef("pk")).order_by()
    phases = _phases(moment, first, last).filter(accord=OuterRef("pk")).order_by()
    latest = [_latest(acts, name, first, last) for name in ("done", "announced", "effective")]
    latest.append(Coalesce(Subquery(_most(phases, "begins_on")), NEVER))
    corrections = _corrections(moment, first, last).filter(accord=OuterRef("pk")).order_by()
    day = TruncDate("replaced_at", tzinfo=timezone.get_default_timezone())
    latest.append(Coalesce(Subquery(_most(corrections.annotate(day=day), "day")), NEVER))
    public = Accord.objects.public(moment.known).filter(pk=OuterRef("pk"))
    changed = Accord.objects.annotate(is_public=Exists(public)).filter(
        Q(Exists(acts) | Exists(phases), is_public=True) | Exists(corrections)
    )
    return changed.annotate(changed_on=Greatest(*latest))


def _latest(acts, name, first, last):
    """The last of the acts' days of one sense that lies in these days."""
    column = f"{name}_on"
    within = Case(When(**{f"{column}__range": (first, last)}, then=F(column)))
    return Coalesce(Subquery(_most(acts.annotate(within=within), "within")), NEVER)


def _most(rows, column):
    return rows.values("accord").annotate(most=Max(column)).values("most")


def _tell(accords, moment, first, last):
    """A Changed for each accord, its changes in order of time; what several did on a day is one."""
    acts = _acts(moment, first, last).filter(accord__in=accords).select_related("actor")
    phases = _phases(moment, first, last).filter(accord__in=accords).select_related("actor")
    actors = {accord.pk: {} for accord in accords}
    for act in acts.order_by("pk"):
        for day, spelt, words in _told(act, first, last):
            key = (day, False, words, spelt, "")
            actors[act.accord_id].setdefault(key, []).append(act.actor)
    for phase in phases.order_by("pk"):
        key = (phase.begins_on, True, *_status(phase), "")
        actors[phase.accord_id].setdefault(key, []).append(phase.actor)
    corrections = _corrections(moment, first, last).filter(accord__in=accords)
    for act in corrections.select_related("actor").order_by("pk"):
        actors[act.accord_id].setdefault(_set_right(act), []).append(act.actor)
    return [_row(accord, actors[accord.pk]) for accord in accords]


def _row(accord, actors):
    changes = [
        Change(*key, list(dict.fromkeys(filter(None, found)))) for key, found in actors.items()
    ]
    changes.sort(key=lambda change: (change.day, change.is_status))
    return Changed(accord, changes[-MOST:], len(changes) > MOST)


def _told(act, first, last):
    """(day, day in words, what) for each of the act's days that lies in these days."""
    for sense, day, precision in (
        (pgettext("an act", "announced"), act.announced_on, act.announced_precision),
        ("", act.done_on, act.done_precision),
        (pgettext("an act", "in effect"), act.effective_on, act.effective_precision),
    ):
        if day and first <= day <= last:
            kind = act.get_kind_display()
            yield day, spell(day, precision), f"{kind}, {sense}" if sense else kind


def _set_right(act):
    day = day_of(act.replaced_at)
    done = f"{act.get_kind_display()}, {act.done_spelt}" if act.done_on else act.get_kind_display()
    words = (
        pgettext("an act", "%(act)s: replaced")
        if act.replaced_by_id
        else pgettext("an act", "%(act)s: taken back")
    )
    return day, False, words % {"act": done}, full_day(day), act.replaced_why


def _status(phase):
    return WORDS[phase.dimension].get(phase.status, ""), spell(
        phase.begins_on, phase.begins_precision
    )

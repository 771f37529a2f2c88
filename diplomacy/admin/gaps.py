"""What the record lacks, for whoever keeps it: how many of each gap, and the lines themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.dates import day_of
from diplomacy.models import Accord, Act, Relation

from .boxes import is_key

MOST = 100  # of each gap: what lies beyond is reached by mending what is shown
SIZE = 50
CONFIRMED_WITHIN = timedelta(90)  # a source has stated by then that an accord entered into force
ACCORD = "admin:diplomacy_accord_change"


@dataclass(frozen=True)
class Gap:
    """A kind of gap. `rows(now)`: the queryset of what has it; `page`: the address of a row's page."""

    name: str
    title: str
    rows: Callable
    page: str = "admin:diplomacy_act_change"


@dataclass(frozen=True)
class Line:
    """One thing that lacks something, and the page where it is mended."""

    label: str
    url: str


def _standing():
    return Act.objects.standing()


GAPS = (
    Gap("name", _("Signatories not named"), lambda now: _standing().unnamed()),
    Gap("deposit", _("Consents not recorded"), lambda now: _standing().undeposited()),
    Gap("source", _("Acts without public source"), lambda now: _standing().unsourced(now)),
    Gap(
        "relation", _("Relations without public source"),
        lambda now: Relation.objects.standing().unsourced(now),
        "admin:diplomacy_relation_change",
    ),
    Gap("contested", _("Acts that a source contradicts"), lambda now: _standing().contested(now)),
    Gap("twice", _("Acts told of two days"), lambda now: _standing().told_twice()),
    Gap("day", _("Acts without any date"), lambda now: _standing().undated()),
    Gap("overdue", _("Announced, the day gone by, and not known to be done"),
        lambda now: _standing().overdue(day_of(now))),
    Gap("printed", _("Signatories known by printed words alone"), lambda now: _standing().as_printed()),
    Gap("side", _("Acts of one side alone"), lambda now: Accord.objects.one_sided(), ACCORD),
    Gap("rule", _("Rule of entry into force not known"),
        lambda now: Accord.objects.of_unknown_rule(), ACCORD),
    Gap("entry", _("Entry into force computed for three months, stated by nobody"),
        lambda now: Accord.objects.unconfirmed(now, day_of(now) - CONFIRMED_WITHIN), ACCORD),
)  # fmt: skip

# What the words of a row are made of.
LINKS = {Act: ("accord", "actor"), Relation: ("accord", "other"), Accord: ()}
# Gaps that another app finds: each takes (request, now) and returns (name, title, Lines).
others = []


class GapsPage:
    """`?gap=` chooses one kind, `?after=` goes on behind a row."""

    def __init__(self, accord_admin):
        self.admin = accord_admin

    def __call__(self, request):
        if not request.user.has_perm("diplomacy.add_act"):
            raise PermissionDenied
        now = timezone.now()
        found = [find(request, now) for find in others]
        counts = _counts(now) | {name: len(lines) for name, _title, lines in found}
        titles = {gap.name: gap.title for gap in GAPS} | {name: title for name, title, _l in found}
        chosen = request.GET.get("gap", "")
        if chosen not in titles:
            chosen = next((name for name in titles if counts[name]), GAPS[0].name)
        lines, after = _lines(chosen, found, request.GET.get("after", ""), now)
        context = {
            **self.admin.admin_site.each_context(request),
            "title": _("What the record lacks"),
            "opts": Accord._meta,
            "kinds": [
                (name, title, counts[name] if counts[name] <= MOST else f"{MOST}+")
                for name, title in titles.items()
            ],
            "chosen": chosen,
            "heading": titles[chosen],
            "lines": lines,
            "after": after,
            "media": self.admin.media,
        }
        return render(request, "admin/diplomacy/accord/gaps.html", context)


def _counts(now):
    """How many of each gap, up to MOST and one more; one query for all of them."""
    parts = []
    for gap in GAPS:
        rows = gap.rows(now)
        some = rows.model.objects.filter(pk__in=rows.order_by().values("pk")[: MOST + 1])
        parts.append(some.order_by().values_list(Value(gap.name), "pk"))
    first, *rest = parts
    counts = dict.fromkeys((gap.name for gap in GAPS), 0)
    for name, _pk in first.union(*rest, all=True).order_by():
        counts[name] += 1
    return counts


def _lines(chosen, found, after, now):
    """(Lines of the chosen gap, the newest first; the key to go on behind, or ""); one query at most."""
    for name, _title, lines in found:
        if name == chosen:
            return lines, ""
    gap = next(each for each in GAPS if each.name == chosen)
    rows = gap.rows(now)
    if links := LINKS[rows.model]:
        rows = rows.select_related(*links)
    rows = rows.order_by("-pk")
    if is_key(after):
        rows = rows.filter(pk__lt=after)
    rows = list(rows[: SIZE + 1])
    lines = [Line(str(row), reverse(gap.page, args=[row.pk])) for row in rows[:SIZE]]
    return lines, rows[SIZE - 1].pk if len(rows) > SIZE else ""

"""What the public record brings to the days to come: anniversaries, effects, terms, renewals, notices."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import knowledge
from .dates import Precision, years_before
from .kinds import EXITS, SIGNINGS
from .models import Accord, Act, Phase
from .models.act import LONGEST_NOTICE, ROUND_YEARS
from .status import Delay

STANDING = ("in_force", "provisional", "suspended")


@dataclass(frozen=True)
class Due:
    """A dated thing of the record.

    `what` is "anniversary" (then `years` since the signing), "effect" (of `act`), "exit" (the day on
    which the notice of exit that `act` gave takes effect), "term" (the text ends by itself),
    "renewal" (it is renewed tacitly) or "last_notice" (the last day to give notice before that).
    """

    day: date
    what: str
    accord: Accord
    act: Act | None = None
    years: int = 0

    @property
    def words(self):
        """What is due, in words that the accord's name follows."""
        if self.what == "anniversary":
            words = ngettext(
                "%(years)s year since the signing:",
                "%(years)s years since the signing:",
                self.years,
            )
            return words % {"years": self.years}
        if self.act:
            by = f" ({self.act.actor.label})" if self.act.actor else ""
            return f"{capfirst(self.act.get_kind_display())}{by}, {_('takes effect:')}"
        return {
            "term": _("Term set by the text:"),
            "renewal": _("Renewed tacitly:"),
            "last_notice": _("Last day to give notice before the tacit renewal:"),
        }[self.what]


def between(first, last, now):
    """Everything due from `first` to `last`, both included, by day; two queries.

    A signing by several parties on one day has one anniversary.
    """
    due = {}
    for each in (*_of_acts(first, last, now), *_of_terms(first, last, now)):
        if first <= each.day <= last:
            due.setdefault((each.day, each.accord.pk, *_same(each)), each)
    return sorted(due.values(), key=lambda each: (each.day, -each.years, each.accord.pk, each.what))


def _same(due):
    """What makes two things due of one accord on one day the same."""
    if due.years or due.act is None:
        return due.what, due.years
    return due.act.kind, due.act.actor_id


def _of_acts(first, last, now):
    acts = Act.objects.public(now)
    found = (
        acts.anniversaries(first, last) | acts.taking_effect(first, last) | acts.exits(first, last)
    )
    revocations = acts.filter(
        accord=OuterRef("accord"),
        actor=OuterRef("actor"),
        kind=Act.Kind.NOTICE_REVOKED,
        done_on__gte=OuterRef("done_on"),
    )
    first_revoked = revocations.order_by().values("accord").annotate(day=Min("done_on"))
    told = Accord.objects.telling_terms(now).filter(pk=OuterRef("accord"))
    found = found.annotate(revoked_on=Subquery(first_revoked.values("day")), has_terms=Exists(told))
    for act in found.select_related("accord", "actor").order_by("pk"):
        if not act.has_terms:
            act.accord.hide_terms()
        yield from _effects(act)
        yield from _anniversaries(act, first.year, last.year)


def _effects(act):
    if act.kind in EXITS:
        yield from _exit(act)
    elif act.effective_on and act.effective_precision == Precision.DAY:
        yield Due(act.effective_on, "effect", act.accord, act)
    elif act.kind == Act.Kind.EXPIRY and act.done_on and act.done_precision == Precision.DAY:
        yield Due(act.done_on, "effect", act.accord, act)


def _exit(act):
    """By the text's notice or a document, never as merely claimed; nothing if it was revoked before."""
    leaves, precision = knowledge.effect(knowledge.exit_rule(act.accord), act)
    revoked = leaves and act.revoked_on and act.revoked_on < leaves
    if leaves and precision == Precision.DAY and not revoked:
        yield Due(leaves, "exit", act.accord, act)


def _anniversaries(act, first_year, last_year):
    if act.kind in SIGNINGS and act.done_on and act.done_precision == Precision.DAY:
        for years in ROUND_YEARS:
            if first_year <= act.done_on.year + years <= last_year:
                yield Due(years_before(act.done_on, -years), "anniversary", act.accord, act, years)


def _of_terms(first, last, now):
    """Terms of texts in force; nobody waits for the end of what has ended, or is not known to hold."""
    force = (
        Phase.objects.of_accords().told(now, now).filter(dimension="force", accord=OuterRef("pk"))
    )
    latest = force.filter(begins_on__lte=first).order_by("-begins_on").values("status")[:1]
    accords = Accord.objects.public(now).telling_terms(now).filter(ends_on__isnull=False)
    accords = accords.filter(renewal_months__isnull=True, ends_on__range=(first, last)) | (
        accords.filter(renewal_months__isnull=False, ends_on__lte=last + LONGEST_NOTICE)
    )
    for accord in accords.annotate(force=Subquery(latest)).order_by("pk"):
        if accord.force not in STANDING:
            continue
        if accord.renewal_months:
            yield from _renewals(accord, first, last)
        else:
            yield Due(accord.ends_on, "term", accord)


def _renewals(accord, first, last):
    """Each renewal, and the last day on which notice given still comes before it."""
    notice = knowledge.exit_rule(accord).renewal_notice
    months_gone = (first.year - accord.ends_on.year) * 12 + first.month - accord.ends_on.month
    number = max(months_gone // accord.renewal_months, 0)
    end = notice.after(last) if notice else last
    while (day := _renewal(accord, number)) <= end:
        yield Due(day, "renewal", accord)
        if notice:
            yield Due(_last_notice(notice, day), "last_notice", accord)
        number += 1


def _renewal(accord, number):
    return Delay(number * accord.renewal_months, "months").after(accord.ends_on)


def _last_notice(notice, renewal):
    """The latest day before the `renewal` from which a notice has run out by then."""
    days = range(renewal.toordinal() - 1, 0, -1)
    late = bisect_left(days, True, key=lambda day: notice.after(date.fromordinal(day)) <= renewal)
    return date.fromordinal(days[late])

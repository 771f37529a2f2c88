"""What the desk's front page tells of the days to come, and of the record's gaps."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Event
from diplomacy import almanac
from diplomacy.models import Accord

from .waiting import SHOWN

AHEAD = timedelta(days=7)
# What an accord lacks (`AccordQuerySet.with_gaps`), the graver first.
GAPS = {
    "lacks_source": _("an act has no public source"),
    "lacks_day": _("an act has no date"),
    "is_contested": _("a source contradicts an act"),
    "lacks_deposit": _("a consent is not recorded"),
    "lacks_name": _("a signatory is not named"),
}


@dataclass(frozen=True)
class Short:
    """A short list; `more`: the whole list, at `url`, holds more rows than are shown."""

    rows: list
    more: bool
    url: str


def coming(user, now):
    """Events and what the record brings, today and in the week to come, by day: four queries at most.

    None for whom planning does not concern. A row is an Event or an almanac.Due: both have a `day`.
    """
    if not user.has_perm("articles.view_event"):
        return None
    first = timezone.localdate(now)
    last = first + AHEAD
    events = Event.objects.between(first, last).prefetch_related("covered_by")
    due = almanac.between(first, last, now) if user.has_perm("diplomacy.view_act") else []
    found = sorted([*events[: SHOWN + 1], *due], key=lambda row: max(row.day, first))
    return Short(found[:SHOWN], len(found) > SHOWN, reverse("admin:articles_event_this_month"))


def gaps(user, now):
    """Accords that lack something, the graver first: one query. None for who keeps no record."""
    if not user.has_perm("diplomacy.add_act"):
        return None
    lacking = Accord.objects.with_gaps(now).order_by("-lacks_source", "-lacks_day", "-pk")
    accords = list(lacking[: SHOWN + 1])
    for accord in accords:
        accord.lacks = [words for gap, words in GAPS.items() if getattr(accord, gap)]
    return Short(accords[:SHOWN], len(accords) > SHOWN, reverse("admin:diplomacy_accord_gaps"))

"""What waits at the desk, and for whom: the short lists of its front page, in one query."""

from dataclasses import dataclass, field
from datetime import datetime, time

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles import rights
from articles.languages import RIGHT_TO_LEFT
from articles.models import Dispatch, Edition, Move, Revision

SHOWN = 8
# Title, what it says when empty, where the whole list is.
WORDS = {
    "returned": (
        gettext_lazy("Sent back to me"), gettext_lazy("Nothing came back."),
        "stage__exact=returned&created_by__exact={user}",
    ),
    "drafts": (
        gettext_lazy("My drafts"), gettext_lazy("No draft is waiting for you."),
        "stage__exact=draft&created_by__exact={user}",
    ),
    "review": (
        gettext_lazy("To read and approve"), gettext_lazy("Everything has been read."),
        "stage__exact=review",
    ),
    "approved": (
        gettext_lazy("Ready to publish, undated"), gettext_lazy("Nothing in store."),
        "stage__exact=approved",
    ),
    "embargo": (
        gettext_lazy("Under embargo"), gettext_lazy("No embargo runs."),
        "embargo_until__isnull=False&embargo_broken_at__isnull=True",
    ),
    "scheduled": (
        pgettext_lazy("articles", "Scheduled"), gettext_lazy("Nothing is scheduled."), "state=scheduled",
    ),
    "live": (
        gettext_lazy("Online today"), gettext_lazy("Nothing new today, so far."), "state=live",
    ),
}  # fmt: skip
SOONEST_FIRST = {"embargo", "scheduled"}


@dataclass
class Waiting:
    """A short list. `more`: the whole list, at `url`, holds more rows than are shown."""

    name: str
    title: str
    empty: str
    url: str
    rows: list = field(default_factory=list)
    more: bool = False


def lists(user, now, publishes):
    """The lists that concern `user`, in the order of WORDS; one query. [] for who sees no articles.

    `publishes` is whether they may publish, by their group or by a delegation.
    """
    queues = _queues(user, now, publishes) if user.has_perm("articles.view_dispatch") else {}
    found = {name: [] for name in WORDS if name in queues}
    selections = [_columns(name, *queue) for name, queue in queues.items()]
    told = selections[0].union(*selections[1:], all=True).order_by() if selections else ()
    for row in told:
        found[row["queue"]].append(_shown(row))
    return [_list(name, rows, user) for name, rows in found.items()]


def _queues(user, now, publishes):
    """{name: (queryset, the column of the moment it is ordered by, newest first or not)}."""
    seen = rights.visible(Dispatch.objects.filter(binned_at=None), user)
    mine = seen.filter(rights.own(user))
    own = {"dispatch": OuterRef("pk")}
    # The moment of its last freezing; what was not changed since is no draft.
    frozen = Edition.objects.filter(**own).order_by("-number").values("frozen_at")[:1]
    unfinished = Q(frozen=None) | Q(changed_at__gt=F("frozen"))
    editions = rights.visible_through(Edition.objects.all(), user)
    published = rights.visible_editions(Edition.objects.all(), user)
    queues = {
        "drafts": mine.filter(stage="draft").alias(frozen=Subquery(frozen)).filter(unfinished),
        "returned": mine.filter(stage="returned"),
        "embargo": seen.filter(embargo_until__gt=now, embargo_broken_at=None),
        "scheduled": editions.scheduled(now),
        "live": published.live(now).filter(live_from__gte=_midnight(now)),
    }
    if user.has_perm("articles.approve_dispatch"):
        others = Revision.objects.filter(**own).exclude(by=user)
        mine_alone = Exists(Revision.objects.filter(**own, by=user)) & ~Exists(others)
        queues["review"] = seen.filter(~mine_alone, stage="review")
    if publishes or user.has_perm("articles.approve_dispatch"):
        waiting = Edition.objects.scheduled(now).filter(**own)
        queues["approved"] = seen.filter(~Exists(waiting), stage="approved")
    moments = {"embargo": "embargo_until", "scheduled": "live_from", "live": "live_from"}
    return {
        name: (queue, moments.get(name, "changed_at"), name not in SOONEST_FIRST)
        for name, queue in queues.items()
    }


def _columns(name, queue, moment, newest_first):
    """The first rows of a queue, told in columns that every queue has."""
    model = queue.model
    first = queue.order_by(f"-{moment}" if newest_first else moment, "-pk").values("pk")
    note = Value("", TextField())
    if name == "returned":
        sent_back = Move.objects.filter(dispatch=OuterRef("pk"), verb=Move.Verb.SEND_BACK)
        note = Subquery(sent_back.order_by("-at").values("note")[:1])
    return (
        model.objects.filter(pk__in=first[: SHOWN + 1])
        .order_by()
        .values(
            "headline",
            "language",
            queue=Value(name, CharField()),
            article=F("dispatch_id" if model is Edition else "pk"),
            moment=F(moment),
            told=note,
        )
    )


def _shown(row):
    """With its address, and the direction that its headline is read in."""
    return row | {
        "headline": row["headline"] or _("(no headline yet)"),
        "direction": "rtl" if row["language"] in RIGHT_TO_LEFT else "ltr",
        "url": reverse("admin:articles_dispatch_change", args=[row["article"]]),
    }


def _list(name, rows, user):
    title, empty, query = WORDS[name]
    rows.sort(key=lambda row: row["moment"], reverse=name not in SOONEST_FIRST)
    whole = f"{reverse('admin:articles_dispatch_changelist')}?{query.format(user=user.pk)}"
    return Waiting(name, title, empty, whole, rows[:SHOWN], len(rows) > SHOWN)


def _midnight(now):
    """When today began, in the desk's time zone."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))

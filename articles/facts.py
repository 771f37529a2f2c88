"""What the moves depend on, beside the dispatch's own columns: read in one query."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from articles import rights


@dataclass(frozen=True)
class Facts:
    own: bool = True
    alone: bool = (
        True  # this person, nobody else, has written since the last edition; none approved
    )
    was_live: bool = False
    is_scheduled: bool = False


def of(dispatch, user):
    """The facts as they stand for `user`; a dispatch that is not saved yet is theirs alone."""
    if dispatch.pk is None:
        return Facts()
    row = (
        type(dispatch)
        .objects.filter(pk=dispatch.pk)
        .annotate(**_editions(), **_writers(user), owned=Exists(_owned(dispatch, user)))
        .values("owned", "published", "scheduled", "wrote", "others_wrote")
        .get()
    )
    approved = dispatch.approved_by_id not in (None, user.pk)
    return Facts(
        own=row["owned"],
        alone=row["wrote"] and not row["others_wrote"] and not approved,
        was_live=row["published"],
        is_scheduled=row["scheduled"],
    )


def _owned(dispatch, user):
    return type(dispatch).objects.filter(rights.own(user), pk=OuterRef("pk"))


def _editions():
    from articles.models import Edition

    now = timezone.now()
    editions = Edition.objects.filter(dispatch=OuterRef("pk"))
    return {
        "published": Exists(editions.filter(live_from__lte=now)),
        "scheduled": Exists(editions.scheduled(now)),
    }


def _writers(user):
    from articles.models import Edition, Revision

    last = Edition.objects.filter(dispatch=OuterRef("dispatch")).order_by("-number")
    written = (
        Revision.objects.by_somebody()
        .filter(dispatch=OuterRef("pk"))
        .annotate(frozen_at=Subquery(last.values("frozen_at")[:1]))
        .filter(Q(frozen_at=None) | Q(at__gt=F("frozen_at")))
    )
    return {
        "wrote": Exists(written.filter(by=user)),
        "others_wrote": Exists(written.exclude(by=user)),
    }

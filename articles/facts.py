"""What the moves depend on, beside the dispatch's own columns: read in one query."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from articles import rights


@dataclass(frozen=True)
class Facts:
    """As they stand for `user`, at the moment when they are read."""

    user: object
    own: bool = True
    wrote: bool = True  # this person has written since the last edition
    unread: bool = True  # nobody else has written since then, or approved it
    was_live: bool = False
    is_scheduled: bool = False

    @cached_property
    def lender(self):
        """The chief in whose name they publish; asked for when it matters, and once."""
        return rights.delegating_chief(self.user)

    @property
    def alone(self):
        """Whether what would be published is this person's alone; all they type makes it so if `unread`."""
        return self.wrote and self.unread

    @property
    def has_editions(self):
        return self.was_live or self.is_scheduled

    @property
    def may_publish(self):
        """By their group, or by a chief's delegation that runs now."""
        return self.user.has_perm("articles.publish_dispatch") or self.lender is not None


def of(dispatch, user):
    """The facts as they stand for `user`; a dispatch that is not saved yet is theirs alone."""
    if dispatch.pk is None:
        return Facts(user)
    own = type(dispatch).objects.filter(pk=dispatch.pk).only("approved_by")
    return read(annotated(own, user).get(), user)


def annotated(dispatches, user):
    """Each with what `read` makes the facts of: no query of its own."""
    return dispatches.annotate(**_editions(), **_writers(user), owned=Exists(_owned(user)))


def read(dispatch, user):
    """The facts as they were when this dispatch was read, `annotated` for `user`."""
    approved = dispatch.approved_by_id not in (None, user.pk)
    return Facts(
        user,
        own=dispatch.owned,
        wrote=dispatch.wrote,
        unread=not dispatch.others_wrote and not approved,
        was_live=dispatch.published,
        is_scheduled=dispatch.scheduled,
    )


def _owned(user):
    from articles.models import Dispatch

    return Dispatch.objects.filter(rights.own(user), pk=OuterRef("pk"))


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

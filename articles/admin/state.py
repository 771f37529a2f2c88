"""What readers have of a dispatch, and what waits: computed from its editions, never typed."""

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Dispatch, Edition, Move, Withdrawal

FREEZING = (Move.Verb.PUBLISH, Move.Verb.SCHEDULE)


def with_state(dispatches, now):
    """Annotates what `labels` reads. Subqueries on indexes: no further query, no join."""
    own = {"dispatch": OuterRef("pk")}
    live = Edition.objects.live(now).filter(**own)
    scheduled = Edition.objects.scheduled(now).filter(**own)
    last = Edition.objects.filter(**own).order_by("-number")
    frozen = Move.objects.filter(**own, verb__in=FREEZING, number=OuterRef("last_number"))
    return dispatches.annotate(
        live_number=Subquery(live.values("number")[:1]),
        live_since=Subquery(live.values("live_from")[:1]),
        scheduled_for=Subquery(scheduled.values("live_from")[:1]),
        has_moves=Exists(Move.objects.filter(**own)),
        is_withdrawn=Exists(Withdrawal.objects.standing(now).filter(**own)),
        last_number=Subquery(last.values("number")[:1]),
        last_live_from=Subquery(last.values("live_from")[:1]),
    ).annotate(
        frozen_at=Coalesce(Subquery(frozen.order_by("-at").values("at")[:1]), F("last_live_from")),
    )


def has_unpublished_changes(dispatch):
    return dispatch.frozen_at is not None and dispatch.changed_at > dispatch.frozen_at


def labels(dispatch):
    """The (kind, words) pairs that say how a dispatch stands."""
    if dispatch.binned_at:
        return [("binned", _("in the bin"))]
    found = list(_for_readers(dispatch))
    if dispatch.stage != Dispatch.Stage.DRAFT or not found:
        found.insert(0, (dispatch.stage, _stage(dispatch)))
    if dispatch.is_embargoed:
        when = moment_in_words(dispatch.embargo_until)
        found.append(("embargo", _("embargo until %(when)s") % {"when": when}))
    if has_unpublished_changes(dispatch):
        found.append(("changed", _("changes not published")))
    return found


def _for_readers(dispatch):
    if dispatch.live_number:
        yield "live", _("online (version %(n)d)") % {"n": dispatch.live_number}
    elif dispatch.is_withdrawn:
        yield "withdrawn", _("withdrawn")
    if dispatch.scheduled_for:
        when = moment_in_words(dispatch.scheduled_for)
        yield "scheduled", _("scheduled for %(when)s") % {"when": when}


def _stage(dispatch):
    """Good to publish, and no moment is set: on the marble."""
    undated = not dispatch.scheduled_for and not dispatch.is_embargoed
    if dispatch.stage == Dispatch.Stage.APPROVED and undated:
        return _("marble: good to publish, undated")
    return dispatch.get_stage_display()


def badges(dispatch):
    return format_html_join(" ", '<span class="state state-{}">{}</span>', labels(dispatch))


def moment_in_words(moment):
    """In the desk's time zone: 23 juin 2025 23:50."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def public_link(edition, words):
    return format_html('<a class="public-link" href="{}">{}</a>', edition.get_absolute_url(), words)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"
    conditions = {
        "draft": Q(live_number=None, scheduled_for=None, is_withdrawn=False),
        "review": Q(stage="review"),
        "returned": Q(stage="returned"),
        "approved": Q(stage="approved"),
        "embargo": Q(embargo_broken_at=None, embargo_until__gt=Now()),
        "scheduled": Q(scheduled_for__isnull=False),
        "live": Q(live_number__isnull=False),
        "changed": Q(changed_at__gt=F("frozen_at")),
        "withdrawn": Q(is_withdrawn=True, live_number=None),
    }

    def lookups(self, request, model_admin):
        return [
            ("draft", _("never published")),
            ("review", _("being read")),
            ("returned", _("sent back to the author")),
            ("approved", _("good to publish")),
            ("embargo", _("under embargo")),
            ("scheduled", _("scheduled")),
            ("live", _("online")),
            ("changed", _("changes not published")),
            ("withdrawn", _("withdrawn")),
            ("bin", _("bin")),
        ]

    def queryset(self, request, queryset):
        """What lies in the bin is seen there only."""
        if self.value() == "bin":
            return queryset.filter(binned_at__isnull=False)
        kept = queryset.filter(binned_at=None)
        condition = self.conditions.get(self.value())
        return kept.filter(condition) if condition else kept

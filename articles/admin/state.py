"""What readers have of a dispatch, and what waits: computed from its editions, never typed."""

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Edition, Move, Withdrawal

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
    found = []
    if dispatch.live_number:
        found.append(("live", _("online (version %(n)d)") % {"n": dispatch.live_number}))
    elif dispatch.is_withdrawn:
        found.append(("withdrawn", _("withdrawn")))
    elif not dispatch.scheduled_for:
        found.append(("draft", _("draft")))
    if dispatch.scheduled_for:
        when = moment_in_words(dispatch.scheduled_for)
        found.append(("scheduled", _("scheduled for %(when)s") % {"when": when}))
    if has_unpublished_changes(dispatch):
        found.append(("changed", _("changes not published")))
    return found


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
        "scheduled": Q(scheduled_for__isnull=False),
        "live": Q(live_number__isnull=False),
        "changed": Q(changed_at__gt=F("frozen_at")),
        "withdrawn": Q(is_withdrawn=True, live_number=None),
    }

    def lookups(self, request, model_admin):
        return [
            ("draft", _("draft")),
            ("scheduled", _("scheduled")),
            ("live", _("online")),
            ("changed", _("changes not published")),
            ("withdrawn", _("withdrawn")),
        ]

    def queryset(self, request, queryset):
        condition = self.conditions.get(self.value())
        return queryset.filter(condition) if condition else queryset

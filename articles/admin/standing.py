"""The panel beside a dispatch: what readers have of it, what waits, what was done to it."""

from dataclasses import dataclass, field

from django.utils import timezone

from articles.models import Edition

LATEST_MOVES = 8


@dataclass(frozen=True)
class Standing:
    live: Edition | None = None
    scheduled: Edition | None = None
    withdrawals: list = field(default_factory=list)
    moves: list = field(default_factory=list)


def of(dispatch):
    """Three queries at most, for a dispatch from `with_state`; none for one that is being added."""
    if dispatch is None:
        return Standing()
    numbers = {dispatch.live_number, dispatch.last_number if dispatch.scheduled_for else None}
    shown = Edition.objects.filter(dispatch=dispatch, number__in=numbers - {None})
    editions = {
        edition.number: edition
        for edition in shown.select_related("address").defer("body", "folded").order_by("number")
    }
    withdrawals = dispatch.withdrawals.standing(timezone.now()) if dispatch.is_withdrawn else []
    return Standing(
        live=editions.get(dispatch.live_number),
        scheduled=editions.get(dispatch.last_number) if dispatch.scheduled_for else None,
        withdrawals=list(withdrawals),
        moves=list(dispatch.moves.select_related("by")[:LATEST_MOVES]),
    )

"""Publishing, correcting, scheduling, withdrawing: on a dispatch that the caller has locked."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import children, freezing, gate, notices, readiness, tags, workflow
from articles.pictures import cards, renditions


class ScheduledEditionWaits(Exception):
    """A scheduled edition waits: it must be replaced knowingly, or cancelled."""


def publish(
    dispatch, by, *, at, kind, note, replace_scheduled, without_missing_photos, alone_because, seen
):
    """Freeze the next edition; see `Dispatch.publish`."""
    known = workflow.require("publish", dispatch, by)
    alone = known is not None and known.alone
    _check_eyes(alone, alone_because)
    _check_embargo(dispatch, at)
    tags.load(dispatch)
    children.load(dispatch)
    editions = list(dispatch.editions.in_outline()) if known is None or known.has_editions else []
    last, waiting = _standing(editions)
    readiness.check(dispatch, last, kind, note, without_missing_photos, at)
    if waiting:
        if not replace_scheduled:
            raise ScheduledEditionWaits(waiting.live_from)
        _discard(dispatch, waiting, by, note="")
        editions.remove(waiting)
    edition = freezing.freeze(
        dispatch,
        last,
        at=at,
        kind=kind,
        note=note,
        without_missing_photos=without_missing_photos,
    )
    gate.open_for(dispatch, edition, [each for each in editions if not each.is_withdrawn])
    verb = "schedule" if edition.live_from > timezone.now() else "publish"
    reasons = _reasons(known, note, alone_because if alone else "", seen)
    dispatch.log(verb, by, edition.number, reasons, stage="draft", approved_by=None)
    if verb == "publish":
        notices.tell_writers("published", dispatch, by)
    return edition


def cancel(dispatch, by, note):
    """Discard the scheduled edition, if one waits; whether one did."""
    _last, waiting = _standing(dispatch.editions.in_outline())
    if waiting:
        workflow.require("cancel", dispatch, by)
        _discard(dispatch, waiting, by, note)
    return waiting is not None


def withdraw(dispatch, by, notice, reason, through_number):
    """Take editions away from every reader; see `Dispatch.withdraw`."""
    last, waiting = _standing(dispatch.editions.in_outline())
    readiness.check_withdrawal(dispatch, last, notice, through_number)
    workflow.require("withdraw", dispatch, by)
    if waiting:
        _discard(dispatch, waiting, by, note="")
    withdrawal = dispatch.withdrawals.create(
        through_number=through_number or last.number, notice=notice.strip(), reason=reason.strip()
    )
    gate.close_for(dispatch, withdrawal)
    transaction.on_commit(partial(renditions.drop_unreadable, dispatch))
    transaction.on_commit(partial(cards.drop, [dispatch.pk]))
    dispatch.log("withdraw", by, withdrawal.through_number, reason)
    notices.tell_writers("withdrawn", dispatch, by)
    return withdrawal


def _standing(editions):
    """The last of them that readers have had, and the one that waits; None for none."""
    now = timezone.now()
    past, waiting = None, None
    for edition in editions:
        if edition.live_from > now:
            waiting = edition
        else:
            past = edition
    return past, waiting


def _check_eyes(alone, alone_because):
    """Nobody publishes what they alone have written, unless a chief says why."""
    if alone and not alone_because.strip():
        message = _("You alone have written it: say why nobody else has read it.")
        raise readiness.NotReady({"alone_because": [message]})


def _check_embargo(dispatch, at):
    if dispatch.is_embargoed and (at is None or at < dispatch.embargo_until):
        message = _("Under embargo until %(moment)s: schedule it for that moment or a later one.")
        raise readiness.NotReady({"publish_at": [message % {"moment": dispatch.embargo_spelt}]})


def _reasons(known, note, alone_because, seen):
    """What the log says of a publication: its note, why one pair of eyes was enough, in whose name,
    which warnings were acknowledged."""
    lines = [note.strip()]
    if alone_because:
        lines.append(_("Read by nobody else: %(why)s") % {"why": alone_because.strip()})
    if known and known.lender:
        lines.append(_("By delegation of %(chief)s.") % {"chief": known.lender})
    lines += [_("Seen: %(warning)s") % {"warning": warning} for warning in seen]
    return "\n".join(filter(None, lines))


def _discard(dispatch, edition, by, note):
    gate.shut_for(dispatch, edition)
    dispatch.editions.filter(pk=edition.pk).discard()
    dispatch.addresses.give_up_unborne()
    dispatch.log("cancel", by, edition.number, note)

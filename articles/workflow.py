"""From draft to good-to-publish: which moves a person may make now, and why not the others."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import facts, notices, readiness

LABELS = {
    "submit": gettext_lazy("Submit for reading"),
    "take_back": gettext_lazy("Take back"),
    "send_back": gettext_lazy("Send back to the author"),
    "approve": gettext_lazy("Declare good to publish"),
    "publish": gettext_lazy("Publish"),
    "cancel": gettext_lazy("Cancel the schedule"),
    "withdraw": gettext_lazy("Withdraw from readers"),
    "break_embargo": gettext_lazy("Break the embargo"),
    "bin": gettext_lazy("Put in the bin"),
    "unbin": gettext_lazy("Take out of the bin"),
}
NEED_NOTE = ("send_back", "break_embargo")


@dataclass(frozen=True)
class Option:
    """A move, and why this person cannot make it now ("" if they can)."""

    verb: str
    why_not: str

    @property
    def label(self):
        return LABELS[self.verb]

    @property
    def needs_note(self):
        return self.verb in NEED_NOTE


class MoveRefused(PermissionDenied):
    """This person may not make this move now; the message says why."""


def options(dispatch, user, known=None):
    """Every move that makes sense for the dispatch as it stands, allowed or not, with the reason.

    One query, none if the Facts are `known`; one more for whoever publishes by delegation alone.
    """
    known = known or facts.of(dispatch, user)
    asked = [(verb, why_not(verb, dispatch, user, known)) for verb in LABELS]
    return [Option(verb, reason or "") for verb, reason in asked if reason is not None]


def require(verb, dispatch, user):
    """Raise MoveRefused unless `user` may make this move now. None is an import, and may.

    Returns the Facts by which it was judged.
    """
    if user is None:
        return None
    known = facts.of(dispatch, user)
    reason = why_not(verb, dispatch, user, known)
    if reason != "":
        raise MoveRefused(reason or _("This move makes no sense for the article as it stands."))
    return known


def submit(dispatch, by, note):
    require("submit", dispatch, by)
    dispatch.log("submit", by, note=note, stage="review", approved_by=None)
    notices.tell_readers_of_the_desk("submitted", dispatch, by)


def take_back(dispatch, by, note):
    require("take_back", dispatch, by)
    dispatch.log("take_back", by, note=note, stage="draft", approved_by=None)


def send_back(dispatch, by, note):
    require("send_back", dispatch, by)
    _demand_words(note, "move_note", _("Say why it goes back."))
    dispatch.log("send_back", by, note=note.strip(), stage="returned", approved_by=None)
    notices.tell_writers("sent_back", dispatch, by)


def approve(dispatch, by, note):
    require("approve", dispatch, by)
    dispatch.log("approve", by, note=note, stage="approved", approved_by=by)
    notices.tell_writers("approved", dispatch, by)


def break_embargo(dispatch, by, reason):
    require("break_embargo", dispatch, by)
    _demand_words(reason, "move_note", _("Say why the embargo is broken."))
    dispatch.log("embargo", by, note=reason.strip(), embargo_broken_at=timezone.now())


def put_in_bin(dispatch, by):
    require("bin", dispatch, by)
    dispatch.log("bin", by, binned_at=timezone.now())


def take_out_of_bin(dispatch, by):
    require("unbin", dispatch, by)
    dispatch.log("unbin", by, binned_at=None)


def _demand_words(text, field, message):
    if not text.strip():
        raise readiness.NotReady({field: [message]})


def why_not(verb, dispatch, user, known):
    """ "" if allowed, a reason if refused, None if the move makes no sense here."""
    if bool(dispatch.binned_at) != (verb == "unbin"):
        return None
    return CHECKS[verb](dispatch, user, known)


def _may_write(dispatch, user, known):
    return user.has_perm("articles.change_dispatch") and (
        known.own or user.has_perm("articles.change_any_dispatch")
    )


def _by_writers(dispatch, user, known):
    may = _may_write(dispatch, user, known)
    return "" if may else _("It is not your article.")


def _submit(dispatch, user, known):
    if dispatch.stage not in ("draft", "returned"):
        return None
    return _by_writers(dispatch, user, known)


def _take_back(dispatch, user, known):
    return _by_writers(dispatch, user, known) if dispatch.stage == "review" else None


def _send_back(dispatch, user, known):
    if dispatch.stage not in ("review", "approved"):
        return None
    may = user.has_perm("articles.approve_dispatch")
    return "" if may else _("A secrétaire de rédaction or a chief sends articles back.")


def _approve(dispatch, user, known):
    if dispatch.stage == "approved" or dispatch.pk is None:
        return None
    if not user.has_perm("articles.approve_dispatch"):
        return _("A secrétaire de rédaction or a chief declares articles good to publish.")
    return _("You alone have written it: a second pair of eyes is needed.") if known.alone else ""


def _publish(dispatch, user, known):
    if not known.may_publish:
        return _("A chief publishes, or whoever holds a chief’s delegation.")
    if not _may_write(dispatch, user, known):
        return _("It is not your article.")
    if known.alone and not user.has_perm("articles.publish_alone_dispatch"):
        return _("You alone have written it: a second pair of eyes is needed.")
    return ""


def _cancel(dispatch, user, known):
    if not known.is_scheduled:
        return None
    return "" if known.may_publish else _("A chief cancels a schedule.")


def _withdraw(dispatch, user, known):
    if not known.was_live:
        return None
    return "" if user.has_perm("articles.withdraw_dispatch") else _("A chief withdraws articles.")


def _break_embargo(dispatch, user, known):
    if not dispatch.is_embargoed:
        return None
    may = user.has_perm("articles.break_embargo_dispatch")
    return "" if may else _("Only a chief breaks an embargo, saying why.")


def _bin(dispatch, user, known):
    if dispatch.pk is None:
        return None
    if known.was_live:
        return _("Once published, an article is never deleted: it can be withdrawn.")
    if known.is_scheduled:
        return _("A version is scheduled: cancel it first.")
    return _by_writers(dispatch, user, known)


CHECKS = {
    "submit": _submit,
    "take_back": _take_back,
    "send_back": _send_back,
    "approve": _approve,
    "publish": _publish,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "lift": _withdraw,
    "break_embargo": _break_embargo,
    "bin": _bin,
    "unbin": _by_writers,
}

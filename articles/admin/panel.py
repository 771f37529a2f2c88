"""The panel beside a dispatch: its moves, who may make them, and why the others are not offered."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import facts, workflow
from articles.models import Dispatch

from . import standing

# Made elsewhere on the page: by the publication's own buttons, or on a page of their own.
APART = {"publish", "cancel", "withdraw", "unbin"}


def context(dispatch, user):
    """What the template of the panel reads; `dispatch` comes with its facts, and is None on the page that
    adds one."""
    judged = dispatch or Dispatch(created_by=user)
    known = facts.read(dispatch, user) if dispatch else facts.of(judged, user)
    options = workflow.options(judged, user, known)
    allowed = {option.verb for option in options if not option.why_not}
    return {
        "standing": standing.of(dispatch),
        "allowed": allowed,
        "moves": [each for each in options if not each.why_not and each.verb not in APART],
        "refused": [each for each in options if each.why_not],
        "publish_label": _publish_label(judged, known),
        "is_alone": known.alone,
        "is_unread": known.unread,
        "may_alone": user.has_perm("articles.publish_alone_dispatch"),
        "was_live": known.was_live,
        "delegating": known.lender if "publish" in allowed else None,
        "zone": timezone.get_current_timezone_name(),
    }


def _publish_label(dispatch, known):
    """For who reads what somebody else has written, reading and publishing are one step. Whoever has
    written it alone is told so before they press."""
    if known.alone:
        return _("Publish, read by nobody else")
    if known.unread or dispatch.stage == Dispatch.Stage.APPROVED:
        return _("Publish")
    return _("Read and publish")

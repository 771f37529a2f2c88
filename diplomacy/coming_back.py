"""Who has left an accord and comes back begins anew: its acts bear the number of that new time."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import knowledge
from .dates import first_day, last_day, spell
from .kinds import CONSENTS, EXITS, FULL_SIGNINGS, ActKind
from .status.leaving import notices

COMING = {*CONSENTS, *FULL_SIGNINGS}


def returns(acts):
    """(act, exit) for each of the acts by which their actor signs or consents after it has left.

    `acts` are those of one actor on one accord, in one cycle. An exit that was revoked is none; one that
    no clause and no document dates counts from its notification.
    """
    acts = [act for act in acts if act.done_on]
    coming = [act for act in acts if act.kind in COMING]
    gone = sorted(_gone(acts), key=lambda pair: pair[0]) if coming else []
    for act in coming:
        first = first_day(act.done_on, act.done_precision)
        left = next((exit for day, exit in gone if day < first), None)
        if left is not None:
            yield act, left


def _gone(acts):
    """(last day in the accord, exit) for each exit among them that stands."""
    exits = [act for act in acts if act.kind in EXITS]
    if not exits:
        return
    rule = knowledge.exit_rule(exits[0].accord)
    own = [fact for act in acts if (fact := knowledge.fact_of(act))]
    standing = {notice.day for notice in notices(rule, own) if not notice.revoked}
    for act in exits:
        leaves, precision = knowledge.effect(rule, act)
        notified = last_day(act.done_on, act.done_precision)
        if notified in standing:
            yield last_day(leaves, precision) or notified, act


def refuse(act, others):
    """Raises ValidationError, at the box of the cycle, if `act` comes back among `others`, the standing
    acts of its actor on its accord, or if it is an exit that makes one of them a return."""
    same = [other for other in others if other.cycle == act.cycle and other is not act]
    for coming, left in returns([*same, act]):
        if act in (coming, left):
            raise ValidationError({"cycle": words(coming, left, act)})


def words(coming, left, act):
    """Why `act`, one of the two, cannot be of that cycle."""
    told = {"actor": act.actor, "cycle": act.cycle + 1}
    if act is not coming:
        kind = ActKind(coming.kind).label
        told |= {"act": kind, "day": spell(coming.done_on, coming.done_precision)}
        return _("After that, %(actor)s came back (%(act)s, %(day)s): give that act cycle %(cycle)d "
                 "first.") % told  # fmt: skip
    leaves, precision = knowledge.effect(knowledge.exit_rule(left.accord), left)
    if leaves:
        told["day"] = spell(leaves, precision)
        return (
            _("%(actor)s has left this accord (%(day)s): for its return, give cycle %(cycle)d.")
            % told
        )
    told["day"] = spell(left.done_on, left.done_precision)
    return _("%(actor)s has given notice of leaving this accord (%(day)s): for its return, give cycle "
             "%(cycle)d.") % told  # fmt: skip

"""What one actor claims alone, and what no act has settled: shown as theirs, never as a status."""

from dataclasses import dataclass
from datetime import date

from . import knowledge
from .kinds import EXITS
from .kinds import ActKind as Kind
from .status import exit_day

UNILATERAL = {
    Kind.DECLARED_END: "end",
    Kind.CONTESTATION: "contested",
    Kind.SUSPENSION: "suspended",
    Kind.CONSENT_REVOKED: "revoked",
}
SETTLED_BY = {
    "announced": (*EXITS, Kind.NOTICE_REVOKED),
    "undated": (Kind.NOTICE_REVOKED,),
    "immediate": (Kind.NOTICE_REVOKED,),
    "suspended": (Kind.LIFTING,),
}


@dataclass(frozen=True)
class Claim:
    """`what` is claimed by `act`; `leaves` is the day on which an exit takes effect, if established.

    `what` is "end", "contested", "suspended" or "revoked" (by one actor alone), "announced" (an exit
    of which no notification is known), "undated" (an exit whose day of effect nothing establishes)
    or "immediate" (an exit said to take effect sooner than the text allows).
    """

    act: object
    what: str
    leaves: date | None = None


def claims(accord, acts):
    """The Claims among `acts`, the public acts of the `accord`, in their order."""
    rule = knowledge.rule(accord)
    found = (_claim(rule, act) for act in acts if act.actor_id)
    return [claim for claim in found if claim and not _is_settled(claim, acts)]


def _is_settled(claim, acts):
    """Whether the same actor has since done what settles its claim: notified, lifted, revoked."""
    settling = SETTLED_BY.get(claim.what, ())
    later = acts[acts.index(claim.act) + 1 :]
    return any(
        act.kind in settling
        and (act.actor_id, act.cycle) == (claim.act.actor_id, claim.act.cycle)
        and act.done_on
        for act in later
    )


def _claim(rule, act):
    if act.kind in UNILATERAL:
        return Claim(act, UNILATERAL[act.kind])
    fact = knowledge.fact_of(act)
    if act.kind not in EXITS or fact is None:
        return None
    if not fact.done:
        return Claim(act, "announced")
    leaves = exit_day(rule, fact)
    if act.effective_on and fact.effective != leaves:
        return Claim(act, "immediate", leaves)
    return None if leaves else Claim(act, "undated")

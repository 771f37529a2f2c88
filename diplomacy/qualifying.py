"""Reservations and declarations of an accord, with what answers each (Vienna Convention, art. 19 to 23)."""

from dataclasses import dataclass, field

from .kinds import ActKind

MADE = (ActKind.RESERVATION, ActKind.DECLARATION)
ANSWERING = (ActKind.OBJECTION, ActKind.RESERVATION_END)


@dataclass(frozen=True)
class Qualification:
    """A reservation or declaration, the `objections` to it, and the acts by which it was withdrawn.

    `act` may itself be an objection or a withdrawal, where what it answers is not before readers.
    """

    act: object
    objections: list = field(default_factory=list)
    withdrawals: list = field(default_factory=list)


def qualifications(acts):
    """The Qualifications among `acts` of one accord, in their order."""
    found = {act.pk: Qualification(act) for act in acts if act.kind in MADE}
    for act in acts:
        if act.kind not in ANSWERING:
            continue
        heir = getattr(act, "answered", None)  # what took the place of the act that it answers
        answered = found.get(heir.pk if heir else act.answers_id)
        if answered is None:
            found[act.pk] = Qualification(act)
        elif act.kind == ActKind.OBJECTION:
            answered.objections.append(act)
        else:
            answered.withdrawals.append(act)
    return list(found.values())

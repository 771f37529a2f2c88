"""How an actor stood to others on a day, as its page tells it: under one heading each kind of tie."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from diplomacy.models import Actor, ActorRelation
from diplomacy.spelling import fold

Kind = ActorRelation.Kind
# For each kind: as told by the one that it begins with, and by the other.
HEADINGS = {
    Kind.CONTINUATION: (_("Continues"), _("Continued by")),
    Kind.SUCCESSION: (_("Successor of"), _("Succeeded by")),
    Kind.MERGER: (_("Born of the union of"), _("Merged into, with others")),
    Kind.SEPARATION: (_("Separated from"), _("Separated from it")),
    Kind.MEMBER: (_("Member of"), _("Members")),
}
FORMER = (_("Formerly a member of"), _("Former members"))


@dataclass(frozen=True)
class Tie:
    """`other` is the actor at the far end; `period` says in words since when, or from when to when."""

    other: Actor
    period: str
    basis: str


def ties(actor, relations, day):
    """[(heading, its Ties)] on `day`, of an actor's relations: what it follows first, members last."""
    found = {}
    for relation in relations:
        if relation.has_begun(day):
            is_first = relation.actor_id == actor.pk
            tie = Tie(
                other=relation.other if is_first else relation.actor,
                period=relation.spelt_on(day),
                basis=relation.basis,
            )
            found.setdefault(_heading(relation, is_first, day), []).append(tie)
    headings = [*(each for pair in HEADINGS.values() for each in pair), *FORMER]
    return [
        (heading, sorted(found[heading], key=lambda tie: fold(tie.other.label)))
        for heading in headings
        if heading in found
    ]


def _heading(relation, is_first, day):
    over = relation.is_membership and relation.has_ended(day)
    return (FORMER if over else HEADINGS[relation.kind])[0 if is_first else 1]

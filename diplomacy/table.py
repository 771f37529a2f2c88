"""The table of an accord's page: one row an actor, its acts, its status."""

from dataclasses import dataclass

from diplomacy.kinds import SIGNINGS
from diplomacy.models import Actor, Participation
from diplomacy.status import STANDINGS


@dataclass(frozen=True)
class Row:
    """`roles` other than party, in words; `acts` in order of time; `standing` in words, or ""."""

    actor: Actor
    roles: list
    acts: list
    standing: str

    @property
    def signings(self):
        return [act for act in self.acts if act.kind in SIGNINGS]


def party_rows(accord, acts):
    """The Rows of the actors that public acts name, parties in the accord's own order first; one query.

    The acts tell the `standing` of their actors.
    """
    order, roles = {}, {}
    for participation in accord.participations.all():
        order.setdefault(participation.actor_id, len(order))
        if participation.role != Participation.Role.PARTY:
            roles.setdefault(participation.actor_id, []).append(participation.get_role_display())
    actors = {act.actor_id: act.actor for act in acts if act.actor_id}
    standings = {act.actor_id: act.standing for act in acts}
    return [
        Row(
            actor=actor,
            roles=roles.get(pk, []),
            acts=[act for act in acts if act.actor_id == pk],
            standing=STANDINGS.get(standings.get(pk), ""),
        )
        for pk, actor in sorted(actors.items(), key=lambda item: order.get(item[0], len(order)))
    ]

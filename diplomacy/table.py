"""The table of an accord's page, as in the treaty collections: one row an actor, its acts, its status."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diplomacy.dates import Precision, spell, spell_since
from diplomacy.kinds import CONSENTS, FULL_SIGNINGS, QUALIFYING, SIGNINGS, ActKind
from diplomacy.models import Actor, Participation
from diplomacy.status import BOUND, STANDINGS

SIGNING_COLUMN = (ActKind.INITIALLING, *SIGNINGS)
# As in the United Nations’ tables, in French and in English; a ratification needs no letter there.
LETTERS = {
    ActKind.ACCEPTANCE: "A",
    ActKind.APPROVAL: "AA",
    ActKind.ACCESSION: "a",
    ActKind.CONFIRMATION: "c",
    ActKind.SUCCESSION: "d",
    ActKind.DEFINITIVE: "s",
    ActKind.NOTE: "n",
    ActKind.NOTIFICATION: "N",
}


@dataclass(frozen=True)
class Consent:
    """An act by which the actor agreed to be bound, and its `letter`: "" for a ratification."""

    act: object

    @property
    def letter(self):
        return LETTERS.get(self.act.kind, "")


@dataclass(frozen=True)
class Row:
    """`roles` other than party, in words; `acts` in order of time; `standing` in words, or "".

    `bound` tells in words of each time that the accord was in force for the actor.
    """

    actor: Actor
    roles: list
    acts: list
    standing: str
    bound: list = field(default_factory=list)

    @property
    def signings(self):
        return [act for act in self.acts if act.kind in SIGNING_COLUMN]

    @property
    def has_signed(self):
        """As a party: to initial a text or to witness it is not to sign it."""
        return any(act.kind in FULL_SIGNINGS for act in self.acts)

    @property
    def consents(self):
        return [Consent(act) for act in self.acts if act.kind in CONSENTS]

    @property
    def others(self):
        """What has no column of its own, reservations aside: they have their own section."""
        columns = (*SIGNING_COLUMN, *CONSENTS, ActKind.ENTRY, *QUALIFYING)
        return [act for act in self.acts if act.kind not in columns]


def party_rows(accord, acts, spans, day):
    """The Rows of the actors that public acts name, parties in the accord's own order first; one query.

    The `participations` were read `with_publicity`; `spans` are the statuses begun by `day`.
    """
    order, roles = {}, {}
    for participation in accord.participations.all():
        if not participation.is_public:
            continue
        order.setdefault(participation.actor_id, len(order))
        if participation.role != Participation.Role.PARTY:
            roles.setdefault(participation.actor_id, []).append(participation.get_role_display())
    own_acts = _by_actor(acts)
    standings = {}
    for span in spans:
        standings.setdefault(span.actor, []).append(span)
    rows = [
        Row(
            actor=own[0].actor,
            roles=roles.get(pk, []),
            acts=own,
            standing=_standing(standings.get(pk, []), day),
            bound=_bound(standings.get(pk, []), day),
        )
        for pk, own in own_acts.items()
    ]
    return sorted(rows, key=lambda row: order.get(row.actor.pk, len(order)))


def letters(rows):
    """(letter, what it stands for) for each letter that the rows use, in the order of the kinds."""
    used = {consent.act.kind for row in rows for consent in row.consents}
    return [(letter, kind.label) for kind, letter in LETTERS.items() if kind in used]


def _by_actor(acts):
    found = {}
    for act in acts:
        if act.actor_id:
            found.setdefault(act.actor_id, []).append(act)
    return found


def _standing(spans, day):
    """In words, on `day`."""
    now = [span for span in spans if span.ends is None or span.ends > day]
    return STANDINGS.get(now[-1].status, "") if now else ""


def _bound(spans, day):
    """The stretches of time, begun by `day`, in which the accord was in force for the actor, in words no
    more precise than what is known."""
    found = []
    for span in spans:
        if span.status not in BOUND:
            continue
        goes_on = found and found[-1][-1].ends == span.begins
        first = found.pop()[0] if goes_on else span
        found.append((first, span))
    return [_spell_bound(first, last, day) for first, last in found]


def _spell_bound(first, last, day):
    since = first.begins, first.begins_precision
    if last.ends is None or last.ends > day:
        return spell_since(*since)
    words = pgettext("in force for it", "%(since)s – %(until)s")
    if first.begins_precision == last.ends_precision == Precision.DAY:
        words = _("from %(since)s until %(until)s")
    return words % {"since": spell(*since), "until": spell(last.ends, last.ends_precision)}

"""Recording a signing: one accord, who signed it for whom, and the source that says so, at once."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max

from .models import Act, Actor, Citation, Office, Participation, Person, Signatory


@dataclass(frozen=True)
class Signature:
    """One signature as a source gives it. Nobody and nothing named: signed, it is not known by whom."""

    actor: Actor
    role: str = Participation.Role.PARTY
    person: Person | None = None
    office: Office | None = None
    as_printed: str = ""


def record(accord, signatures, *, source=None, quote="", said_online=False, mark="", **facts):
    """Save `accord` with its participants, and one act for each actor with who signed and the source.

    `facts` are fields of the acts: kind, done_on, place … Two signatures of one actor make one act
    with two signatories. `said_online`: the article cited is online and says it already, the acts do
    not wait for its next version. `mark` stands for one sending of a form: sent again, nothing is
    written and the acts of the first time are returned. All or nothing.
    """
    known = already(signatures, mark)
    if known:
        return known
    try:
        with transaction.atomic():
            accord.save()
            _take_part(accord, signatures)
            by_actor = {}
            for signature in signatures:
                by_actor.setdefault(signature.actor, []).append(signature)
            acts = [
                _act(accord, actor, signed, source, quote, _uid(mark, actor), facts)
                for actor, signed in by_actor.items()
            ]
            if said_online:
                for citation in Citation.objects.filter(act__in=acts):
                    citation.open_now()
            return acts
    except IntegrityError:
        if known := already(signatures, mark):
            return known
        raise


def already(signatures, mark):
    """The acts that an earlier sending with this mark has recorded."""
    uids = [_uid(mark, signature.actor) for signature in signatures] if mark else []
    return list(Act.objects.filter(uid__in=uids).select_related("accord"))


def _uid(mark, actor):
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{mark}/{actor.pk}") if mark else uuid.uuid4()


def _take_part(accord, signatures):
    last = accord.participations.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    for signature in signatures:
        _participation, created = accord.participations.get_or_create(
            actor=signature.actor, role=signature.role, defaults={"position": position}
        )
        position += created


def _act(accord, actor, signatures, source, quote, uid, facts):
    """Signatories before the citation: once cited to a public source, the act is public."""
    act = Act(uid=uid, accord=accord, actor=actor, **facts)
    act.full_clean(exclude=["uid"])
    act.save()
    for position, signed in enumerate(signatures):
        Signatory.objects.create(
            act=act,
            person=signed.person,
            office=signed.office,
            as_printed=signed.as_printed,
            position=position,
        )
    if source:
        Citation.objects.create(act=act, source=source, quote=quote)
    return act

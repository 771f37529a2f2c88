"""Recording a signing ceremony: accords, who signed them for whom, and the source that says so, at once."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from .kinds import FULL_SIGNINGS, ActKind
from .models import Accord, Act, Actor, Citation, Office, Participation, Person, Signatory


@dataclass(frozen=True)
class Signature:
    """One signature as a source gives it. Nobody and nothing named: signed, it is not known by whom."""

    actor: Actor
    role: str = Participation.Role.PARTY
    person: Person | None = None
    office: Office | None = None
    as_printed: str = ""
    cycle: int = 1  # 2 if the actor had left the accord and comes back


@dataclass(frozen=True)
class Signing:
    """One accord, new or in the record already, and its signatures in order."""

    accord: Accord
    signatures: list


def record(signings, *, source=None, quote="", said_online=False, mark="", **facts):
    """Save each Signing: the accord if it is new, its participants, and one act for each actor.

    `facts` are fields of the acts: kind, done_on, place … Two signatures of one actor make one act
    with two signatories; of an actor that is no party, the signature of a witness. An act that the
    record has already is not written twice: who is missing from it is added (raises PublicActError for one
    that readers have seen: ask `known_acts` before), and the source cited for it. `said_online`: the article
    cited is online and says it already, the acts do not wait for its next version. `mark` stands for
    one sending of a form: sent again, nothing is written and the acts of the first time are returned.
    Its source is cited for what the text of a new accord provides too. All or nothing.
    """
    if known := already(signings, mark):
        return known
    try:
        with transaction.atomic():
            acts = [
                act
                for number, signing in enumerate(signings)
                for act in _sign(signing, source, quote, f"{mark}/{number}" if mark else "", facts)
            ]
            if said_online:
                told = Q(act__in=acts) | Q(accord__in={act.accord_id for act in acts})
                for citation in Citation.objects.standing().filter(told, source=source):
                    citation.open_now()
            return acts
    except IntegrityError:
        if known := already(signings, mark):
            return known
        raise


def already(signings, mark):
    """The acts that an earlier sending with this mark has recorded."""
    uids = [
        _uid(f"{mark}/{number}", signature.actor)
        for number, signing in enumerate(signings)
        for signature in signing.signatures
    ]
    return list(Act.objects.filter(uid__in=uids if mark else []).select_related("accord"))


def _uid(mark, actor):
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{mark}/{actor.pk}") if mark else uuid.uuid4()


def _sign(signing, source, quote, mark, facts):
    accord = signing.accord
    if accord.pk is None:
        accord.save()
        if source and accord.provides_something:
            Citation.objects.create(accord=accord, source=source, quote=quote)
    _take_part(accord, signing.signatures)
    for actor, signed, own in _by_actor(signing.signatures, facts):
        act = known_act(accord, actor, own)
        if act is None:
            act = _act(accord, actor, signed, _uid(mark, actor), own)
        elif missing := missing_from(act, signed):
            _add(act, missing)
        if source:
            _cite(act, source, quote)
        yield act


def _by_actor(signatures, facts):
    """(actor, its signatures, fields of the act that they make) for each actor, in order."""
    found = {}
    for signature in signatures:
        found.setdefault(signature.actor, []).append(signature)
    for actor, signed in found.items():
        yield (
            actor,
            signed,
            {**facts, "kind": act_kind(facts["kind"], signed), "cycle": signed[0].cycle},
        )


def known_acts(signing, facts):
    """(act, the signatures that it does not name) for each actor whose act the record has already."""
    for actor, signed, own in _by_actor(signing.signatures, facts):
        if act := known_act(signing.accord, actor, own):
            yield act, missing_from(act, signed)


def _cite(act, source, quote):
    """Once for each source: further words of it are added to those quoted already."""
    cited = Citation.objects.cite(act, source, quote)
    if quote not in cited.quote:
        cited.quote = f"{cited.quote} […] {quote}" if cited.quote else quote
        cited.save()


def known_act(accord, actor, facts):
    """The standing act of this actor that the record has already, of the same kind and day."""
    same = {name: facts.get(name) for name in ("kind", "done_on")}
    return accord.acts.standing().filter(actor=actor, **same).first() if accord.pk else None


def missing_from(act, signatures):
    """Those of the signatures which name somebody whom the act of the record does not name."""
    there = set(act.signatories.values_list("person", "office", "as_printed"))
    named = {_key(each): each for each in signatures if any(_key(each))}
    return [each for key, each in named.items() if key not in there]


def _key(signature):
    """What an act's table of signatories would hold of it."""
    person, office = (each and each.pk for each in (signature.person, signature.office))
    return person, office, signature.as_printed


def _add(act, signatures):
    """Name them too; the line that says that nobody is named goes. Raises PublicActError for an act
    that readers have seen."""
    act.signatories.filter(person=None, office=None, as_printed="").delete()
    last = act.signatories.aggregate(last=Max("position"))["last"]
    _write_names(act, signatures, 0 if last is None else last + 1)


def act_kind(kind, signatures):
    """The kind of one actor's act: who takes part, but not as a party, only witnesses a signature."""
    is_party = any(each.role == Participation.Role.PARTY for each in signatures)
    return kind if is_party or kind not in FULL_SIGNINGS else ActKind.WITNESS


def _take_part(accord, signatures):
    last = accord.participations.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    for signature in signatures:
        _participation, created = accord.participations.get_or_create(
            actor=signature.actor, role=signature.role, defaults={"position": position}
        )
        position += created


def _act(accord, actor, signatures, uid, facts):
    """With its signatories, and without a source yet: once cited to a public one, it is public."""
    act = Act(uid=uid, accord=accord, actor=actor, **facts)
    act.full_clean(exclude=["uid"])
    act.save()
    _write_names(act, signatures, 0)
    return act


def _write_names(act, signatures, first):
    for position, signed in enumerate(signatures, first):
        Signatory.objects.create(
            act=act,
            person=signed.person,
            office=signed.office,
            as_printed=signed.as_printed,
            position=position,
        )

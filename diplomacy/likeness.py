"""Accords that may be the one that somebody is about to enter again."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Prefetch, Q

from diplomacy.kinds import SIGNINGS, ActKind
from diplomacy.models import Accord, Act
from diplomacy.spelling import fold

DAYS = 31  # sources differ about the day by hours, about the month seldom
ALIKE = 0.6  # of the distinctive words of the shorter title
CANDIDATES = 300
# What nearly every title says, in French and in English; the parties' own names are left out as well.
IN_EVERY_TITLE = """
    a accord agreement ainsi and at au aux avec between by concerning convention cooperation d
    dans de des domaine du en entre et federation field fins for forme gouvernement government
    gouvernements in l la le les matiere memorandum of on ou par portant pour protocol protocole
    que qui relatif relative relation relations republic republique sa ses son sur the to traite
    treaty un une union with
"""
COMMON = {*IN_EVERY_TITLE.split()}


@dataclass
class Likeness:
    """`near`: of a like title, to be asked about. `that_day`: signed by them that day, to be told."""

    near: list = field(default_factory=list)
    that_day: list = field(default_factory=list)


def likenesses(titles, actors, day):
    """A Likeness for each of `titles`, among the accords of the first two of `actors` (of the one alone)
    that were signed about `day`, or at a day not known. Two queries."""
    found = _candidates(actors, day)
    own = {
        word for actor in actors for word in _words(actor.name, actor.name_en, actor.official_name)
    }
    return [_likeness(title, found, own, day) for title in titles]


def _candidates(actors, day):
    acts = Act.objects.standing().filter(kind__in=[*SIGNINGS, ActKind.INITIALLING])
    accords = Accord.objects.all()
    for actor in actors[:2]:
        accords = accords.filter(participations__actor=actor)
    if day:
        about = Q(acts__done_on__range=(day - timedelta(days=DAYS), day + timedelta(days=DAYS)))
        undated = ~Q(pk__in=acts.filter(done_on__isnull=False).values("accord"))
        accords = accords.filter(about | undated)
    signed = Prefetch("acts", acts, to_attr="signings")
    return list(accords.distinct().order_by("-pk").prefetch_related(signed)[:CANDIDATES])


def _likeness(title, accords, own, day):
    words, likeness = _words(title) - own, Likeness()
    for accord in accords:
        if _alike(words, _words(accord.name, accord.name_en) - own):
            likeness.near.append(accord)
        elif day and any(act.done_on == day for act in accord.signings):
            likeness.that_day.append(accord)
    return likeness


def _alike(some, others):
    shorter = min(len(some), len(others))
    return bool(shorter) and len(some & others) / shorter >= ALIKE


def _words(*titles):
    """Without what every title says, and one as several: "fondement", "fondements"."""
    words = {word for title in titles for word in fold(title).split() if len(word) > 1}
    return {word.rstrip("sx") for word in words - COMMON}

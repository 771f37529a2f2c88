"""“Did you mean”: the public names nearest to words that nothing answered."""

from difflib import SequenceMatcher

from django.db.models import Exists, OuterRef, Q

from diplomacy.models import Accord, Actor, NameVariant, Person
from diplomacy.naming import look_up
from diplomacy.spelling import fold

ENOUGH = 0.72  # of likeness between two words, by difflib's ratio
MOST = 3
CANDIDATES = 300  # of each kind
SAME = 2  # letters in which two spellings of a word begin alike
WORDS = 4


def suggest(text, now):
    """The labels of the names, nearest first; [] for none near. One query.

    Only names whose words, or spellings, begin like the reader's are looked at.
    """
    words = [word for word in fold(text).split() if len(word) > SAME][:WORDS]
    if not words:
        return []
    found = look_up(
        *(_candidates(model, words, now) for model in (Actor, Person, Accord)),
    )
    near = {}
    for each in found:
        likeness = min(_likeness(word, each) for word in words)
        if likeness >= ENOUGH:
            near[each.label] = max(likeness, near.get(each.label, 0))
    return sorted(near, key=lambda label: (-near[label], label))[:MOST]


def _candidates(model, words, now):
    begins = Q()
    for word in words:
        start = word[:SAME]
        begins |= Q(search_key__startswith=start) | Q(search_key__contains=f" {start}")
    rows = model.objects.public(now)
    if model is not Accord:
        spelt = NameVariant.objects.filter(begins, **{model._meta.model_name: OuterRef("pk")})
        begins |= Exists(spelt)
    keys = rows.filter(begins).order_by("pk").values("pk")[:CANDIDATES]
    return model.objects.filter(pk__in=keys)


def _likeness(word, found):
    names = fold(f"{found.name} {found.name_en}").split()
    return max((SequenceMatcher(None, word, name).ratio() for name in names), default=0)

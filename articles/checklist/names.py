"""One name, one spelling: recorded variants and misprints, and unknown names that nearly agree."""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from diplomacy.models import NameVariant
from diplomacy.spelling import fold

from .finding import WARNING, Finding
from .words import JOINS, words_of

MISPRINT = NameVariant.Kind.MISPRINT
#: How much two spellings of one name have in common, of 1.
NEAR = 0.8
SHORTEST = 4


def check(text, known, seen):
    yield from _misprints(seen)
    told = set()
    for first, second, name in [*_recorded(seen), *_nearly_alike(text, seen)]:
        pair = frozenset((_bare(first.printed), _bare(second.printed)))
        if pair not in told:
            told.add(pair)
            yield _two_ways(first, second, name)


def _two_ways(first, second, label):
    message = _("One name, spelt two ways: “%(first)s” and “%(second)s”.") % {
        "first": first.printed,
        "second": second.printed,
    }
    mend = None
    if label:
        wrong = second if _bare(first.printed) == _bare(label) else first
        message += " " + _("The record has “%(name)s”.") % {"name": label}
        mend = (wrong.printed, label)
    return Finding(
        "name-two-ways",
        WARNING,
        second.field,
        message,
        f"{first.printed} / {second.printed}",
        mend,
    )


def _misprints(seen):
    for sighting in _first_of_each(seen, lambda each: _bare(each.printed)):
        if sighting.name.variant == MISPRINT:
            message = _("“%(printed)s” is a known misprint of “%(name)s”.") % {
                "printed": sighting.printed,
                "name": sighting.name.label,
            }
            yield Finding(
                "name-misprint",
                WARNING,
                sighting.field,
                message,
                sighting.printed,
                (sighting.printed, sighting.name.label),
            )


def _recorded(seen):
    """Pairs of spellings of one owner. A state's acronym beside its full name is no fault."""
    owners = defaultdict(list)
    for sighting in seen:
        if sighting.name.variant != MISPRINT:
            owners[sighting.name.kind, sighting.name.owner].append(sighting)
    for (kind, _owner), each in owners.items():
        spellings = _first_of_each(each, lambda sighting: _bare(sighting.printed))
        for first, second in combinations(spellings, 2):
            if kind == "person" or _is_near(fold(first.printed), fold(second.printed)):
                yield first, second, first.name.label


def _nearly_alike(text, seen):
    """Two words in capitals, one the same and the other all but the same: Awa Keïta, Awa Kéita."""
    known = {(each.line, each.start): each.name for each in seen}
    by_half = defaultdict(list)
    pairs = list(_first_of_each(_pairs(text), lambda pair: pair.bare))
    for pair in pairs:
        for half in (0, 1):
            by_half[half, pair.bare[half]].append(pair)
    for (half, _same), alike in by_half.items():
        for one, other in combinations(alike, 2):
            names = {known.get((each.line, each.start)) for each in (one, other)} - {None}
            strangers = len({name.owner for name in names}) > 1
            if not strangers and _is_near(fold(one.bare[1 - half]), fold(other.bare[1 - half])):
                yield one, other, next((name.label for name in names), "")


class Pair(NamedTuple):
    """Two neighbouring words that begin with capitals."""

    field: str
    line: int
    printed: str
    start: int
    bare: tuple[str, str]


def _pairs(text):
    for number, (field, line) in enumerate(text.lines):
        words = words_of(line)
        for one, other in pairwise(words):
            gap = line[one.end : other.start]
            if one.is_capital and other.is_capital and gap.isspace() and JOINS.fullmatch(gap):
                printed = line[one.start : other.end]
                bare = tuple(
                    _bare(word)
                    for word in (line[one.start : one.end], line[other.start : other.end])
                )
                yield Pair(field, number, printed, one.start, bare)


def _is_near(one, other):
    """Whether two folded words may be one name: near, and with the same first letter."""
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


def _bare(printed):
    """As printed, but for capitals, kinds of apostrophe and of space."""
    return re.sub(r"\s+", " ", printed.casefold().replace("’", "'"))


def _first_of_each(things, key):
    kept = {}
    for thing in things:
        kept.setdefault(key(thing), thing)
    return list(kept.values())

"""What changed for readers between two editions: part by part, passage by passage, word by word."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.translation import gettext as _

from articles import comparison, credits
from articles.comparison import Piece
from articles.prose import plain_text
from articles.templatetags.stories import dateline

LONGEST = 6000  # letters of a passage: beyond, word by word costs a reader seconds
MOST_PAIRS = 4000
ALIKE = 0.4


@dataclass(frozen=True)
class Passage:
    """`kind` is "same", "changed", "gone" or "new"; its Pieces lead from the old words to the new."""

    kind: str
    pieces: list


@dataclass(frozen=True)
class Part:
    """`runs` are its passages, those that follow each other unchanged together: (is_same, passages)."""

    name: str
    runs: list


def between(old, new):
    """The Parts of the page that differ; each edition has its `signatures`, `pictures` and `words`."""
    parts = [
        (_("Headline"), [old.headline], [new.headline]),
        (_("Standfirst"), [old.standfirst], [new.standfirst]),
        (_("Place and day"), [dateline(old)], [dateline(new)]),
        (_("Signed"), signed(old), signed(new)),
        (_("Text"), plain_text(old.words).split("\n"), plain_text(new.words).split("\n")),
        (_("Photos and captions"), captions(old), captions(new)),
    ]
    return [
        Part(name, runs(passages([*filter(None, before)], [*filter(None, after)])))
        for name, before, after in parts
        if before != after
    ]


def signed(edition):
    return [
        f"{credit.words} {', '.join(author.label for author in credit.authors)}"
        for credit in credits.printed(edition.signatures)
    ]


def captions(edition):
    return [
        line for figure in edition.pictures for line in (figure.caption, figure.credit, figure.alt)
    ]


def runs(found):
    return [(is_same, list(run)) for is_same, run in groupby(found, lambda p: p.kind == "same")]


def passages(old, new):
    """The Passages that lead from the paragraphs `old` to `new`, in reading order."""
    found = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [_whole("same", text) for text in old[i1:i2]]
        else:
            found += _rewritten(old[i1:i2], new[j1:j2])
    return found


def _rewritten(old, new):
    """Each old paragraph beside the new one that took its words, as far as any did."""
    found, last_i, last_j = [], 0, 0
    for i, j in [*_pairs(old, new), (len(old), len(new))]:
        found += [_whole("gone", text) for text in old[last_i:i]]
        found += [_whole("new", text) for text in new[last_j:j]]
        if i < len(old):
            found.append(_changed(old[i], new[j]))
        last_i, last_j = i + 1, j + 1
    return found


def _pairs(old, new):
    """The (i, j) of paragraphs that are alike, the most alike first chosen, in reading order."""
    if len(old) * len(new) > MOST_PAIRS:
        return []
    before, after = [_words(text) for text in old], [_words(text) for text in new]
    likeness = sorted(
        (
            (_likeness(one, other), -i, -j)
            for i, one in enumerate(before)
            for j, other in enumerate(after)
        ),
        reverse=True,
    )
    chosen = []
    for degree, i, j in likeness:
        if degree < ALIKE:
            break
        if all((-i - a) * (-j - b) > 0 for a, b in chosen):  # no line crosses another
            chosen.append((-i, -j))
    return sorted(chosen)


def _words(text):
    return Counter(text.casefold().split())


def _likeness(one, other):
    """The share of words that two paragraphs have in common, from 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _changed(old, new):
    if max(len(old), len(new)) > LONGEST:
        return Passage("changed", [Piece("gone", old), Piece("new", new)])
    return Passage("changed", comparison.words(old, new))


def _whole(kind, text):
    return Passage(kind, [Piece(kind, text)])

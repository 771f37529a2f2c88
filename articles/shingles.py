"""The runs of words by which a story is found again in a message that somebody was sent.

A word counts by its first letters, without case and accents: what was conjugated otherwise, typed in
haste or read from a picture is found all the same. Little words do not count.
"""

import re
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from articles.prose import plain_text
from diplomacy.spelling import fold

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652\u0670])+")
PREFIX = 5
RUN = 3
# Of as many runs that follow each other in a text, one at least is kept: a dozen words of it, quoted as
# they stand, are always found.
WINDOW = 10
LONG, MOST = 400, 490  # runs of a message; SQLite joins no more than 500 walks
BEGINNING = 40  # words of a message that may be a headline, typed inexactly


class Word(NamedTuple):
    """`text[start:end]` of the text it was read from, and how it compares."""

    start: int
    end: int
    folded: str

    @property
    def key(self):
        return self.folded if self.folded[0].isdigit() else self.folded[:PREFIX]

    @property
    def counts(self):
        return len(self.folded) > (3 if self.folded.isascii() else 2) or self.folded[0].isdigit()


def words(text):
    """Every Word of a plain text."""
    found = ((match, fold(match[0]).replace(" ", "")) for match in WORD.finditer(text))
    return [Word(match.start(), match.end(), folded) for match, folded in found if folded]


def of_story(content):
    """The numbers that a story is found by: all runs of headline and standfirst, some of the body."""
    headline, standfirst = (_keys(text) for text in (content.headline, content.standfirst))
    body = _runs(_keys(plain_text(content.body)))
    return {*_pairs(headline), *_runs(headline), *_runs(standfirst), *_thinned(body)}


def of_message(keys):
    """The numbers, no more than a database takes in one question, by which stories may be found that hold
    some of these words. Of a long message those that its story has kept, too."""
    runs = _runs(keys)
    found = {*(_thinned(runs) if len(runs) > LONG else runs), *_pairs(keys[:BEGINNING])}
    return list(found)[:MOST]


def _keys(text):
    return [word.key for word in words(text) if word.counts]


def _runs(keys):
    return [_number(*keys[at : at + RUN]) for at in range(len(keys) - RUN + 1)]


def _pairs(keys):
    """Words that stand together, or with one between them; in whatever order."""
    near = [*pairwise(keys), *zip(keys, keys[2:], strict=False)]
    return [_number(*sorted(pair)) for pair in near]


def _thinned(numbers):
    """The least of each window of numbers."""
    last = max(len(numbers) - WINDOW, 0)
    return {min(numbers[at : at + WINDOW]) for at in range(last + 1)} if numbers else set()


def _number(*keys):
    """A whole number of 32 bits, with its sign, as databases keep one."""
    digest = blake2b("\0".join(keys).encode(errors="replace"), digest_size=4).digest()
    return int.from_bytes(digest, signed=True)

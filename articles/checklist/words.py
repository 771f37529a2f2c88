"""Words of a text with their places, folded, so that names are found whatever their accents."""

import re
from typing import NamedTuple

from diplomacy.spelling import fold

WORD = re.compile(r"[^\W_]+")
#: What may stand between two words of one name: spaces, hyphens, apostrophes.
JOINS = re.compile(r"[\s\-‐‑'’ʼ]*")
LONGEST_NAME = 8


class Word(NamedTuple):
    start: int
    end: int
    folded: str
    is_capital: bool


def words_of(text):
    return [
        Word(match.start(), match.end(), fold(match[0]), match[0][0].isupper())
        for match in WORD.finditer(text)
    ]


def runs(words, text, start):
    """The folded words from `start` on that may be one name: [(1 word), (2 words) …]."""
    found = [words[start].folded]
    yield tuple(found)
    for before, word in zip(words[start:], words[start + 1 :], strict=False):
        if len(found) == LONGEST_NAME or not JOINS.fullmatch(text, before.end, word.start):
            return
        found.append(word.folded)
        yield tuple(found)


def folded_names(text):
    """Every run of words that may be a name, as the record's search keys are written."""
    words = words_of(text)
    return {
        " ".join(run)
        for place, word in enumerate(words)
        if word.is_capital or not word.folded.isascii()
        for run in runs(words, text, place)
    }

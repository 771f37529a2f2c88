"""Where the text names whom the record knows, in any of their spellings."""

from collections import defaultdict
from typing import NamedTuple

from diplomacy.spelling import fold

from .words import runs, words_of


class Sighting(NamedTuple):
    """`printed` stands at `start` of paragraph `line` (a number); `name` is a Name of the record."""

    name: object
    field: str
    line: int
    printed: str
    start: int
    end: int


def sightings(text, known):
    """Every recorded name that the text holds; where several begin at one word, the longest."""
    names = defaultdict(list)
    for name in known.names:
        names[tuple(fold(name.text).split())].append(name)
    return [
        Sighting(name, field, number, words[start:end], start, end)
        for number, (field, words) in enumerate(text.lines)
        for name, start, end in _in_line(words, names, text)
    ]


def is_linked(name, text):
    return name.owner in (text.people if name.kind == "person" else text.actors)


def _in_line(line, names, text):
    words, place = words_of(line), 0
    while place < len(words):
        found, length = None, 1
        start = words[place].start
        for run in runs(words, line, place):
            end = words[place + len(run) - 1].end
            fitting = [each for each in names.get(run, ()) if _fits(each.text, line[start:end])]
            if fitting:
                found, length = (_likeliest(fitting, line[start:end], text), start, end), len(run)
        if found:
            yield found
        place += length


def _fits(recorded, printed):
    """An acronym stands in capitals; any other name begins with one, in scripts that have them."""
    if recorded.isupper():
        return printed.isupper()
    return printed[0].isupper() or printed[0].lower() == printed[0].upper()


def _likeliest(names, printed, text):
    """Of people of one name, whom the article is linked to; of their spellings, the one printed."""
    return max(
        names, key=lambda name: (is_linked(name, text), name.text == printed, not name.variant)
    )

"""The passage of a story that answers a query, and the words of it that do."""

from typing import NamedTuple

from articles.prose import plain_text

from .stems import WORD, stem

WIDTH = 34  # words of a passage
BEFORE = 6  # of them, what is shown before the first that is meant


class Piece(NamedTuple):
    text: str
    is_hit: bool


def pieces(text, language, wanted):
    """`text` cut into Pieces, those that are a wanted stem marked."""
    found, end = [], 0
    for word in WORD.finditer(text):
        if stem(word[0], language) in wanted:
            found += [Piece(text[end : word.start()], False), Piece(word[0], True)]
            end = word.end()
    found.append(Piece(text[end:], False))
    return [piece for piece in found if piece.text]


def passage(story, wanted):
    """The words to show of a story: its standfirst if that answers, else the best place of its text."""
    if not story.standfirst or not _hits(story.standfirst, story.language, wanted):
        body = " ".join(plain_text(story.body).split())
        if best := _best(body, story.language, wanted):
            return best
    return story.standfirst


def _hits(text, language, wanted):
    """(place of the word, its stem) for each word that is wanted."""
    found = ((place, stem(word, language)) for place, word in enumerate(WORD.findall(text)))
    return [(place, each) for place, each in found if each in wanted]


def _best(text, language, wanted):
    """The stretch of words with the most different hits, the first of several; "" if there is no hit."""
    hits = _hits(text, language, wanted)
    if not hits:
        return ""
    first, _count = max(
        (
            (start, len({each for place, each in hits if start <= place < start + WIDTH - BEFORE}))
            for start, _stem in hits
        ),
        key=lambda found: (found[1], -found[0]),
    )
    words = [*WORD.finditer(text)]
    begin, end = max(0, first - BEFORE), min(len(words), first - BEFORE + WIDTH)
    whole = slice(
        words[begin].start() if begin else 0, words[end].start() if end < len(words) else None
    )
    cut = text[whole].rstrip()
    return f"{'… ' if begin else ''}{cut}{' …' if end < len(words) else ''}"

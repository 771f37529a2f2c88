"""What a reader typed, read: words, “phrases in quotes”, and -what to leave out."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from . import tokens
from .stems import WORD, readings

QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))
PART = re.compile(r'(?P<minus>(?<!\S)[-–−])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass
class Query:
    """`wanted` and `unwanted` hold one item a word or phrase: the readings of it, tuples of stems.

    `fault` says, for the reader, why nothing can be looked for; "" if something can.
    """

    wanted: list = field(default_factory=list)
    unwanted: list = field(default_factory=list)
    fault: str = ""

    @property
    def stems(self):
        return {each for item in self.wanted for reading in item for each in reading}

    def within(self, zone):
        """The expression of texts that hold all that is wanted in this zone."""
        return tokens.every(_any_reading(item, zone) for item in self.wanted)

    def ranked(self, zone):
        """As `within`, without what a higher zone holds already and without what is unwanted."""
        apart = [_any_reading(item, tokens.ANYWHERE) for item in self.unwanted]
        if zone > tokens.TITLE:
            apart.append(self.within(zone - 1))
        return tokens.without(self.within(zone), apart)

    def anywhere(self):
        """The expression of texts that hold what is wanted, and nothing unwanted, wherever it stands."""
        apart = [_any_reading(item, tokens.ANYWHERE) for item in self.unwanted]
        return tokens.without(self.within(tokens.ANYWHERE), apart)


def _any_reading(item, zone):
    return tokens.some(tokens.phrase(tokens.placed(reading, zone)) for reading in item)


def read(text):
    """The Query of what a reader typed; any text whatever is read."""
    query = Query()
    for part in PART.finditer(text.translate(QUOTES)):
        side = query.unwanted if part["minus"] else query.wanted
        if part["phrase"] is not None:
            side.append(readings(part["phrase"]))
        else:
            side += map(readings, WORD.findall(part["word"]))
    query.wanted, query.unwanted = _telling(query.wanted), _telling(query.unwanted)
    if text.strip() and not query.wanted:
        query.fault = _fault(text, query)
    return query


def _telling(items):
    """Without doubles, and without what nothing tells of."""
    found = {tuple(reading for reading in item if reading) for item in items}
    return sorted(item for item in found if item)


def _fault(text, query):
    if query.unwanted:
        return _("Say what to look for as well, not only what to leave out.")
    if WORD.search(text):
        return _("Every text holds these little words: add one that says more.")
    message = _("“%(text)s” holds neither a letter nor a figure to look for.")
    return message % {"text": text.strip()[:60]}

"""The whole checklist of a text, errors first."""

from . import figures, headline, house, known, links, names, record, sums, titles, typography
from .sightings import sightings

OF_WORDS = (figures, headline, typography, house, sums, links)
OF_NAMES = (names, record, titles)


def run(text, facts=None):
    """Every Finding about `text`; what is known of it is read from the database unless given."""
    facts = facts or known.read(text)
    seen = sightings(text, facts)
    found = [finding for room in OF_WORDS for finding in room.check(text, facts)]
    return found + [finding for room in OF_NAMES for finding in room.check(text, facts, seen)]

"""Titles and ranks: whether the record has the person in that function, on that day.

A function is known by its first words ("ministre des Affaires…"): a text shortens the rest. Of a
person without any recorded function nothing is said: unknown is not false.
"""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from diplomacy.dates import spell
from diplomacy.spelling import fold

from .finding import WARNING, Finding
from .words import words_of

#: How far before a name its title may begin.
REACH = 120
AFTER = re.compile(r"\s*,\s*(?:(?:le|la|the)\s+|l['’]\s*)?", re.I)
LITTLE = {
    "a", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "l", "la", "le", "les", "of",
    "the", "to",
}  # fmt: skip
PAST = {"ancien", "ancienne", "ex", "feu", "futur", "future", "former", "late", "then"}
STOP = re.compile(r"[.;:!?»)]\s")


def check(text, known, seen):
    heads = _heads(known)
    held = defaultdict(list)
    for title in known.titles:
        if title.person:
            held[title.person].append(title)
    told = set()
    for place, sighting in enumerate(seen):
        name = sighting.name
        if name.kind != "person" or name.owner not in held:
            continue
        head = _title_of(place, seen, text, heads)
        if head is None or (name.owner, head) in told:
            continue
        fault = _fault(head, name.label, held[name.owner], text.day)
        if fault:
            told.add((name.owner, head))
            excerpt = f"{' '.join(head)} … {sighting.printed}"
            yield Finding("title-not-held", WARNING, sighting.field, fault, excerpt)


def _fault(head, name, titles, day):
    """What the record says against this title on that day, or ""."""
    alike = [title for title in titles if head in _heads_of(title)]
    if any(_holds(title, day) for title in alike):
        return ""
    words = {"name": name, "title": " ".join(head), "day": spell(day)}
    ended = [title.ended_on for title in alike if title.ended_on and title.ended_on < day]
    if ended:
        words["until"] = spell(max(ended))
        return _("The record has %(name)s as “%(title)s …” only until %(until)s.") % words
    return _("The record does not have %(name)s as “%(title)s …” on %(day)s.") % words


def _holds(title, day):
    return (title.begun_on is None or title.begun_on <= day) and (
        title.ended_on is None or day <= title.ended_on
    )


def _heads(known):
    return {head for title in known.titles for head in _heads_of(title)}


def _heads_of(title):
    return {_head(name) for name in (title.name, title.name_en) if name}


def _head(name):
    """The words of a function up to the second one of weight."""
    taken, weight = [], 0
    for word in fold(name).split():
        taken.append(word)
        weight += word not in LITTLE
        if weight == 2:
            break
    return tuple(taken)


def _title_of(place, seen, text, heads):
    """The head of the title that the text gives this person just before or after the name."""
    sighting = seen[place]
    line = text.lines[sighting.line][1]
    before = seen[place - 1] if place and seen[place - 1].line == sighting.line else None
    start = max(
        before.end if before and before.name.kind == "person" else 0, sighting.start - REACH
    )
    found = _last(line[start : sighting.start], heads)
    if found:
        return found
    after = AFTER.match(line, sighting.end)
    return _first(line, after.end(), heads, sighting, seen[place + 1 :]) if after else None


def _last(words_before, heads):
    """The last title in these words, unless a sentence ends after it or it is of the past."""
    words = words_of(words_before)
    for start in range(len(words) - 1, -1, -1):
        head = _at(words, start, heads)
        if head:
            cut = STOP.search(words_before, words[start].start)
            past = start and words[start - 1].folded in PAST
            return None if cut or past else head
    return None


def _first(line, start, heads, sighting, later):
    """A title right after the comma, unless it leads to the next person: "…, le ministre X"."""
    end = re.compile(r"[,.;:!?)]|$").search(line, start).start()
    theirs = any(
        each.line == sighting.line and each.name.kind == "person" and each.start < end
        for each in later
    )
    return None if theirs else _at(words_of(line[start:end]), 0, heads)


def _at(words, start, heads):
    folded = tuple(word.folded for word in words[start : start + 8])
    return max((head for head in heads if folded[: len(head)] == head), key=len, default=None)

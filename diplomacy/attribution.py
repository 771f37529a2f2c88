"""Who signed, as a source prints it: linked to the record only where nothing is left to guess."""

import re
from dataclasses import dataclass

from diplomacy.models import Office, Person
from diplomacy.naming import found

ARTICLE = re.compile(r"(?:l['’]\s*|(?:le|la|les|the)\s+)", re.I)
BETWEEN = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class Attribution:
    """One signatory. `doubt`: the people who all bear the name printed, of whom none is taken."""

    printed: str
    person: Person | None = None
    office: Office | None = None
    doubt: tuple = ()

    @property
    def as_printed(self):
        """The source's words, unless they are those of the record."""
        own = ", ".join(each.name for each in (self.person, self.office) if each)
        return "" if self.printed == own else self.printed


def attribute(boxes):
    """What each of `boxes`, pairs (text, actor), says: a list of Attributions each, in order.

    Several signatories stand in one text with semicolons between them. "Name, function" or "function,
    Name": a person is one whose name or spelling is this and nobody else's, a function one of the actor
    itself. A function whose holder is named but unknown is not linked: it would read as if nobody were
    named. At most five queries for any number of boxes.
    """
    printed = {
        text: [each for each in BETWEEN.split(text.strip()) if each] for text, _actor in boxes
    }
    parts = {part for each in printed.values() for words in each for part in _parts(words)}
    people = found(Person.objects.all(), parts)
    offices = found(Office.objects.all(), {_bare(part) for part in parts})
    return [
        [_of(words, actor, people, offices) for words in printed[text]] for text, actor in boxes
    ]


def _parts(words):
    return {part for reading in _readings(words) for part in reading if part}


def _readings(words):
    """(person, office) in every way in which the words may be read."""
    yield words, ""
    yield "", words
    for comma in re.finditer(",", words):
        left, right = words[: comma.start()].strip(), words[comma.end() :].strip()
        yield left, right
        yield right, left


def _bare(words):
    return ARTICLE.sub("", words, count=1) if ARTICLE.match(words) else words


def _of(words, actor, people, offices):
    named = {}
    for who, what in _readings(words):
        persons = people[who] if who else []
        own = (
            [each for each in offices[_bare(what)] if actor and each.actor_id == actor.pk]
            if what
            else []
        )
        named |= {each.pk: each for each in persons}
        if len(persons) == bool(who) and len(own) == bool(what):
            return Attribution(words, *persons or [None], *own)
    if len(named) == 1:
        return Attribution(words, *named.values())
    return Attribution(words, doubt=tuple(named.values()))

"""A message as a reader pastes it: its words apart from its addresses and from what messengers add."""

import re
import unicodedata
from dataclasses import dataclass, field

from articles import shingles

from .link import ADDRESS, Link

MOST_LINKS, LONGEST_LINK = 5, 2000
# What messengers write around the words: who sent it and when, that it was sent on, the hour below.
SENDER = re.compile(
    r"^\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?(?: à)? \d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AP]M)?\]?"
    r"(?: ?[-–])?(?: [^:\n]{1,40}:)? ?",
    re.I | re.M,
)
SENT_ON = re.compile(
    r"^[\s↪➡]*(?:transféré(?: plusieurs fois)?|forwarded(?: many times)?|تمت إعادة (?:التوجيه|توجيهها)"
    r"[^\n]{0,20}|переслан[^\n]{0,40}|\d{1,2}[:h]\d{2}(?: ?[AP]M)?|[✓✔]+)\s*$",
    re.I | re.M,
)
BOLD = re.compile(r"(?<!\w)[*_~`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}(?!\w)")
# The last line of the message that the desk sends: "Version 2, 23 juin 2025 14:05 (GMT)".
VERSION = re.compile(
    r"^(?:[^\n]{1,40} – )?Version (\d{1,9}), [^\n]{5,60}\([^()\n]{1,8}\)\s*$", re.M
)
# What may tell of a person: numbers to call, addresses to write to, cards and accounts.
PERSONAL = re.compile(r"\S{1,64}@\S{1,255}|\+?\d(?:[\s().-]{0,3}\d){4,}|@\w+")


@dataclass
class Message:
    """`text` is what is left to compare; `version` the number that the desk's own message names, or None."""

    text: str
    links: list
    version: int | None = None
    words: list = field(default_factory=list)
    counting: list = field(default_factory=list)  # those of the words that count, by their place

    @property
    def keys(self):
        return [self.words[at].key for at in self.counting]

    @property
    def is_long_enough(self):
        """Two words may stand anywhere."""
        return len(self.counting) > 2

    def excerpt(self, length):
        """The beginning of its words, without what may tell of a person."""
        return scrubbed(self.text, length)


def read(typed, is_ours):
    """The Message in what somebody typed or pasted; `is_ours` tells whether a host is this paper's."""
    typed = visible(typed)
    links = [Link.read(found[0][:LONGEST_LINK], is_ours) for found in ADDRESS.finditer(typed)]
    text = ADDRESS.sub(" ", typed)
    versions = VERSION.findall(text)
    for furniture in (VERSION, SENDER, SENT_ON, BOLD):
        text = furniture.sub("", text)
    found = shingles.words(text)
    return Message(
        text=text,
        links=list(dict.fromkeys(links))[:MOST_LINKS],
        version=int(versions[0]) if versions else None,
        words=found,
        counting=[at for at, word in enumerate(found) if word.counts],
    )


def scrubbed(text, length):
    """The beginning of a text, without numbers to call and addresses to write to."""
    return " ".join(PERSONAL.sub("…", text).split())[:length].strip()


def visible(text):
    """Without what is not seen: marks of direction, joiners, what no database takes."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cf", "Cc", "Cs", "Co")
    )

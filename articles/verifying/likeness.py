"""A message beside a story: which sentences of the story stand in it, word for word or altered."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from articles import comparison, shingles
from articles.prose import plain_text

CUT = 8  # a sentence that lacks more words at an end was quoted from its middle, not altered
FEW = 3
QUOTED = 6  # words that count in a row: no chance, however much else a message says
SENTENCE_ENDS = re.compile(r"(?<=[.!?…؟])\s+|\n")
LONGEST = 300  # letters of each run of words that is not ours, as shown
TYPOGRAPHY = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


@dataclass
class Likeness:
    """`altered` are the sentences of the story that the message changes, each the Pieces from ours to its
    own; `added` the words of the message that are no sentence of the story. `shared` counts the words that
    agree, `share` is their part of the message, 0 to 1."""

    shared: int = 0
    share: float = 0.0
    altered: list = field(default_factory=list)
    added: list = field(default_factory=list)
    longest: int = 0  # words that count, in one run as we wrote them
    alike: int = 0  # words of the sentences that stand in the message as we wrote them

    @property
    def is_same(self):
        return not self.altered and not self.added

    @property
    def rank(self):
        return (self.is_same, round(self.share, 2), self.alike, -len(self.altered))

    @property
    def is_near(self):
        return self.shared >= FEW and (self.share >= 0.5 or self.longest >= QUOTED)


def of(message, edition):
    """The Likeness of a message to the words of an edition (with its `body`)."""
    text = "\n".join([edition.headline, edition.standfirst, plain_text(edition.body)])
    found = Likeness()
    free = [True] * len(message.counting)
    claimed = [False] * len(message.words)
    finder = SequenceMatcher(None, autojunk=False)
    finder.set_seq2(message.keys)
    for sentence in SENTENCE_ENDS.split(text):
        _look_for(sentence, message, finder, free, claimed, found)
    found.share = found.shared / max(len(message.counting), 1)
    found.added = _unclaimed(message, claimed)
    return found


def _look_for(text, message, finder, free, claimed, found):
    """Claim for one sentence the words of the message that are it, and note how they differ."""
    words = shingles.words(text)
    places = [at for at, word in enumerate(words) if word.counts]
    keys = [words[at].key for at in places]
    if not keys:
        return
    finder.set_seq1(keys)
    anchor = finder.find_longest_match()
    slack = len(keys) // 4 + 2
    low = max(anchor.b - anchor.a - slack, 0)
    high = min(anchor.b + len(keys) - anchor.a + slack, len(free))
    while low < anchor.b and not all(free[low : anchor.b]):
        low += 1
    window = finder.b[low:high]
    blocks = SequenceMatcher(None, keys, window, autojunk=False).get_matching_blocks()[:-1]
    agreeing = [(a + i, low + b + i) for a, b, size in blocks for i in range(size)]
    agreeing = [(a, b) for a, b in agreeing if free[b]]
    if len(agreeing) < (FEW if anchor.size >= FEW else max(2, min(len(keys), len(free)) / 3)):
        return
    found.shared += len(agreeing)
    found.longest = max(found.longest, anchor.size)
    for _a, b in agreeing:
        free[b] = False
    ours = places[agreeing[0][0]], places[agreeing[-1][0]]
    theirs = message.counting[agreeing[0][1]], message.counting[agreeing[-1][1]]
    start, first = _before(ours[0], theirs[0], claimed)
    end, last = _after(len(words), ours[1], theirs[1], claimed)
    claimed[first:last] = [True] * (last - first)
    if [w.folded for w in words[start:end]] == [w.folded for w in message.words[first:last]]:
        found.alike += end - start
        return
    mine = _cut(text, words, start, end)
    found.altered.append(comparison.words(mine, _cut(message.text, message.words, first, last)))


def _before(ours, theirs, claimed):
    """Where sentence and message begin, of the first words that agree in both."""
    room = 0
    while room < ours and theirs - room > 0 and not claimed[theirs - room - 1]:
        room += 1
    return (ours - room if ours > CUT else 0), theirs - room


def _after(length, ours, theirs, claimed):
    """Where both end, just behind, of the last words that agree in both."""
    lacking, room = length - 1 - ours, 0
    while room < lacking and theirs + 1 + room < len(claimed) and not claimed[theirs + 1 + room]:
        room += 1
    return (ours + 1 + room if lacking > CUT else length), theirs + 1 + room


def _unclaimed(message, claimed):
    """What else the message says, a few words together or more."""
    found, run = [], []
    for at in range(len(claimed) + 1):
        if at < len(claimed) and not claimed[at]:
            run.append(at)
            continue
        if sum(message.words[each].counts for each in run) >= 2:
            found.append(_cut(message.text, message.words, run[0], run[-1] + 1)[:LONGEST])
        run = []
    return found


def _cut(text, words, start, end):
    """These words of a text in their setting, in one line; apostrophes and spaces of one kind."""
    if start >= end:
        return ""
    setting = text[words[start].start : words[end - 1].end]
    return " ".join(setting.translate(TYPOGRAPHY).split())

"""What readers may see, kept in a book beside the program: worked out from the moves, by nothing else.

Each thing that somebody types is a mark of its own, "zib" + kind + number + "z". The kinds: `t` text,
`s` slug, `a` who signs, `n` public note, `c` an accord's name, `q` words quoted for an act; `d` is for
the desk alone and never public.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from diplomacy.models import Accord

MARKS = re.compile(r"zib([a-z])\d+z")


@dataclass(frozen=True)
class Words:
    """One save of a working copy."""

    text: str
    slug: str
    author: str
    photo: str | None  # its digest
    names_accord: bool


@dataclass(frozen=True)
class Frozen:
    """An edition: what was published, and every column of its row as it was then."""

    number: int
    live_from: datetime
    frozen_at: datetime
    words: Words
    note: str
    row: dict


@dataclass
class Withdrawn:
    pk: int
    through: int
    stands: bool = True


@dataclass
class Report:
    """An act that the story alone reports, and the edition that brings it to readers."""

    quote: str
    opened_by: Frozen | None = None


@dataclass
class Story:
    pk: int
    language: str
    accord: Accord  # tagged by some saves
    reported: Accord  # of which the story alone reports acts
    words: Words | None = None
    saved: dict = field(default_factory=dict)  # Words by the number of the revision
    written: list = field(default_factory=list)  # (who, when)
    editions: list = field(default_factory=list)
    withdrawals: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    embargo: datetime | None = None  # set and not broken

    def published(self, at):
        return [each for each in self.editions if each.live_from <= at]

    def had(self, at):
        """What had been published by `at`, oldest first, without what is withdrawn today."""
        gone = max((each.through for each in self.withdrawals if each.stands), default=0)
        return [each for each in self.published(at) if each.number > gone]

    def live(self, at):
        return next(reversed(self.had(at)), None)

    def waiting(self, now):
        return next((each for each in self.editions if each.live_from > now), None)

    def runs(self, now):
        """Whether its embargo does."""
        return self.embargo is not None and self.embargo > now

    def writers(self):
        """Who has written since the last edition."""
        last = self.editions[-1].frozen_at if self.editions else None
        return {who for who, when in self.written if last is None or when > last}

    def freeze(self, edition):
        self.editions.append(edition)
        for report in self.reports:
            report.opened_by = report.opened_by or edition

    def discard(self, edition):
        self.editions.remove(edition)
        for report in self.reports:
            if report.opened_by is edition:
                report.opened_by = None

    def quotes(self, now):
        return {each.quote for each in self.reports if each.opened_by in self.had(now)}


@dataclass
class Ledger:
    stories: list = field(default_factory=list)
    log: list = field(default_factory=list)  # (dispatch, verb, by, number) of every move made
    numbers: count = field(default_factory=count)

    def mark(self, kind):
        return f"zib{kind}{next(self.numbers)}z"

    def live(self, at, *languages):
        """The edition of each story that readers meet at `at`, in the order of the stories."""
        found = (each.live(at) for each in self.stories if each.language in languages)
        return [edition for edition in found if edition]

    def accords(self, now):
        """The names of the accords that readers may know."""
        named = {
            story.accord.name
            for story in self.stories
            for edition in story.had(now)
            if edition.words.names_accord
        }
        return named | {story.reported.name for story in self.stories if story.quotes(now)}

    def quotes(self, now):
        return {quote for story in self.stories for quote in story.quotes(now)}

    def photos(self, at):
        had = [edition for story in self.stories for edition in story.had(at)]
        return {edition.words.photo for edition in had} - {None}

    def allowed(self, at, now, live_only):
        """The marks that a page of the moment `at` may bear at `now`, by their kind."""
        had = [edition for story in self.stories for edition in story.had(at)]
        texts = self.live(at, "fr", "en") if live_only else had
        return {
            "t": {edition.words.text for edition in texts},
            "s": {edition.words.slug for edition in had},
            "a": {edition.words.author for edition in had},
            "n": {edition.note for edition in had},
            "c": self.accords(now),
            "q": self.quotes(now),
            "d": set(),
        }

"""What the checks read: the words of a working copy, and what they are linked to."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from articles import children, tags
from articles.prose import plain_text


@dataclass(frozen=True)
class Caption:
    """`box` names the figure's place on the page: figures-<slot>."""

    box: str
    caption: str
    alt: str
    photo: int | None = None


@dataclass(frozen=True)
class Text:
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    captions: tuple[Caption, ...] = ()
    language: str = "fr"
    day: datetime.date = field(default_factory=timezone.localdate)
    people: frozenset = frozenset()
    actors: frozenset = frozenset()
    accords: frozenset = frozenset()

    @cached_property
    def photos(self):
        return {figure.photo for figure in self.captions} - {None}

    @cached_property
    def fields(self):
        """(field, plain words) of all that readers see, in their order; paragraphs are lines."""
        found = [
            ("headline", self.headline),
            ("standfirst", self.standfirst),
            ("body", plain_text(self.body)),
        ]
        for figure in self.captions:
            found += [(f"{figure.box}-caption", figure.caption), (f"{figure.box}-alt", figure.alt)]
        return [(name, words) for name, words in found if words.strip()]

    @cached_property
    def lines(self):
        """(field, one paragraph), in order."""
        return [(name, line) for name, words in self.fields for line in words.split("\n")]


def text_of(dispatch):
    """The Text of a working copy as its row has it; two queries, none for what it holds."""
    linked = tags.of(dispatch)
    return Text(
        headline=dispatch.headline,
        standfirst=dispatch.standfirst.replace("\r\n", "\n"),
        body=dispatch.body,
        captions=tuple(
            Caption(f"figures-{figure.slot}", figure.caption, figure.alt, figure.photo_id)
            for figure in children.figures(dispatch)
        ),
        language=dispatch.language,
        day=dispatch.dateline_on or timezone.localdate(),
        people=frozenset(linked["people"]),
        actors=frozenset(linked["actors"]),
        accords=frozenset(linked["accords"]),
    )

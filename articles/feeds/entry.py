"""One story as feeds tell it: whole, with its pictures, its authors and every public note on it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles import accord_marks
from articles.languages import prefix_of
from articles.models import Author, Edition, EditionFigure, Photo, Topic
from articles.models.byline import BylineBase
from articles.pictures import renditions, shapes
from articles.reading import Part, lay_out
from diplomacy.models import Accord

WIDTH = 1080
PHOTO = "photo__"
WITHIN_THE_SITE = re.compile(r'(<a href=")(?=/)')
# Credits of those who wrote the words; the others lent pictures, an agency’s report or a translation.
Credit = BylineBase.Credit
WRITING = {Credit.NONE, Credit.SPECIAL, Credit.CORRESPONDENT, Credit.INTERVIEW}


@dataclass(frozen=True)
class Picture:
    """A figure of the story with the absolute address of one rendition, in pixels."""

    figure: EditionFigure
    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Note:
    """What was said of a later version: the kind, the same in words, the note, since when."""

    kind: str
    label: str
    text: str
    since: datetime


@dataclass(frozen=True)
class Entry:
    """`edition` comes from `EditionQuerySet.for_feeds`, `origin` is the scheme and host of the site."""

    edition: Edition
    origin: str

    @property
    def id(self):
        """The same for every version of the story and at every address that it ever has."""
        return f"urn:uuid:{self.edition.uid}"

    @property
    def address(self):
        return f"{self.origin}{self.edition.get_absolute_url()}"

    @property
    def title(self):
        """A retraction says so first: many readers show nothing but titles."""
        edition = self.edition
        if not edition.is_retraction:
            return edition.headline
        kind = edition.get_kind_display()
        return f"{kind[:1].upper()}{kind[1:]} – {edition.headline}"

    @cached_property
    def authors(self):
        return [self._author(row) for row in self.signed if row["credit"] in WRITING]

    @cached_property
    def contributors(self):
        return [self._author(row) for row in self.signed if row["credit"] not in WRITING]

    @property
    def categories(self):
        section = self.edition.section
        topics = [
            Topic(name=row["name"], name_en=row["name_en"]) for row in self.edition.tagged or []
        ]
        return [thing.label for thing in (section, *topics) if thing]

    @cached_property
    def notes(self):
        """Oldest first; the version that readers have now is among them even without a note."""
        found = [self._note(row) for row in self.edition.noted_versions or []]
        return sorted(found, key=lambda note: note.since)

    @cached_property
    def pictures(self):
        """Of the photos that may be shown at this moment, in order."""
        return [self._picture(figure) for figure in self._figures]

    @cached_property
    def html(self):
        """The whole story: notes on it, standfirst, text with its figures."""
        edition = self.edition
        with translation.override(prefix_of(edition.language)):
            return render_to_string(
                "articles/_feed_entry.html",
                {"entry": self, "edition": edition, "parts": list(self._parts())},
            ).strip()

    def _parts(self):
        pictures = {picture.figure.slot: picture for picture in self.pictures}
        accords = {
            row["accord"]: self._accord_address(row["slug"]) for row in self.edition.marked or []
        }
        layout = lay_out(accord_marks.linked(self.edition.body, accords), self._figures)
        lead = [Part(figure=layout.lead)] if layout.lead else []
        for part in (*lead, *layout.parts, *(Part(figure=figure) for figure in layout.rest)):
            if part.figure:
                yield Part(figure=pictures[part.figure.slot])
            else:
                yield Part(html=WITHIN_THE_SITE.sub(rf"\1{self.origin}", part.html))

    def _accord_address(self, slug):
        return Accord(slug=slug).get_absolute_url()

    @property
    def signed(self):
        """The signatures as gathered, in order."""
        return sorted(self.edition.signed or [], key=lambda row: row["position"])

    def _author(self, row):
        return Author(slug=row["slug"], name=row["name"], name_en=row["name_en"])

    @cached_property
    def _figures(self):
        rows = sorted(self.edition.shown or [], key=lambda row: row["position"])
        return [_figure(row) for row in rows]

    def _picture(self, figure):
        photo, crop = figure.photo, shapes.of_figure(figure)
        width = min(renditions.widths_for(photo, crop), key=lambda each: abs(each - WIDTH))
        across, down = crop.size(photo.width, photo.height)
        recipe = renditions.recipe(photo, crop)
        address = reverse("rendition", args=[photo.digest, recipe, width, "jpg"])
        return Picture(figure, f"{self.origin}{address}", width, round(width * down / across))

    def _note(self, row):
        since = datetime.fromisoformat(row["since"])
        return Note(
            kind=row["kind"],
            label=str(Edition.Kind(row["kind"]).label),
            text=row["note"],
            since=since if since.tzinfo else since.replace(tzinfo=UTC),
        )


def _figure(row):
    """The figure of a row, whose columns are FIGURE_IN_FEEDS."""
    of_photo = {name: value for name, value in row.items() if name.startswith(PHOTO)}
    own = {name: value for name, value in row.items() if name not in of_photo}
    photo = Photo(**{name.removeprefix(PHOTO): value for name, value in of_photo.items()})
    return EditionFigure(photo=photo, **own)

"""What a story is shared with: a picture of its headline, section and photo, and of the paper's name.

One file for each live story, under a name made from all that stands on it: whatever changes, it has
another address, and messengers fetch it anew. It lies where the renditions of its photo lie.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from articles import genres
from articles.pictures import locks, renditions, shapes
from articles.pictures.imprint import imprint
from articles.pictures.lettering import letter

WIDTH, HEIGHT = 1200, 630
PHOTO = "1x1"  # beside the words, as high as the card
BAND, MARGIN = 20, 56
PAPER, INK, QUIET, RIVER, LATERITE = "#fcfbf7", "#1b1a17", "#575349", "#134b63", "#963a16"
MOST = 300_000  # bytes: messengers leave out what is heavier
QUALITIES = (85, 70, 50, 30)
# What the drawing below is; another one has another number.
DESIGN = 1


@dataclass(frozen=True)
class Card:
    """`figure` is the first of the edition, None where readers may not see its photo."""

    edition: object
    figure: object = None

    @cached_property
    def crop(self):
        return shapes.of_figure(self.figure, PHOTO)

    @property
    def photo(self):
        return self.figure.photo if self.figure else None

    @property
    def label(self):
        """What stands above the headline; that a story was retracted comes before all else."""
        if self.edition.is_retraction:
            return self.edition.get_kind_display()
        section = self.edition.section
        return " · ".join(
            filter(None, [section.label if section else "", genres.told(self.edition)])
        )

    @property
    def credit(self):
        if not self.photo:
            return ""
        if not self.photo.is_handout:
            return self.figure.credit
        supplied = _("(photo supplied by %(source)s)") % {"source": self.photo.source}
        return f"{self.figure.credit} {supplied}"

    @property
    def alt(self):
        return self.figure.alt if self.figure else self.edition.headline

    @cached_property
    def mark(self):
        """Tells it from every other card of the story."""
        edition, photo = self.edition, self.photo
        shown = [DESIGN, edition.number, edition.headline, edition.direction, self.label]
        shown += [settings.NEWSROOM_NAME]
        if photo:
            shown += [photo.digest, renditions.recipe(photo, self.crop), self.credit]
        return hashlib.sha256("\0".join(map(str, shown)).encode()).hexdigest()[:16]

    @property
    def name(self):
        return f"{_folder(self.edition.dispatch_id)}/{self.mark}.jpg"

    @property
    def store(self):
        return renditions.store_for(self.photo) if self.photo else storages["default"]

    @property
    def address(self):
        return self.edition.get_card_url(self.mark)


def of_edition(edition):
    """The card of a live edition; one query."""
    from articles.models import EditionFigure

    return Card(edition, EditionFigure.objects.leading().filter(edition=edition).first())


def of_page(edition, layout, now):
    """The card of a story's page; without a query."""
    figures = [layout.lead, *(part.figure for part in layout.parts), *layout.rest]
    first = next((figure for figure in figures if figure and figure.position == 0), None)
    return Card(edition, first if first and first.photo and first.photo.is_granted(now) else None)


def open_card(card):
    """The file, made now if it is not there yet; FileNotFoundError where it cannot or may not be."""
    try:
        return card.store.open(card.name)
    except FileNotFoundError:
        with locks.held(f"{card.edition.dispatch_id % 256:02x}"):
            if not card.store.exists(card.name):  # else somebody else has made it meanwhile
                _make(card)
            return card.store.open(card.name)


def _make(card):
    dispatch = card.edition.dispatch_id
    content = drawn(card)
    drop([dispatch])  # the one before, if there was
    card.store.save(card.name, ContentFile(content))
    if not _may_stay(card):  # a withdrawal may have come meanwhile
        drop([dispatch])


def _may_stay(card):
    from articles.models import Edition

    live = Edition.objects.live(timezone.now()).filter(pk=card.edition.pk)
    now = of_edition(card.edition)
    return live.exists() and (now.name, now.store) == (card.name, card.store)


def drop(dispatches):
    """Remove the cards of these stories (ids)."""
    for dispatch in dispatches:
        for store in (storages["default"], storages["private"]):
            renditions.empty(store, _folder(dispatch))


def drop_showing(photos):
    """Remove the cards that show one of these photos (ids)."""
    from articles.models import EditionFigure

    leading = EditionFigure.objects.filter(photo__in=photos, position=0)
    drop(leading.order_by().values_list("edition__dispatch", flat=True).distinct())


def _folder(dispatch):
    return f"cards/{dispatch}"


def drawn(card):
    """The bytes of the card: fresh pixels, and the credit and copyright of the photo."""
    direction = card.edition.direction
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    free = WIDTH
    if card.photo:
        photo = renditions.decode(card.photo.original, HEIGHT, card.crop)
        free -= HEIGHT
        image.paste(photo, (0 if direction == "rtl" else free, 0))
    left = WIDTH - free if direction == "rtl" else 0
    _letter(ImageDraw.Draw(image), card, left, left + free)
    return _encoded(image, imprint(card.photo) if card.photo else b"")


def _encoded(image, xmp):
    """As good as its weight allows."""
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, progressive=True, **({"xmp": xmp} if xmp else {}))
        if out.tell() <= MOST:
            break
    return out.getvalue()


def _letter(draw, card, left, right):
    """The words between two edges: a band where reading begins, label, headline, name and credit."""
    direction = card.edition.direction
    if direction == "rtl":
        draw.rectangle((right - BAND, 0, right, HEIGHT), RIVER)
        left, right = left + MARGIN, right - BAND - MARGIN
    else:
        draw.rectangle((left, 0, left + BAND - 1, HEIGHT), RIVER)
        left, right = left + BAND + MARGIN, right - MARGIN
    top = 48
    ink = LATERITE if card.edition.is_retraction else RIVER
    if card.label:
        label = card.label[0].upper() + card.label[1:]
        top += letter(draw, label, (left, top, right, top + 80), (30, 24), ink, direction) + 12
    foot = HEIGHT - (124 if card.photo else 100)
    headline, largest = (left, top, right, foot - 24), 64 if card.photo else 84
    letter(draw, card.edition.headline, headline, (largest, 30), INK, direction)
    name = (left, foot, right, foot + 60)
    letter(draw, settings.NEWSROOM_NAME, name, (36, 24), RIVER, direction)
    if card.photo:
        credit = (left, foot + 56, right, HEIGHT - 12)
        letter(draw, card.credit, credit, (20, 16), QUIET, direction)

"""The photo library: the asset, its default caption, its credit. Originals stay private."""

import secrets
from functools import partial

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from diplomacy.dates import day_of
from diplomacy.history import History
from diplomacy.spelling import fold

from .agency import Agency

# The parts of `search_key`, folded, with bars between them.
SEARCHED = ("title", "caption", "credit", "photographer", "place", "keywords")


def originals():
    return storages["private"]


def unguessable(photo, name):
    """Where an original lies: even whoever got at the store by mistake would have to know."""
    return f"photos/{timezone.now():%Y/%m}/{secrets.token_urlsafe(12)}-{name}"


class Supply(models.TextChoices):
    """How a photo came to the desk. A handout comes from a state's or a party's own service."""

    OWN = "own", _("our own photographer")
    AGENCY = "agency", _("photo agency")
    HANDOUT = "handout", _("service of a state, party or organisation")
    CONTRIBUTOR = "contributor", _("reader or contributor")
    FREE = "free", _("free licence or public domain")


# What the files made for readers depend on: where they lie, what they show, the words that they bear.
ON_FILES = {
    *("rights_from", "rights_until", "embargo_until", "credit", "copyright_notice"),
    *("focal_x", "focal_y", "supply", "source"),
}


def _forget_files(photos):
    """Once this is settled: remove the files of these photos (ids) that readers may no longer have."""
    from articles.pictures import cards, renditions

    transaction.on_commit(partial(renditions.drop_forbidden, photos))
    transaction.on_commit(partial(cards.drop_showing, photos))


def granted(now, link=""):
    """The condition of `PhotoQuerySet.granted`, for rows that lead to photos by `link` ("photo__")."""
    day = day_of(now)
    limits = {
        "embargo_until": ("lte", now),
        "rights_from": ("lte", day),
        "rights_until": ("gte", day),
    }
    found = Q()
    for name, (lookup, limit) in limits.items():
        found &= Q(**{f"{link}{name}": None}) | Q(**{f"{link}{name}__{lookup}": limit})
    return found


class PhotoQuerySet(models.QuerySet):
    def get_by_natural_key(self, digest):
        return self.get(digest=digest)

    def granted(self, now):
        """Photos that may be shown at `now`: no embargo still to come, within their rights.

        Rights begin and end with a whole day of the desk's time zone.
        """
        return self.filter(granted(now))

    def containing(self, words):
        """Those whose words, or the people shown on them, hold each word of `words`, however spelt."""
        from .depicted import Depicted

        found = self
        for word in fold(words).split():
            shown = Depicted.objects.named(word).values("photo")
            found = found.filter(Q(search_key__contains=word) | Q(pk__in=shown))
        return found

    def holding(self, part, words):
        """Those of which one part alone, see SEARCHED, holds each word of `words`, however spelt."""
        found = self
        before = SEARCHED.index(part)
        for word in fold(words).split():
            inside = rf"^([^|]*[|]){{{before}}}[^|]*{word}"
            found = found.filter(search_key__contains=word, search_key__regex=inside)
        return found

    def readable(self, now):
        """Photos of an edition that readers can reach, live or earlier, and not withdrawn."""
        from .figure import EditionFigure

        uses = EditionFigure.objects.readable(now).filter(photo=OuterRef("pk"))
        return self.filter(Exists(uses))

    def update(self, **values):
        """The files made for readers go where they no longer may have them so."""
        if not ON_FILES & values.keys():
            return super().update(**values)
        with transaction.atomic():
            touched = list(self.values_list("pk", flat=True))
            changed = super().update(**values)
            _forget_files(touched)
        return changed

    update.alters_data = True


class Photo(models.Model):
    original = models.ImageField(
        _("file"),
        storage=originals,
        upload_to=unguessable,
        help_text=_("It stays private: readers get copies made for their screen."),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(
        max_length=32,
        unique=True,
        editable=False,
        error_messages={"unique": _("This picture is already in the library.")},
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("To find it again."))
    caption = models.TextField(_("caption"), blank=True, help_text=_("Proposed for each use."))
    alt = models.TextField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, in one sentence.")
    )
    language = models.CharField(
        _("language of the caption"),
        max_length=3,
        choices=Language.choices,
        default=Language.FRENCH,
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("As printed: “Name / Agency”. Needed to publish."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("copyright"), max_length=200, blank=True)
    usage_terms = models.CharField(_("terms of use"), max_length=300, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    keywords = models.CharField(
        _("keywords"), max_length=400, blank=True, help_text=_("Separated by commas.")
    )
    instructions = models.TextField(
        _("instructions"),
        blank=True,
        help_text=_("What the agency asks of its users. Not printed."),
    )
    supply = models.CharField(
        _("where it comes from"), max_length=12, choices=Supply.choices, default=Supply.OWN
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo agency"),
    )
    allowed_uses = models.CharField(_("allowed uses"), max_length=300, blank=True)
    forbidden_uses = models.CharField(_("forbidden uses"), max_length=300, blank=True)
    rights_from = models.DateField(_("rights from"), null=True, blank=True)
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it may be shown; readers then keep its caption alone."),
    )
    embargo_until = models.DateTimeField(_("under embargo until"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    keeps_location = models.BooleanField(
        _("keep where and with what it was taken"),
        default=False,
        help_text=_(
            "The place by satellite and the numbers of the camera stay in the original. "
            "They can put a source at risk; readers never get them."
        ),
    )
    pixels = models.CharField(max_length=32, editable=False, default="")
    colour = models.CharField(max_length=7, editable=False, default="")
    # What it proposed to its uses before the last change, see `articles.captions`.
    earlier_words = models.JSONField(editable=False, default=dict)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)
    search_key = models.TextField(editable=False, default="")

    _received = None  # the file that `receive` has looked at
    _has_traces = False  # as the database has it
    _on_files = None  # likewise

    objects = PhotoQuerySet.as_manager()
    history = History(
        leaving_out=[
            "original",
            "width",
            "height",
            "digest",
            "pixels",
            "colour",
            "earlier_words",
            "added_by",
            "added_at",
        ]
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-added_at", "-pk"]
        permissions = [("view_original_photo", _("Can open the original file"))]
        constraints = [
            models.UniqueConstraint(
                name="photo_pixels_once",
                fields=["pixels"],
                condition=~Q(pixels=""),
                violation_error_message=_("This picture is already in the library."),
            ),
            models.CheckConstraint(
                name="photo_focal_point_within",
                condition=Q(focal_x__lte=100) & Q(focal_y__lte=100),
            ),
            models.CheckConstraint(
                name="photo_rights_end_after_start",
                condition=Q(rights_from=None)
                | Q(rights_until=None)
                | Q(rights_from__lte=F("rights_until")),
                violation_error_message=_("The rights would end before they begin."),
            ),
        ]
        indexes = [
            models.Index(fields=["-added_at", "-id"], name="photo_newest"),
            models.Index(
                fields=["rights_until"],
                name="photo_rights_until",
                condition=Q(rights_until__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.digest,)

    @property
    def is_handout(self):
        """Whether a state, a party or an organisation has it made: readers are told by whom."""
        return self.supply == Supply.HANDOUT

    @property
    def is_permanent(self):
        """Whether nothing will ever take it from readers by the clock alone."""
        return self.rights_until is None

    def is_granted(self, now):
        """As `granted`, of this one photo."""
        day = day_of(now)
        return (
            (self.embargo_until is None or self.embargo_until <= now)
            and (self.rights_from is None or self.rights_from <= day)
            and not self.rights_ended(now)
        )

    def rights_ended(self, now):
        """Whether the last day on which it may be shown is over."""
        return self.rights_until is not None and self.rights_until < day_of(now)

    @classmethod
    def from_db(cls, *args, **kwargs):
        photo = super().from_db(*args, **kwargs)
        photo._has_traces = photo.__dict__.get("keeps_location", False)
        photo._on_files = photo._now_on_files()
        return photo

    def _now_on_files(self):
        return {name: self.__dict__.get(name) for name in ON_FILES}

    def receive(self, arrival):
        """Take the file of `arrival`, with its traces if they are kept, and how its picture looks."""
        self.original = self._received = arrival.original(self.keeps_location)
        self.digest = arrival.digest
        self.width, self.height, self.pixels, self.colour = arrival.seen

    def save(self, *args, **kwargs):
        from articles.pictures.intake import Arrival

        if self._has_traces and not self.keeps_location:
            self._drop_traces()
        elif not self.original._committed and self.original.file is not self._received:
            self.receive(Arrival(self.original))
        if self.agency_id and not self.credit.strip():
            self.credit = self.agency.credit(self.photographer)[:200]
        self.search_key = "|".join(fold(getattr(self, part)) for part in SEARCHED)
        known = self.pk
        super().save(*args, **kwargs)
        if known and self._on_files != self._now_on_files():
            _forget_files([known])
        self._on_files = self._now_on_files()

    def _drop_traces(self):
        """The file as it came makes room for one that nobody can learn more from than it shows."""
        from articles.pictures.intake import Arrival

        storage, name = self.original.storage, self.original.name
        with self.original.open() as file:
            self.receive(Arrival(file))
        self._has_traces = False
        transaction.on_commit(lambda: storage.delete(name))

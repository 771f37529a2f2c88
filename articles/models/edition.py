"""What readers read: numbered, immutable, live from a moment on."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from articles.gathered import gathered
from articles.genres import Genre
from articles.languages import Language, prefix_of, spoken_under
from articles.sealed import Sealed, SealedQuerySet
from diplomacy.spelling import fold

from .address import Address
from .content import Content, content_rules
from .dispatch import Dispatch

# What a feed tells of a figure and of its photo.
FIGURE_IN_FEEDS = (
    *("position", "slot", "caption", "alt", "credit", "shape", "focal_x", "focal_y"),
    *("photo__digest", "photo__width", "photo__height", "photo__focal_x", "photo__focal_y"),
    *("photo__credit", "photo__copyright_notice", "photo__supply", "photo__source"),
)


class EditionQuerySet(SealedQuerySet):
    def get_by_natural_key(self, uid, number):
        return self.get(dispatch__uid=uid, number=number)

    def readable(self):
        """Without what is withdrawn at the present moment, whatever date a page answers for."""
        return self.filter(~_withdrawn())

    def in_outline(self):
        """Without their words, in order, with `is_withdrawn`."""
        found = self.with_withdrawn().select_related("address")
        return found.defer("body", "folded").order_by("number")

    def with_withdrawn(self):
        """`is_withdrawn` tells which of them no reader has now."""
        return self.annotate(is_withdrawn=_withdrawn())

    def as_of(self, at):
        """Every edition that had been published by `at`, live or superseded."""
        return self.readable().filter(live_from__lte=at)

    def live(self, at):
        """The edition of each dispatch that readers met at `at`."""
        later = Edition.objects.filter(
            dispatch=OuterRef("dispatch_id"), number__gt=OuterRef("number"), live_from__lte=at
        )
        return self.as_of(at).filter(~Exists(later), first_live__lte=at)

    def urgent(self, at):
        """Those whose banner stands at `at`, the newest first."""
        standing = self.live(at).filter(urgent_until__gt=at).exclude(kind=Edition.Kind.RETRACTION)
        return standing.select_related("address").defer("body", "folded").order_by("-live_from")

    def scheduled(self, now):
        """Frozen, and waiting for their moment."""
        return self.filter(live_from__gt=now)

    def history(self, at, *numbers):
        """As `as_of`, newest first, with the words of some only (`numbers`, or else the newest): `words`
        is "" on the others."""
        later = Edition.objects.filter(
            dispatch=OuterRef("dispatch_id"), number__gt=OuterRef("number"), live_from__lte=at
        )
        spoken = Q() if numbers else ~Exists(later)
        for number in numbers:
            spoken |= Q(number=number)
        words = Case(
            When(spoken, then=F("body")), default=Value(""), output_field=models.TextField()
        )
        return self.as_of(at).defer("body", "folded").annotate(words=words).order_by("-number")

    def for_cards(self):
        """With what a card shows; a fixed two queries."""
        from .figure import EditionFigure

        return (
            self.select_related("section", "address")
            .defer("body", "folded")
            .prefetch_related(Prefetch("figures", EditionFigure.objects.leading(), to_attr="lead"))
        )

    def for_feeds(self, now):
        """With all that a feed tells of each story, rows gathered: see `articles.feeds.entry`; one query."""
        from .byline import EditionByline
        from .figure import EditionFigure
        from .photo import granted
        from .subject import Subject
        from .withdrawal import Withdrawal

        own = {"edition": OuterRef("pk")}
        author = {name: f"author__{name}" for name in ("slug", "name", "name_en", "gender")}
        tagged = Subject.objects.filter(topic__isnull=False, **own)
        marked = Subject.objects.filter(accord__isnull=False, **own)
        noted = self.model.objects.as_of(now).filter(number__gt=1, dispatch=OuterRef("dispatch_id"))
        said = {"kind": "kind", "note": "note", "since": "live_from"}
        return (
            self.select_related("section", "address")
            .defer("folded")
            .annotate(
                uid=F("dispatch__uid"),
                signed=gathered(
                    EditionByline.objects.filter(**own), "edition", credit="credit",
                    position="position", **author,
                ),
                shown=gathered(
                    EditionFigure.objects.filter(granted(now, "photo__"), **own), "edition",
                    **{name: name for name in FIGURE_IN_FEEDS},
                ),
                tagged=gathered(tagged, "edition", name="topic__name", name_en="topic__name_en"),
                marked=gathered(marked, "edition", accord="accord_id", slug="accord__slug"),
                noted_versions=gathered(noted, "dispatch", **said),
                last_withdrawal=Withdrawal.objects.last_move(now),
            )
        )  # fmt: skip

    def spoken_under(self, interface):
        """Stories whose addresses stand under this interface language."""
        return self.filter(language__in=spoken_under(interface))

    def about(self, **thing):
        """Stories about one thing: `about(accord=…)`, `about(topic=…)`."""
        from .subject import Subject

        return self.filter(Exists(Subject.objects.naming(**thing).filter(edition=OuterRef("pk"))))

    def containing(self, text):
        """Stories that hold every word of `text`, case and accents aside."""
        found = self
        for word in fold(text).split():
            found = found.filter(folded__contains=word)
        return found

    def by_author(self, author):
        from .byline import EditionByline

        return self.filter(
            Exists(EditionByline.objects.filter(edition=OuterRef("pk"), author=author))
        )

    def with_before(self, at):
        """Annotates `before`, the number of the readable edition that preceded each, or None."""
        earlier = Edition.objects.as_of(at).filter(
            dispatch=OuterRef("dispatch_id"), number__lt=OuterRef("number")
        )
        return self.annotate(before=Subquery(earlier.order_by("-number").values("number")[:1]))

    def noted(self):
        """Corrections: later editions with a public note."""
        return self.filter(number__gt=1).exclude(note="")

    def newest_first(self):
        return self.order_by("-first_live", "-pk")

    def newest_with(self, dispatches, count):
        """The `count` newest, and those of these dispatches (ids) however old; newest first."""
        newest = self.newest_first()
        if not dispatches:
            return newest[:count]
        among_newest = Q(pk__in=newest.values("pk")[:count])
        return newest.filter(among_newest | Q(dispatch__in=dispatches))

    def discard(self):
        """The one door through the seal: deletes what no reader could have seen, a cancelled schedule."""
        if self.filter(live_from__lte=timezone.now()).exists():
            self._refuse()
        collector = Collector(using=self.db)
        collector.collect(self)
        return collector.delete()


def _withdrawn():
    from .withdrawal import Withdrawal

    return Exists(
        Withdrawal.objects.standing(timezone.now()).filter(
            dispatch=OuterRef("dispatch_id"), through_number__gte=OuterRef("number")
        )
    )


class Edition(Sealed, Content):
    class Kind(models.TextChoices):
        """What an edition after the first is called (Munich Declaration of 1971, art. 6: correct)."""

        FIRST = "first", _("first publication")
        ERRATUM = "erratum", _("typing error corrected")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")
        RESPONSE = "response", _("statement of the person concerned")
        REPLY = "reply", _("right of reply")
        RETRACTION = "retraction", _("article retracted")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("version"))
    live_from = models.DateTimeField(_("live from"))
    first_live = models.DateTimeField(_("first published"))
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices, default=Kind.FIRST)
    note = models.TextField(_("public note"), blank=True)
    frozen_at = models.DateTimeField(default=timezone.now, editable=False)
    urgent_until = models.DateTimeField(null=True, editable=False)  # when its banner goes
    folded = models.TextField(editable=False)  # its words without case and accents, to filter by

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        base_manager_name = "objects"
        ordering = ["dispatch", "number"]
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["dispatch", "number"]),
            models.UniqueConstraint(name="edition_moment_once", fields=["dispatch", "live_from"]),
            models.CheckConstraint(name="edition_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="edition_live_after_first", condition=Q(live_from__gte=F("first_live"))
            ),
            models.CheckConstraint(
                name="edition_first_is_number_one",
                condition=Q(kind="first", number=1) | (~Q(kind="first") & Q(number__gt=1)),
            ),
            models.CheckConstraint(
                name="edition_of_known_words",
                condition=Q(language__in=Language.values, genre__in=Genre.values),
            ),
            models.CheckConstraint(
                name="edition_correction_has_note",
                condition=Q(kind__in=["first", "erratum"]) | ~Q(note=""),
            ),
            *content_rules("edition"),
            models.CheckConstraint(
                name="edition_urgent_until_a_moment",
                condition=Q(urgent_hours__isnull=True, urgent_until__isnull=True)
                | Q(urgent_hours__isnull=False, urgent_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-first_live", "-id"], name="edition_newest"),
            models.Index(fields=["language", "-first_live", "-id"], name="edition_language_newest"),
            models.Index(fields=["section", "-first_live", "-id"], name="edition_section_newest"),
            models.Index(fields=["-live_from", "-id"], name="edition_live_from"),
            models.Index(
                fields=["translation_of"],
                condition=Q(translation_of__isnull=False),
                name="edition_translations",
            ),
            models.Index(
                fields=["urgent_until"],
                condition=Q(urgent_until__isnull=False),
                name="edition_urgent",
            ),
        ]

    def __str__(self):
        return f"{self.headline} ({self.number})"

    def natural_key(self):
        return (self.dispatch.uid, self.number)

    natural_key.dependencies = ["articles.dispatch", "articles.address", "articles.section"]

    def get_absolute_url(self):
        return self._url("articles:dispatch_detail")

    def get_permalink(self):
        """The short address, the same for every version."""
        return reverse("permalink", args=[self.dispatch_id])

    def get_versions_url(self):
        return self._url("articles:dispatch_versions")

    def get_version_url(self):
        return self._url("articles:dispatch_version", self.number)

    def get_comparison_url(self, older=None):
        """Where it is compared with version `older`; without one, with the one `before` it."""
        return self._url("articles:dispatch_comparison", older or self.before, self.number)

    def get_ninjs_url(self):
        return self._url("articles:ninjs")

    def get_card_url(self, mark):
        return self._url("articles:card", mark)

    def _url(self, name, *more):
        address = self.address
        with translation.override(prefix_of(self.language)):
            return reverse(name, args=[address.year, address.month, address.slug, *more])

    @property
    def is_retraction(self):
        return self.kind == self.Kind.RETRACTION

    def is_urgent(self, at):
        """Whether its banner stands at `at`, if it is live then."""
        return self.urgent_until is not None and self.urgent_until > at and not self.is_retraction

    @property
    def is_updated(self):
        return self.number > 1

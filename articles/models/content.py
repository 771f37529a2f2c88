"""The words of a story: declared once, for the working copy and for what readers see."""

from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.genres import Genre
from articles.languages import RIGHT_TO_LEFT, Language
from articles.prose import ProseField

from .section import Section

# How long the banner of a flash may stand, in hours; the first is the usual.
URGENT_FOR = [(n, format_lazy(_("for {hours} h"), hours=n)) for n in (2, 1, 4, 6, 12)]


def content_rules(table):
    """The constraints on these fields, named for the table that holds them."""
    return [
        models.CheckConstraint(
            name=f"{table}_urgent_is_a_flash",
            condition=Q(urgent_hours__isnull=True)
            | Q(genre=Genre.FLASH, urgent_hours__range=(1, 24)),
            violation_error_message=_("Only a flash is urgent."),
        ),
        models.CheckConstraint(
            name=f"{table}_translates_a_version",
            condition=Q(translated_number__isnull=True)
            | Q(translation_of__isnull=False, translated_number__gte=1),
            violation_error_message=_(
                "A version is that of an original: name it, or leave it empty."
            ),
        ),
    ]


class Content(models.Model):
    """The fields that readers see. Freezing copies every one of them, so none can be forgotten."""

    language = models.CharField(
        _("language"), max_length=3, choices=Language.choices, default=Language.FRENCH
    )
    genre = models.CharField(
        _("genre"), max_length=10, choices=Genre.choices, default=Genre.ARTICLE
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
    )
    headline = models.CharField(
        _("headline"),
        max_length=200,
        blank=True,
        help_text=_("Who does what, where. Beyond 90 characters a phone cuts it."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences that stand on their own."),
    )
    dateline_place = models.CharField(
        _("place"), max_length=80, blank=True, help_text=_("Where the story was written: Moscou.")
    )
    dateline_on = models.DateField(_("day"), null=True, blank=True)
    body = ProseField(_("text"), blank=True)
    translation_of = models.ForeignKey(
        "articles.Dispatch",
        on_delete=models.PROTECT,
        db_index=False,  # few stories are translations: each table has a partial index
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("translation of"),
        help_text=_("The original, if this is its translation."),
    )
    translated_number = models.PositiveIntegerField(
        _("of its version"),
        null=True,
        blank=True,
        help_text=_(
            "Which version of the original was translated. Left empty: the one that readers have now. "
            "Raise it once the translation follows a newer one."
        ),
    )
    urgent_hours = models.PositiveSmallIntegerField(
        _("urgent"),
        choices=URGENT_FOR,
        null=True,
        blank=True,
        help_text=_(
            "For a flash: a banner above the front page, the lists and the articles of its language, "
            "from its publication on. It goes by itself, or with the article."
        ),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.headline or str(_("(no headline yet)"))

    @property
    def direction(self):
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

"""Other spellings of a name: transliterations, former names, what the press writes, misprints.

A former name has its time: Haute-Volta until 4 August 1984.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.spelling import fold

from .actor import Actor
from .name_field import NameField
from .office import Office
from .period import Period, known_precisions
from .person import Person


class NameVariantQuerySet(models.QuerySet):
    def get_by_natural_key(self, person, actor, office, text):
        return self.get(person__slug=person, actor__slug=actor, office__slug=office, text=text)

    def shown(self):
        """Those a reader sees: a misprint is found by search and never displayed."""
        return self.exclude(kind=NameVariant.Kind.MISPRINT)

    def dated(self):
        """Names with a time of their own: former ones that ended, official ones of some years."""
        former = Q(kind=NameVariant.Kind.FORMER, ended_on__isnull=False)
        is_dated = Q(begun_on__isnull=False) | Q(ended_on__isnull=False)
        return self.filter(former | Q(is_dated, kind=NameVariant.Kind.OFFICIAL))


class NameVariant(Period):
    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official spelling")
        USUAL = "usual", _("usual spelling")
        TRANSLITERATION = "transliteration", _("transliteration")
        PRESS = "press", _("spelling of the press")
        FORMER = "former", _("former name")
        MISPRINT = "misprint", _("misprint (found by search, never displayed)")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="variants"
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, null=True, blank=True, related_name="variants"
    )
    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, null=True, blank=True, related_name="variants"
    )
    text = NameField(_("spelling"), max_length=300)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.PRESS)
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Code: fr, en, ru, ar, bm …")
    )
    script = models.CharField(
        _("script"), max_length=4, blank=True, help_text=_("ISO 15924: Latn, Cyrl, Arab …")
    )
    search_key = models.CharField(max_length=300, editable=False, db_index=True)

    objects = NameVariantQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ["text"]
        constraints = [
            known_precisions("variant_of_known_precisions"),
            models.CheckConstraint(
                name="variant_of_one_name",
                condition=Q(person__isnull=False, actor__isnull=True, office__isnull=True)
                | Q(person__isnull=True, actor__isnull=False, office__isnull=True)
                | Q(person__isnull=True, actor__isnull=True, office__isnull=False),
            ),
            models.UniqueConstraint(
                name="variant_once_a_person",
                fields=["person", "text"],
                violation_error_message=_("This spelling is already recorded."),
            ),
            models.UniqueConstraint(
                name="variant_once_an_actor",
                fields=["actor", "text"],
                violation_error_message=_("This spelling is already recorded."),
            ),
            models.UniqueConstraint(
                name="variant_once_an_office",
                fields=["office", "text"],
                violation_error_message=_("This spelling is already recorded."),
            ),
            models.CheckConstraint(
                name="variant_dated_if_former_or_official",
                condition=Q(kind__in=["former", "official"])
                | Q(begun_on__isnull=True, ended_on__isnull=True),
                violation_error_message=_("Only a former name or an official one has a time."),
            ),
            models.CheckConstraint(
                name="variant_begins_before_it_ends",
                condition=Q(begun_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(begun_on__lt=F("ended_on")),
                violation_error_message=_("A name cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        owners = (self.person, self.actor, self.office)
        return (*(owner and owner.slug for owner in owners), self.text)

    natural_key.dependencies = ["diplomacy.person", "diplomacy.actor", "diplomacy.office"]

    @property
    def is_shown(self):
        """As the queryset’s `shown`, of a row in hand."""
        return self.kind != self.Kind.MISPRINT

    @property
    def is_name_of_a_time(self):
        """As the queryset’s `dated`, of a row in hand."""
        if self.kind == self.Kind.FORMER:
            return self.ended_on is not None
        return self.kind == self.Kind.OFFICIAL and self.is_dated

    def rivals(self, other):
        """Whether both claim to be the name, of one kind and in one language, on the same day."""
        same = (self.kind, self.language) == (other.kind, other.language)
        return same and self.is_dated and other.is_dated and self.overlaps(other)

    def save(self, *args, **kwargs):
        self.search_key = fold(self.text)[:300]
        super().save(*args, **kwargs)

"""Other spellings of a name: transliterations, former names, what the press writes, misprints."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.spelling import fold

from .actor import Actor
from .person import Person


class NameVariantQuerySet(models.QuerySet):
    def get_by_natural_key(self, person, actor, text):
        return self.get(person__slug=person, actor__slug=actor, text=text)

    def shown(self):
        """Those a reader sees: a misprint is found by search and never displayed."""
        return self.exclude(kind=NameVariant.Kind.MISPRINT)


class NameVariant(models.Model):
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
    text = models.CharField(_("spelling"), max_length=200)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.PRESS)
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Code: fr, en, ru, ar, bm …")
    )
    script = models.CharField(
        _("script"), max_length=4, blank=True, help_text=_("ISO 15924: Latn, Cyrl, Arab …")
    )
    search_key = models.CharField(max_length=200, editable=False, db_index=True)

    objects = NameVariantQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                name="variant_of_one_name",
                condition=Q(person__isnull=False, actor__isnull=True)
                | Q(person__isnull=True, actor__isnull=False),
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
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.person and self.person.slug, self.actor and self.actor.slug, self.text)

    natural_key.dependencies = ["diplomacy.person", "diplomacy.actor"]

    def save(self, *args, **kwargs):
        self.search_key = fold(self.text)[:200]
        super().save(*args, **kwargs)

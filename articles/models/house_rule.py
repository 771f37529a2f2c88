"""The house's rules of writing, owned by its editors: spellings, phrases, acronyms."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from diplomacy.history import History

#: Kinds of apostrophe and of space do not count; each stands for one letter, so places stay.
ALIKE = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


class HouseRuleQuerySet(models.QuerySet):
    def get_by_natural_key(self, language, kind, words):
        return self.get(language=language, kind=kind, words=words)

    def for_language(self, language):
        return self.filter(is_active=True, language=language)


class HouseRule(models.Model):
    """Each rule carries sentences that must and must not trip it, tried at every save."""

    class Kind(models.TextChoices):
        SPELLING = "spelling", _("preferred spelling")
        PHRASE = "phrase", _("phrase to avoid")
        ACRONYM = "acronym", _("acronym, spelt out at first use")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.SPELLING)
    language = models.CharField(
        _("language"), max_length=3, choices=Language.choices, default=Language.FRENCH
    )
    words = models.CharField(
        _("words"), max_length=120, help_text=_("What trips the rule, as whole words; case counts.")
    )
    instead = models.CharField(
        _("instead"),
        max_length=200,
        blank=True,
        help_text=_("The house’s spelling, or what the acronym stands for."),
    )
    reason = models.CharField(_("why"), max_length=200, blank=True)
    trips = models.TextField(
        _("sentences that must trip it"), help_text=_("One a line; at least one.")
    )
    passes = models.TextField(_("sentences that must not"), blank=True, help_text=_("One a line."))
    is_active = models.BooleanField(_("in use"), default=True)

    objects = HouseRuleQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")
        ordering = ["language", "kind", "words"]
        constraints = [
            models.UniqueConstraint(
                name="house_rule_once",
                fields=["language", "kind", "words"],
                violation_error_message=_("This rule is already there."),
            ),
        ]

    def __str__(self):
        return f"{self.words} → {self.instead}" if self.instead else self.words

    def natural_key(self):
        return (self.language, self.kind, self.words)

    def finds(self, text):
        """Where `text` trips the rule, as (start, end) pairs."""
        text = text.translate(ALIKE)
        words = re.escape(self.words.strip().translate(ALIKE))
        hits = [match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
        if self.kind == self.Kind.ACRONYM:
            return [] if self._is_spelt_out(text, hits) else hits[:1]
        return hits

    def _is_spelt_out(self, text, hits):
        """Whether its meaning stands before the acronym's first use, or in brackets after it."""
        if not (hits and self.instead):
            return False
        spelt = text.casefold().find(self.instead.translate(ALIKE).casefold())
        return 0 <= spelt <= hits[0][1] + len(" (« ")

    def clean(self):
        """Refuse a rule that its own sentences contradict."""
        faults = self._faults()
        if faults:
            raise ValidationError(faults)

    def _faults(self):
        if not self.words.strip():
            return {}
        faults = {}
        if self.kind != self.Kind.PHRASE and not self.instead.strip():
            faults["instead"] = _("Say what to write instead.")
        elif self.kind == self.Kind.SPELLING and self.finds(self.instead):
            faults["instead"] = _("The house’s own spelling would trip the rule.")
        silent = [line for line in _lines(self.trips) if not self.finds(line)]
        if silent:
            faults["trips"] = _("The rule does not see: “%(sentence)s”.") % {"sentence": silent[0]}
        elif not _lines(self.trips):
            faults["trips"] = _("Give one sentence at least.")
        loud = [line for line in _lines(self.passes) if self.finds(line)]
        if loud:
            faults["passes"] = _("The rule trips on: “%(sentence)s”.") % {"sentence": loud[0]}
        return faults


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]

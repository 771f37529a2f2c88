"""Photo agencies, and the form in which each wants its credit printed."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from diplomacy.spelling import fold

PHOTOGRAPHER = "{photographer}"


class AgencyManager(models.Manager):
    def get_by_natural_key(self, name):
        return self.get(name=name)


class Agency(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    credit_form = models.CharField(
        _("form of credit"),
        max_length=120,
        default=PHOTOGRAPHER,
        help_text=_("“{photographer}” stands for the name: “{photographer} / AFP”."),
    )

    objects = AgencyManager()

    class Meta:
        verbose_name = _("photo agency")
        verbose_name_plural = _("photo agencies")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        if not self.credit_form.replace(PHOTOGRAPHER, "").strip(" /–—-"):
            raise ValidationError({"credit_form": _("Say how the agency itself is named.")})

    def natural_key(self):
        return (self.name,)

    def credit(self, photographer):
        """The credit as the agency wants it; without a photographer, the agency’s own part alone."""
        if photographer.strip():
            return self.credit_form.replace(PHOTOGRAPHER, photographer.strip())
        return self.credit_form.replace(PHOTOGRAPHER, "").strip(" /–—-")

    def is_named_in(self, credit):
        """Whether a credit has every word by which the agency names itself."""
        return set(_words(self.credit(""))) <= set(_words(credit))


def _words(text):
    return re.findall(r"\w+", fold(text))

"""The languages that stories are written in, and where each is shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    RUSSIAN = "ru", _("Russian")
    BAMBARA = "bm", _("Bambara")
    FULA = "ff", _("Fula")
    SONGHAY = "son", _("Songhay")
    TAMASHEQ = "taq", _("Tamasheq")
    SPANISH = "es", _("Spanish")
    PORTUGUESE = "pt", _("Portuguese")


RIGHT_TO_LEFT = frozenset({"ar"})
INTERFACE = tuple(code for code, _name in settings.LANGUAGES)


def prefix_of(language):
    """The interface language under whose addresses a story in `language` lives."""
    return language if language in INTERFACE else settings.LANGUAGE_CODE


def spoken_under(interface):
    """The languages of the stories that live under an interface language's addresses."""
    return [code for code in Language.values if prefix_of(code) == interface]

"""The kinds of story, and what each must have before readers meet it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Genre(models.TextChoices):
    ARTICLE = "article", _("article")
    BRIEF = "brief", _("brief")
    FLASH = "flash", _("flash (headline only)")
    ANALYSIS = "analysis", _("analysis")
    INTERVIEW = "interview", _("interview")
    OPINION = "opinion", _("opinion piece")
    STATEMENT = "statement", _("press release")
    PORTRAIT = "portrait", _("profile")


SIGNED = frozenset({"headline", "body", "section", "bylines"})
REQUIRED = {
    Genre.ARTICLE: SIGNED,
    Genre.ANALYSIS: SIGNED,
    Genre.INTERVIEW: SIGNED,
    Genre.OPINION: SIGNED,
    Genre.PORTRAIT: SIGNED,
    Genre.STATEMENT: frozenset({"headline", "body", "section"}),
    Genre.BRIEF: frozenset({"headline", "body", "section"}),
    Genre.FLASH: frozenset({"headline", "section"}),
}


def told(story):
    """What readers are told of the genre; nothing of a plain article."""
    names = {Genre.ARTICLE: "", Genre.FLASH: pgettext("genre", "flash")}
    return names.get(story.genre, story.get_genre_display())

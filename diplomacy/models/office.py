"""Functions in whose name people sign: minister, head of state, general secretary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .actor import Actor
from .mergeable import Mergeable


class Office(Mergeable):
    """A function, apart from whoever holds it. Written with a small letter, as in a sentence."""

    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        related_name="offices",
        verbose_name=_("of"),
        help_text=_("The state or organisation that the function belongs to."),
    )

    history = History()

    class Meta(Mergeable.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self):
        return f"{self.label} ({self.actor})"

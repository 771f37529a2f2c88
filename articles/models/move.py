"""The desk's log: who moved which dispatch, when, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.sealed import Kept

from .dispatch import Dispatch


class Move(Kept):
    class Verb(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        TAKE_BACK = "take_back", _("taken back")
        SEND_BACK = "send_back", _("sent back")
        APPROVE = "approve", _("declared good to publish")
        BREAK_EMBARGO = "embargo", _("embargo broken")
        BIN = "bin", _("put in the bin")
        UNBIN = "unbin", _("taken out of the bin")
        PUBLISH = "publish", _("published")
        SCHEDULE = "schedule", _("scheduled")
        CANCEL = "cancel", _("schedule cancelled")
        WITHDRAW = "withdraw", _("withdrawn")
        LIFT = "lift", _("withdrawal lifted")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField(_("move"), max_length=10, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"))
    number = models.PositiveIntegerField(_("version"), null=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_verb_display()} {self.at:%Y-%m-%d %H:%M}"

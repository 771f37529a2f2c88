"""The kinds of act, and what each does to a treaty (Vienna Convention on the Law of Treaties)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActKind(models.TextChoices):
    INITIALLING = "initialling", _("initialling")
    AD_REFERENDUM = "ad_referendum", _("signature ad referendum")
    SIGNATURE = "signature", _("signature")
    WITNESS = "witness", _("signature as mediator, guarantor or witness")
    ADOPTION = "adoption", _("adoption of the text")
    APPROVAL_LAW = "approval_law", _("parliamentary approval (no international effect)")
    PROMULGATION = "promulgation", _("promulgation (no international effect)")
    NOTE = "note", _("note or letter of an exchange")
    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance or approval")
    ACCESSION = "accession", _("accession")
    NOTIFICATION = "notification", _("notification that procedures are complete")
    PROVISIONAL = "provisional", _("provisional application")
    ENTRY = "entry", _("entry into force, as stated")
    DENUNCIATION = "denunciation", _("denunciation")
    WITHDRAWAL = "withdrawal", pgettext_lazy("of a treaty", "withdrawal")
    DECLARED_END = "declared_end", _("end declared by one party")
    SUSPENSION = "suspension", _("suspension")
    LIFTING = "lifting", _("suspension lifted")
    TERMINATION = "termination", _("termination agreed by the parties")
    EXPIRY = "expiry", _("expiry")


FULL_SIGNINGS = (ActKind.SIGNATURE, ActKind.NOTE)
SIGNINGS = (*FULL_SIGNINGS, ActKind.AD_REFERENDUM, ActKind.WITNESS)
CONSENTS = (
    ActKind.RATIFICATION,
    ActKind.ACCEPTANCE,
    ActKind.ACCESSION,
    ActKind.NOTIFICATION,
    ActKind.NOTE,
)
EXITS = (ActKind.DENUNCIATION, ActKind.WITHDRAWAL)
PARTY_KINDS = (
    ActKind.INITIALLING,
    ActKind.AD_REFERENDUM,
    ActKind.SIGNATURE,
    ActKind.WITNESS,
    ActKind.APPROVAL_LAW,
    ActKind.PROMULGATION,
    ActKind.NOTE,
    ActKind.RATIFICATION,
    ActKind.ACCEPTANCE,
    ActKind.ACCESSION,
    ActKind.NOTIFICATION,
    ActKind.DENUNCIATION,
    ActKind.WITHDRAWAL,
    ActKind.DECLARED_END,
)

"""The kinds of act, and what each does to a treaty (Vienna Convention on the Law of Treaties)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActKind(models.TextChoices):
    INITIALLING = "initialling", _("initialling")
    AD_REFERENDUM = "ad_referendum", _("signature ad referendum")
    SIGNATURE = "signature", _("signature")
    DEFINITIVE = "definitive", _("definitive signature")
    WITNESS = "witness", _("signature as mediator, guarantor or witness")

    APPROVAL_LAW = "approval_law", _("parliamentary approval (no international effect)")
    PROMULGATION = "promulgation", _("promulgation (no international effect)")

    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance")
    APPROVAL = "approval", _("approval")
    CONFIRMATION = "confirmation", _("formal confirmation")
    ACCESSION = "accession", _("accession")
    SUCCESSION = "succession", pgettext_lazy("to a treaty", "succession")
    NOTE = "note", _("note or letter of an exchange")
    NOTIFICATION = "notification", _("notification that procedures are complete")

    RESERVATION = "reservation", _("reservation")
    DECLARATION = "declaration", pgettext_lazy("to a treaty", "declaration")
    OBJECTION = "objection", _("objection")
    RESERVATION_END = "reservation_end", _("withdrawal of a reservation")

    PROVISIONAL = "provisional", _("provisional application")
    PROVISIONAL_END = "provisional_end", _("end of provisional application")

    DENUNCIATION = "denunciation", _("denunciation")
    WITHDRAWAL = "withdrawal", pgettext_lazy("of a treaty", "withdrawal")
    NOTICE_REVOKED = "notice_revoked", _("notice of exit revoked")
    CONSENT_REVOKED = "consent_revoked", _("ratification revoked")
    SUSPENSION = "suspension", _("suspension")
    LIFTING = "lifting", _("suspension lifted")
    CONTESTATION = "contestation", _("contestation")
    DECLARED_END = "declared_end", _("end declared by one party")

    ADOPTION = "adoption", _("adoption of the text")
    OPENING = "opening", _("opening for signature")
    ENTRY = "entry", _("entry into force, as stated")
    REGISTRATION = "registration", _("registration")
    TERMINATION = "termination", _("termination agreed by the parties")
    EXPIRY = "expiry", _("expiry")
    DISSOLUTION = "dissolution", _("dissolution of the organisation")


BINDING_SIGNINGS = (ActKind.DEFINITIVE, ActKind.NOTE)
FULL_SIGNINGS = (ActKind.SIGNATURE, *BINDING_SIGNINGS)
SIGNINGS = (*FULL_SIGNINGS, ActKind.AD_REFERENDUM, ActKind.WITNESS)
CONSENTS = (
    ActKind.RATIFICATION,
    ActKind.ACCEPTANCE,
    ActKind.APPROVAL,
    ActKind.CONFIRMATION,
    ActKind.ACCESSION,
    ActKind.SUCCESSION,
    ActKind.NOTIFICATION,
    *BINDING_SIGNINGS,
)
QUALIFYING = (
    ActKind.RESERVATION,
    ActKind.DECLARATION,
    ActKind.OBJECTION,
    ActKind.RESERVATION_END,
)
EXITS = (ActKind.DENUNCIATION, ActKind.WITHDRAWAL)
ENDS = (ActKind.TERMINATION, ActKind.EXPIRY, ActKind.DISSOLUTION)
OF_THE_ACCORD = (ActKind.ADOPTION, ActKind.OPENING, ActKind.ENTRY, ActKind.REGISTRATION, *ENDS)
OF_EITHER = (
    ActKind.ENTRY,
    ActKind.PROVISIONAL,
    ActKind.PROVISIONAL_END,
    ActKind.SUSPENSION,
    ActKind.LIFTING,
)
OF_THE_WHOLE = tuple(kind for kind in OF_THE_ACCORD if kind not in OF_EITHER)
PARTY_KINDS = tuple(kind for kind in ActKind if kind not in (*OF_THE_ACCORD, *OF_EITHER))

GROUPS = (
    (
        _("Text"),
        (
            ActKind.INITIALLING,
            ActKind.AD_REFERENDUM,
            ActKind.SIGNATURE,
            ActKind.DEFINITIVE,
            ActKind.WITNESS,
        ),
    ),
    (_("Internal law"), (ActKind.APPROVAL_LAW, ActKind.PROMULGATION)),
    (
        _("Consent to be bound"),
        (
            ActKind.RATIFICATION,
            ActKind.ACCEPTANCE,
            ActKind.APPROVAL,
            ActKind.CONFIRMATION,
            ActKind.ACCESSION,
            ActKind.SUCCESSION,
            ActKind.NOTE,
            ActKind.NOTIFICATION,
        ),
    ),
    (_("Reservations and declarations"), QUALIFYING),
    (_("Provisional application"), (ActKind.PROVISIONAL, ActKind.PROVISIONAL_END)),
    (
        _("Exit, suspension, dispute"),
        (
            *EXITS,
            ActKind.NOTICE_REVOKED,
            ActKind.CONSENT_REVOKED,
            ActKind.SUSPENSION,
            ActKind.LIFTING,
            ActKind.CONTESTATION,
            ActKind.DECLARED_END,
        ),
    ),
    (_("The accord as a whole"), OF_THE_ACCORD),
)
ANSWERS = {
    ActKind.OBJECTION: (ActKind.RESERVATION, ActKind.DECLARATION),
    ActKind.RESERVATION_END: (ActKind.RESERVATION,),
    ActKind.NOTICE_REVOKED: EXITS,
    ActKind.CONSENT_REVOKED: CONSENTS,
    ActKind.LIFTING: (ActKind.SUSPENSION,),
    ActKind.CONTESTATION: tuple(ActKind),
}


def choices():
    """Every kind under the heading of its group, for a box of choices."""
    return [(heading, [(kind.value, kind.label) for kind in kinds]) for heading, kinds in GROUPS]

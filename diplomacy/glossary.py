"""The terms of treaties, each explained in two plain sentences, with where it comes from.

The law is the Vienna Convention on the Law of Treaties of 23 May 1969.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .kinds import ActKind
from .status import FORCES, STAGES, STANDINGS


@dataclass(frozen=True)
class Term:
    """`slug` is the end of its address, the same in every language; `source` says where it is from."""

    slug: str
    name: str
    meaning: str
    source: str


def _vienna(articles):
    return _Vienna(articles)


@dataclass(frozen=True)
class _Vienna:
    """ "Vienna Convention, art. 11", in the language of the page."""

    articles: str

    def __str__(self):
        return str(_("Vienna Convention on the Law of Treaties, art. %(articles)s")) % {
            "articles": self.articles
        }


HOUSE = _("A word of this record")

TERMS = (
    Term(
        "initialling", ActKind.INITIALLING.label,
        _("Negotiators put their initials to the text to settle its words. It binds nobody, unless "
          "the states agreed that it would count as their signature."),
        _vienna("10, 12 (2)"),
    ),
    Term(
        "opening", ActKind.OPENING.label,
        _("From this day on, those whom the text names may sign it. It says nothing of who will."),
        HOUSE,
    ),
    Term(
        "adoption", ActKind.ADOPTION.label,
        _("Those who drew up the text agree on its final form, often by a vote at a conference or in "
          "an organisation. Nobody is bound by it yet."),
        _vienna("9"),
    ),
    Term(
        "signature", ActKind.SIGNATURE.label,
        _("A representative signs the text for a state or an organisation. Where the text asks for "
          "ratification, the signature only commits the signatory not to defeat its purpose in the "
          "meantime; elsewhere it may bind at once."),
        _vienna("12, 18"),
    ),
    Term(
        "definitive", ActKind.DEFINITIVE.label,
        _("A signature that binds by itself, because the text or the signatories say so. No "
          "ratification follows it."),
        _vienna("12 (1)"),
    ),
    Term(
        "ad_referendum", ActKind.AD_REFERENDUM.label,
        _("A signature that waits for confirmation by the signatory’s own authorities. Once confirmed "
          "it is a full signature, as of the day it was given."),
        _vienna("12 (2)"),
    ),
    Term(
        "witness", ActKind.WITNESS.label,
        _("Mediators, guarantors and witnesses sign to vouch for what was agreed. They do not become "
          "parties by it."),
        HOUSE,
    ),
    Term(
        "note", ActKind.NOTE.label,
        _("An agreement made of two notes or letters that answer each other. It binds by their "
          "exchange, if they say so or if the states agreed that it would."),
        _vienna("13"),
    ),
    Term(
        "approval_law", _("parliamentary approval"),
        _("A parliament allows its government to bind the state. It is a matter of domestic law: "
          "towards other states only the ratification that may follow counts."),
        _vienna("2 (1) (b), 14"),
    ),
    Term(
        "promulgation", _("promulgation"),
        _("The head of state signs the law that allows the ratification, or publishes the treaty at "
          "home. Towards other states it has no effect by itself."),
        HOUSE,
    ),
    Term(
        "ratification", ActKind.RATIFICATION.label,
        _("The act by which a state that signed establishes, towards the others, that it consents to "
          "be bound. It takes effect when its instruments are exchanged, deposited or notified, not "
          "when a parliament votes."),
        _vienna("2 (1) (b), 14, 16"),
    ),
    Term(
        "acceptance", ActKind.ACCEPTANCE.label,
        _("The same consent as by ratification, under another name and often by a simpler procedure. "
          "Organisations usually approve where states ratify."),
        _vienna("2 (1) (b), 14 (2)"),
    ),
    Term(
        "approval", ActKind.APPROVAL.label,
        _("The same consent as by ratification, often given by a government without its parliament, or "
          "by an organisation where states ratify. It is an act towards the other parties: the approval "
          "by a parliament is another thing."),
        _vienna("2 (1) (b), 11, 14 (2)"),
    ),
    Term(
        "confirmation", ActKind.CONFIRMATION.label,
        _("The act by which an international organisation consents to be bound, as a state does by its "
          "ratification. Its own rules say which of its bodies decides."),
        _("Vienna Convention on the Law of Treaties between States and International Organizations, "
          "art. 2 (1) (b bis), 14"),
    ),
    Term(
        "accession", ActKind.ACCESSION.label,
        _("A state that did not sign becomes a party by one single act. The treaty or its parties must "
          "allow it."),
        _vienna("15"),
    ),
    Term(
        "succession", ActKind.SUCCESSION.label,
        _("A state that takes the place of another for a territory says that it considers itself bound "
          "as that one was. Its consent usually counts from the day of the succession of states."),
        _("Vienna Convention on Succession of States in respect of Treaties, art. 2 (1) (g), 17, 22"),
    ),
    Term(
        "notification", ActKind.NOTIFICATION.label,
        _("Each party tells the other that its own procedures are complete. Many bilateral agreements "
          "enter into force with the last of these notes, or some time after."),
        _vienna("11, 16 (c)"),
    ),
    Term(
        "depositary", _("depositary"),
        _("The state, organisation or official that keeps the original text and receives signatures, "
          "ratifications and denunciations. Its record says who is bound and since when; it must be "
          "impartial."),
        _vienna("76, 77"),
    ),
    Term(
        "entry", _("entry into force"),
        _("The moment from which the treaty binds those that have consented. It comes in the manner "
          "and on the day that the text provides; where it is silent, once all negotiating states have "
          "consented."),
        _vienna("24"),
    ),
    Term(
        "registration", ActKind.REGISTRATION.label,
        _("The treaty is deposited with the Secretariat of the United Nations and published by it. A "
          "treaty that is not registered binds all the same, but cannot be invoked before an organ of "
          "the United Nations."),
        _("Charter of the United Nations, art. 102"),
    ),
    Term(
        "reservation", ActKind.RESERVATION.label,
        _("A state that consents excludes or changes the effect of some provisions for itself. It may "
          "withdraw the reservation at any time."),
        _vienna("2 (1) (d), 19, 22"),
    ),
    Term(
        "declaration", ActKind.DECLARATION.label,
        _("A state says how it understands a provision, or makes a choice that the text leaves open. "
          "Whatever it is called, what changes the effect of a provision is a reservation."),
        _vienna("2 (1) (d)"),
    ),
    Term(
        "objection", ActKind.OBJECTION.label,
        _("A state does not accept another’s reservation. The provision in question does not apply "
          "between the two as far as the reservation goes; they are bound by the rest unless the "
          "objector says otherwise."),
        _vienna("20 (4), 21 (3)"),
    ),
    Term(
        "provisional", ActKind.PROVISIONAL.label,
        _("The text, or part of it, is applied while its entry into force is awaited, because the text "
          "or the states say so. A state ends it for itself by telling the others that it will not "
          "become a party."),
        _vienna("25"),
    ),
    Term(
        "contracting", STANDINGS["contracting"],
        _("Has consented to be bound, whether or not the treaty has entered into force. Once it has, a "
          "contracting state is a party."),
        _vienna("2 (1) (f)"),
    ),
    Term(
        "party", pgettext_lazy("a term", "party"),
        _("Has consented to be bound, and the treaty is in force for it. Whoever has only signed is a "
          "signatory, not a party."),
        _vienna("2 (1) (g)"),
    ),
    Term(
        "denunciation", ActKind.DENUNCIATION.label,
        _("A party tells the others that it leaves, as the text allows. It takes effect after the "
          "notice that the text sets, or else after twelve months; until then the party stays bound."),
        _vienna("54, 56, 65, 67"),
    ),
    Term(
        "withdrawal", ActKind.WITHDRAWAL.label,
        _("A denunciation of a treaty of several parties: one leaves, the treaty goes on between the "
          "others. The same notice applies."),
        _vienna("54, 56, 70"),
    ),
    Term(
        "declared_end", ActKind.DECLARED_END.label,
        _("One party announces that the accord is over, often at once. By itself this ends nothing: "
          "the record gives it as that party’s claim and changes no status."),
        _vienna("42 (2), 65"),
    ),
    Term(
        "contestation", ActKind.CONTESTATION.label,
        _("A party disputes that an act is valid or has the effect claimed for it. The record shows both "
          "and settles nothing."),
        _vienna("65"),
    ),
    Term(
        "suspension", ActKind.SUSPENSION.label,
        _("The treaty stays in force, but its application is interrupted between some or all parties. "
          "Nobody may do meanwhile what would prevent its resumption."),
        _vienna("57, 58, 72"),
    ),
    Term(
        "termination", ActKind.TERMINATION.label,
        _("The treaty ends by consent of all its parties, or because a later one replaces it. It ends "
          "future obligations, not the rights that arose under it."),
        _vienna("54, 59, 70"),
    ),
    Term(
        "expiry", ActKind.EXPIRY.label,
        _("The treaty ends on the day that its own text sets, unless it is renewed. Many renew "
          "themselves as long as no party objects."),
        _vienna("54 (a)"),
    ),
    Term(
        "dissolution", ActKind.DISSOLUTION.label,
        _("The members of an organisation put an end to it, by consent of all or as its charter "
          "provides. The charter ends with it; who takes over its goods and debts is settled apart."),
        _vienna("5, 54, 70"),
    ),
    Term(
        "stage", _("stage"),
        _("How far the making of the accord has come: initialled, adopted, signed, consented to. It "
          "says nothing of whether the accord is in force."),
        HOUSE,
    ),
    Term(
        "force", pgettext_lazy("a term", "force"),
        _("Whether the accord binds its parties on a given day. It is computed from dated acts and from "
          "the text’s own rule, and never typed."),
        HOUSE,
    ),
    Term(
        "not_established", FORCES["not_established"],
        _("No public source that we know of says that the accord has entered into force, and its own "
          "rule is not known to be met. It does not mean that it is not in force."),
        HOUSE,
    ),
    Term(
        "evidence", _("established, reported, contested"),
        _("A fact is established by an official document or the depositary’s record, reported by press, "
          "statements and our own articles, contested as soon as one source says otherwise. Where "
          "sources disagree we show them side by side and do not choose."),
        HOUSE,
    ),
)  # fmt: skip

BY_SLUG = {term.slug: term for term in TERMS}

# Kinds of act and statuses that another term explains.
SEE = {
    "consent_revoked": "ratification",
    "reservation_end": "reservation",
    "provisional_end": "provisional",
    "notice_revoked": "withdrawal",
    "in_force": "entry",
    "not_in_force": "entry",
    "suspended": "suspension",
    "ended": "termination",
    **dict.fromkeys((status for status in STAGES if status not in BY_SLUG), "stage"),
    "initialled": "initialling",
    "adopted": "adoption",
    "signed": "signature",
}


def slug_for(status):
    """The slug of the term that explains a kind of act or a status; "" if none does."""
    return status if status in BY_SLUG else SEE.get(status, "")

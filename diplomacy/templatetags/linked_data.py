"""The record as schema.org has it, for machines that read pages."""

from django import template
from django.conf import settings

from diplomacy.api.reference import address_of
from diplomacy.linked_data import script
from diplomacy.models import Accord, Actor

register = template.Library()

# What binds under international law (Vienna Conventions of 1969 and 1986, art. 2): a memorandum of
# understanding and a joint declaration state intentions.
BINDING_FORMS = {
    Accord.Form.TREATY,
    Accord.Form.CONVENTION,
    Accord.Form.AGREEMENT,
    Accord.Form.PROTOCOL,
    Accord.Form.CHARTER,
    Accord.Form.NOTES,
    Accord.Form.PEACE,
}
# … between those who can conclude a treaty (art. 6): states and organisations of states.
BOUND_KINDS = {Actor.Kind.STATE, Actor.Kind.ORGANISATION}
# A suspended accord still binds, but is not applied: neither word of schema.org says so.
LEGAL_FORCE = {"in_force": "InForce", "suspended": None, "ended": "NotInForce"}


@register.simple_tag(takes_context=True)
def legislation(context, accord, rows, moment):
    """An accord as Legislation if it binds and its force is established, else as CreativeWork. `rows` are
    all that take part; it is said to be about those of them that the page shows.

    Nothing on the page of a past day: machines would take its status for today's.
    """
    if moment.asked:
        return ""
    told = {
        "@context": "https://schema.org",
        "name": accord.label,
        "url": address_of(accord, context["request"]),
        "sdLicense": settings.RECORD_LICENCE[1],
        "about": [_actor(row.actor, context["request"]) for row in context["rows"].items],
    }
    told |= _as_legislation(accord, rows) or _as_work(accord)
    return script({name: value for name, value in told.items() if value})


def _as_legislation(accord, rows):
    """What only an instrument that binds and whose force is known has, else None."""
    parties = [row.actor for row in rows if not row.roles]
    binds = accord.form in BINDING_FORMS and parties
    if not binds or accord.force_at not in LEGAL_FORCE:
        return None
    if not {actor.kind for actor in parties} <= BOUND_KINDS:
        return None
    force = LEGAL_FORCE[accord.force_at]
    return {
        "@type": "Legislation",
        "legislationType": accord.get_form_display(),
        "legislationDate": _day_signed(accord),
        "legislationLegalForce": force and f"https://schema.org/{force}",
    }


def _as_work(accord):
    kind = accord.get_form_display()
    return {"@type": "CreativeWork", "genre": kind, "dateCreated": _day_signed(accord)}


def _day_signed(accord):
    is_known = accord.signed_on and accord.signed_precision == "day"
    return accord.signed_on.isoformat() if is_known else None


def _actor(actor, request):
    kind = "Country" if actor.kind == Actor.Kind.STATE else "Organization"
    return {"@type": kind, "name": actor.label, "url": address_of(actor, request)}

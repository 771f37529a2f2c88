"""People: what they signed, in which functions, which they held, and how their name is spelt."""

from django.db.models import Prefetch
from django.shortcuts import render

from diplomacy.models import Act, Citation, NameVariant, Person, Signatory, Tenure
from diplomacy.moment import as_known
from diplomacy.spelt import by_source

from .merged import heir


@as_known
def person_detail(request, moment, slug):
    """Seven queries, and those of the stories about them."""
    people = Person.objects.public(moment.known)
    person = people.filter(slug=slug).first()
    if person is None:
        return heir(request, people, slug)
    own = Signatory.objects.shown(moment.known).filter(person=person)
    own = own.select_related("person", "office")
    citations = Citation.objects.open(moment.known).select_related("source")
    acts = (
        Act.objects.public(moment.known)
        .until(moment.day)
        .signed_by(person, moment.known)
        .select_related("accord", "actor")
        .prefetch_related(
            Prefetch("signatories", own, to_attr="signed_by"),
            Prefetch("citations", citations, to_attr="shown_citations"),
            Prefetch("actor__variants", NameVariant.objects.dated()),
        )
        .in_order()
    )
    variants = list(person.variants.all())
    return render(
        request,
        "diplomacy/person_detail.html",
        {
            "moment": moment,
            "person": person,
            "acts": acts,
            "spellings": [each for each in variants if each.is_shown],
            "spelt": by_source(person, variants, acts),
            "tenures": _held(person, moment),
        },
    )


def _held(person, moment):
    """The functions held by the moment’s day, the latest first."""
    held = Tenure.objects.public(moment.known).filter(person=person).select_related("office__actor")
    return [tenure for tenure in held.latest_first() if tenure.has_begun(moment.day)]

"""People: what they signed, in which functions, which they held, and how their name is spelt."""

from django.db.models import Prefetch
from django.shortcuts import render

from diplomacy.models import Act, NameVariant, Person, Signatory, Tenure
from diplomacy.moment import at_a_moment

from .merged import heir


@at_a_moment
def person_detail(request, moment, slug):
    """Six queries, and those of the stories about them."""
    people = Person.objects.public(moment.now)
    person = people.filter(slug=slug).first()
    if person is None:
        return heir(request, people, slug)
    own = Signatory.objects.filter(person=person).select_related("person", "office")
    acts = (
        Act.objects.public(moment.now)
        .until(moment.day)
        .filter(signatories__person=person)
        .select_related("accord", "actor")
        .prefetch_related(
            Prefetch("signatories", own, to_attr="signed_by"),
            Prefetch("actor__variants", NameVariant.objects.dated()),
        )
        .in_order()
        .distinct()
    )
    return render(
        request,
        "diplomacy/person_detail.html",
        {
            "moment": moment,
            "person": person,
            "acts": acts,
            "spellings": person.variants.shown(),
            "tenures": _held(person, moment),
        },
    )


def _held(person, moment):
    """The functions held by the moment’s day, the latest first."""
    held = Tenure.objects.public(moment.now).filter(person=person).select_related("office__actor")
    return [tenure for tenure in held.latest_first() if tenure.has_begun(moment.day)]

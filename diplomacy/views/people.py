"""People: what they signed, in which function, and how their name is spelt."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from diplomacy.models import Act, Person, Signatory
from diplomacy.moment import as_known


@as_known
def person_detail(request, moment, slug):
    """Four queries, and those of the stories about them."""
    person = Person.objects.public(moment.known).filter(slug=slug).first()
    if person is None:
        raise Http404
    own = Signatory.objects.shown(moment.known).filter(person=person)
    own = own.select_related("person", "office")
    acts = (
        Act.objects.public(moment.known)
        .until(moment.day)
        .signed_by(person, moment.known)
        .select_related("accord", "actor")
        .prefetch_related(Prefetch("signatories", own, to_attr="signed_by"))
        .in_order()
    )
    return render(
        request,
        "diplomacy/person_detail.html",
        {
            "moment": moment,
            "person": person,
            "acts": acts,
            "spellings": person.variants.shown(),
        },
    )

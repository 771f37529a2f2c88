"""People: what they signed, in which function, and how their name is spelt."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from diplomacy.models import Act, Person, Signatory
from diplomacy.moment import at_a_moment


@at_a_moment
def person_detail(request, moment, slug):
    """Four queries, and those of the stories about them."""
    person = Person.objects.public(moment.now).filter(slug=slug).first()
    if person is None:
        raise Http404
    own = Signatory.objects.filter(person=person).select_related("person", "office")
    acts = (
        Act.objects.public(moment.now)
        .until(moment.day)
        .filter(signatories__person=person)
        .select_related("accord", "actor")
        .prefetch_related(Prefetch("signatories", own, to_attr="signed_by"))
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
        },
    )

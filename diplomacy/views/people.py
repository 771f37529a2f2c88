"""People: what they signed, in which function, and how their name is spelt."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from diplomacy.models import Act, Citation, NameVariant, Person, Signatory
from diplomacy.moment import at_a_moment
from diplomacy.spelt import by_source


@at_a_moment
def person_detail(request, moment, slug):
    """Five queries, and those of the stories about them."""
    person = Person.objects.public(moment.now).filter(slug=slug).first()
    if person is None:
        raise Http404
    own = Signatory.objects.filter(person=person).select_related("person", "office")
    citations = Citation.objects.open(moment.now).select_related("source")
    acts = (
        Act.objects.public(moment.now)
        .until(moment.day)
        .filter(signatories__person=person)
        .select_related("accord", "actor")
        .prefetch_related(
            Prefetch("signatories", own, to_attr="signed_by"),
            Prefetch("citations", citations, to_attr="shown_citations"),
        )
        .in_order()
        .distinct()
    )
    variants = list(person.variants.all())
    return render(
        request,
        "diplomacy/person_detail.html",
        {
            "moment": moment,
            "person": person,
            "acts": acts,
            "spellings": [each for each in variants if each.kind != NameVariant.Kind.MISPRINT],
            "spelt": by_source(person, variants, acts),
        },
    )

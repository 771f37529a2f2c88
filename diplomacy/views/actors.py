"""Actors: who takes part in what."""

from django.http import Http404
from django.shortcuts import render

from diplomacy.keyset import paginate
from diplomacy.models import Accord, Actor, Phase
from diplomacy.moment import as_known
from diplomacy.status import STANDINGS

PAGE = 60


@as_known
def actor_list(request, moment):
    """One query."""
    actors = Actor.objects.public(moment.known).begun_by(moment).with_sort_name()
    cursor = request.GET.get("cursor", "")
    page = paginate(actors, cursor, key="sort_name", kind="text", size=PAGE, descending=False)
    return render(request, "diplomacy/actor_list.html", {"moment": moment, "page": page})


@as_known
def actor_detail(request, moment, slug):
    """Four queries, and those of the stories about it."""
    actor = Actor.objects.public(moment.known).filter(slug=slug).first()
    if actor is None:
        raise Http404
    accords = (
        Accord.objects.public(moment.known)
        .acted_on(moment, actor=actor)
        .with_standing(moment)
        .with_sort_day(moment)
        .order_by("-sort_day", "pk")
    )
    standings = dict(
        Phase.objects.covering(moment)
        .filter(actor=actor, dimension="standing")
        .values_list("accord_id", "status")
    )
    rows = [(accord, STANDINGS.get(standings.get(accord.pk), "")) for accord in accords]
    return render(
        request,
        "diplomacy/actor_detail.html",
        {
            "moment": moment,
            "actor": actor,
            "rows": rows,
            "spellings": actor.variants.shown(),
        },
    )

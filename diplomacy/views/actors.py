"""Actors: who takes part in what."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render

from diplomacy.keyset import paginate
from diplomacy.models import Accord, Act, Actor, Phase
from diplomacy.moment import at_a_moment
from diplomacy.network import Tie, network
from diplomacy.status import STANDINGS

PAGE = 60
ACCORDS = 30
TIES = 16


@at_a_moment
def actor_list(request, moment):
    """One query."""
    actors = Actor.objects.public(moment.now).begun_by(moment).with_sort_name()
    cursor = request.GET.get("cursor", "")
    page = paginate(actors, cursor, key="sort_name", kind="text", size=PAGE, descending=False)
    return render(request, "diplomacy/actor_list.html", {"moment": moment, "page": page})


@at_a_moment
def actor_detail(request, moment, slug):
    """Five queries, and those of the stories about it."""
    actor = Actor.objects.public(moment.now).filter(slug=slug).first()
    if actor is None:
        raise Http404
    accords = (
        Accord.objects.public(moment.now)
        .acted_on(moment, actor=actor)
        .with_standing(moment)
        .with_sort_day(moment)
    )
    cursor = request.GET.get("cursor", "")
    page = paginate(accords, cursor, key="sort_day", kind="date", size=ACCORDS)
    standings = dict(
        Phase.objects.covering(moment)
        .filter(actor=actor, accord__in=page.items, dimension="standing")
        .values_list("accord_id", "status")
    )
    ties = _ties(actor, moment) if page.is_first else []
    return render(
        request,
        "diplomacy/actor_detail.html",
        {
            "moment": moment,
            "actor": actor,
            "page": page,
            "rows": [(each, STANDINGS.get(standings.get(each.pk), "")) for each in page.items],
            "counterparts": ties[:TIES],
            "network": network(actor, ties[:TIES]),
            "more_ties": len(ties) > TIES,
            "spellings": actor.variants.shown(),
        },
    )


def _ties(actor, moment):
    """The strongest Ties of the actor, one more than are shown."""
    acts = Act.objects.public(moment.now).until(moment.day)
    own = acts.filter(actor=actor).values("accord")
    others = acts.filter(accord__in=own).exclude(actor=actor).exclude(actor=None)
    strongest = (
        others.order_by()
        .values("actor")
        .annotate(number=Count("accord", distinct=True))
        .order_by("-number", "actor__name")
        .values_list("actor", "actor__name", "actor__name_en", "actor__slug", "number")
    )
    return [
        Tie(Actor(pk=pk, name=name, name_en=name_en, slug=slug), number)
        for pk, name, name_en, slug, number in strongest[: TIES + 1]
    ]

"""Actors: who takes part in what, who holds office for them, what they belong to."""

from django.db.models import Count, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.shortcuts import render

from diplomacy.keyset import paginate
from diplomacy.models import Accord, Act, Actor, ActorRelation, NameVariant, Phase, Tenure
from diplomacy.moment import as_known
from diplomacy.network import Tie, network
from diplomacy.status import STANDINGS
from diplomacy.ties import ties

from .merged import heir

PAGE = 60
ACCORDS = 30
TIES = 16


@as_known
def actor_list(request, moment):
    """Two queries: the actors, their former names."""
    actors = (
        Actor.objects.public(moment.known)
        .begun_by(moment)
        .with_sort_name()
        .prefetch_related(Prefetch("variants", NameVariant.objects.dated()))
    )
    cursor = request.GET.get("cursor", "")
    page = paginate(actors, cursor, key="sort_name", kind="text", size=PAGE, descending=False)
    return render(request, "diplomacy/actor_list.html", {"moment": moment, "page": page})


@as_known
def actor_detail(request, moment, slug):
    """Six queries, and those of the stories about it."""
    actors = Actor.objects.public(moment.known)
    actor = actors.filter(slug=slug).first()
    if actor is None:
        return heir(request, actors, slug)
    relations = list(ActorRelation.objects.public(moment.known).of(actor))
    _with_names(actor, relations)
    cursor = request.GET.get("cursor", "")
    accords = _accords(actor, moment)
    page = paginate(accords, cursor, key="sort_day", kind="date", size=ACCORDS)
    counterparts = _counterparts(actor, moment) if page.is_first else []
    return render(
        request,
        "diplomacy/actor_detail.html",
        {
            "moment": moment,
            "actor": actor,
            "page": page,
            "rows": [(each, STANDINGS.get(each.standing_at, "")) for each in page.items],
            "spellings": [variant for variant in actor.variants.all() if variant.is_shown],
            "ties": ties(actor, relations, moment.day),
            "offices": _holders(actor, moment),
            "counterparts": counterparts[:TIES],
            "network": network(actor, counterparts[:TIES]),
            "more_ties": len(counterparts) > TIES,
        },
    )


def _with_names(actor, relations):
    """Its spellings, and the former names of those that it is related to; one query for all."""
    others = [each.other if each.actor_id == actor.pk else each.actor for each in relations]
    wanted = NameVariant.objects.filter(actor=actor) | NameVariant.objects.dated()
    prefetch_related_objects([actor, *others], Prefetch("variants", wanted))


def _holders(actor, moment):
    """{office: those who held it by the moment's day, the latest first}; one query."""
    held = Tenure.objects.public(moment.known).filter(office__actor=actor)
    found = {}
    for tenure in held.select_related("office", "person").latest_first():
        if tenure.has_begun(moment.day):
            found.setdefault(tenure.office, []).append(tenure)
    return dict(sorted(found.items(), key=lambda item: item[0].search_key))


def _accords(actor, moment):
    """Those that it acted on, each with `standing_at`, its status in it; one query."""
    standing = Phase.objects.covering(moment).filter(
        accord=OuterRef("pk"), actor=actor, dimension="standing"
    )
    return (
        Accord.objects.public(moment.known)
        .acted_on(moment, actor=actor)
        .with_standing(moment)
        .with_sort_day(moment)
        .annotate(standing_at=Subquery(standing.values("status")[:1]))
    )


def _counterparts(actor, moment):
    """The Ties to those it shares most accords with, one more than are shown."""
    acts = Act.objects.public(moment.known).until(moment.day)
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

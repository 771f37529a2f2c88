"""Accords: the list, and one with its parties, acts, sources and computed status."""

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404
from django.shortcuts import render

from diplomacy import knowledge
from diplomacy.claims import claims
from diplomacy.filters import AccordFilter
from diplomacy.keyset import paginate
from diplomacy.models import Accord, Act, Citation, NameVariant, Phase, Signatory
from diplomacy.moment import at_a_moment
from diplomacy.table import party_rows


@at_a_moment
def accord_list(request, moment):
    """Two queries: the names asked for, the accords with their status."""
    filtered = AccordFilter(request.GET, moment)
    accords = filtered.qs if filtered.is_valid() else filtered.queryset.none()
    cursor = request.GET.get("cursor", "")
    page = paginate(accords.with_sort_day(moment), cursor, key="sort_day", kind="date")
    return render(
        request,
        "diplomacy/accord_list.html",
        {"moment": moment, "filter": filtered, "page": page},
    )


@at_a_moment
def accord_detail(request, moment, slug):
    """Seven queries, and those of the stories about it."""
    accords = Accord.objects.public(moment.now).prefetch_related("participations")
    accord = accords.with_standing(moment).filter(slug=slug).first()
    if accord is None:
        raise Http404
    acts = _answering(list(_acts(accord, moment)))
    standings = {act.actor_id: act.standing_at for act in acts}
    sources = {cite.source.pk: cite.source for act in acts for cite in act.shown_citations}
    return render(
        request,
        "diplomacy/accord_detail.html",
        {
            "moment": moment,
            "accord": accord,
            "acts": acts,
            "rows": party_rows(accord, acts, standings),
            "entry": knowledge.entry(accord, acts),
            "claims": claims(accord, acts),
            "replaced": _replaced(accord, moment),
            "sources": list(sources.values()),
        },
    )


def _answering(acts):
    """Each of the acts with the one that it answers, if readers may see that one."""
    by_key = {act.pk: act for act in acts}
    for act in acts:
        act.answered = by_key.get(act.answers_id)
    return acts


def _replaced(accord, moment):
    """What the record said before, and why it says so no more."""
    replaced = Act.objects.replaced(moment.now).filter(accord=accord)
    return replaced.select_related("actor").order_by("replaced_at")


def _acts(accord, moment):
    """The public acts done by the moment, with who signed and what is cited for each, `standing_at` (the
    status of its actor) and what that actor was called before."""
    citations = Citation.objects.open(moment.now).select_related("source")
    signatories = Signatory.objects.select_related("person", "office")
    standings = Phase.objects.covering(moment).filter(
        accord=accord, actor=OuterRef("actor_id"), dimension="standing"
    )
    return (
        Act.objects.public(moment.now)
        .until(moment.day)
        .filter(accord=accord)
        .annotate(standing_at=Subquery(standings.values("status")[:1]))
        .select_related("actor")
        .in_order()
        .prefetch_related(
            Prefetch("signatories", signatories, to_attr="signed_by"),
            Prefetch("citations", citations, to_attr="shown_citations"),
            Prefetch("actor__variants", NameVariant.objects.dated()),
        )
    )

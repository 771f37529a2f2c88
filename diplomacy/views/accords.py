"""Accords: the list, and one with its parties, acts, sources and computed status."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from diplomacy import knowledge
from diplomacy.claims import claims
from diplomacy.filters import AccordFilter
from diplomacy.keyset import paginate
from diplomacy.lags import lags
from diplomacy.leaf import leaf
from diplomacy.models import Accord, Act, Citation, Signatory
from diplomacy.models.act import SEEN_ON
from diplomacy.moment import at_a_moment
from diplomacy.qualifying import qualifications
from diplomacy.table import letters, party_rows
from diplomacy.timeline import timeline


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
    """Six queries, and those of the stories about it."""
    accords = Accord.objects.public(moment.now).prefetch_related("participations")
    accord = accords.with_standing(moment).filter(slug=slug).first()
    if accord is None:
        raise Http404
    known = list(_acts(accord, moment))
    acts = _answering([act for act in known if _is_done(act, moment)])
    spans = [span for span in knowledge.spans(accord, known) if span.begins <= moment.day]
    rows = party_rows(accord, acts, spans, moment.day)
    acts_shown = leaf(acts, request.GET, "acts", size=25)
    cited = [cite.source for act in acts_shown.items for cite in act.shown_citations]
    sources = {source.pk: source for source in cited}
    return render(
        request,
        "diplomacy/accord_detail.html",
        {
            "moment": moment,
            "accord": accord,
            "acts": acts,
            "acts_shown": acts_shown,
            "rows": leaf(rows, request.GET, "parties", size=40),
            "letters": letters(rows),
            "signature_binds": knowledge.rule(accord).signature_binds,
            "timeline": timeline(accord, acts, spans, moment.day),
            "lags": lags(accord, acts),
            "qualifications": leaf(qualifications(acts), request.GET, "reservations", size=8),
            "entry": knowledge.entry(accord, acts),
            "claims": claims(accord, acts),
            "replaced": _replaced(accord, moment),
            "sources": list(sources.values()),
        },
    )


def _is_done(act, moment):
    """Done, or else announced, by the moment's day; an act without any date is kept."""
    return act.seen is None or act.seen <= moment.day


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
    """The public acts, of any day, with who signed and what is cited for each."""
    citations = Citation.objects.open(moment.now).select_related("source")
    signatories = Signatory.objects.select_related("person", "office")
    return (
        Act.objects.public(moment.now)
        .filter(accord=accord)
        .annotate(seen=SEEN_ON)
        .select_related("actor")
        .in_order()
        .prefetch_related(
            Prefetch("signatories", signatories, to_attr="signed_by"),
            Prefetch("citations", citations, to_attr="shown_citations"),
        )
    )

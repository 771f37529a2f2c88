"""Accords: the list, and one with its parties, acts, sources and computed status."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import render

from diplomacy import knowledge, reference
from diplomacy.citing import cite
from diplomacy.claims import claims
from diplomacy.filters import AccordFilter
from diplomacy.keyset import paginate
from diplomacy.lags import lags
from diplomacy.leaf import leaf
from diplomacy.models import Accord, Act, NameVariant, Participation, Relation, Signatory
from diplomacy.models.act import SEEN_ON
from diplomacy.moment import as_known
from diplomacy.qualifying import qualifications
from diplomacy.table import letters, party_rows
from diplomacy.timeline import timeline


@as_known
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


@as_known
def accord_detail(request, moment, slug):
    """Seven queries, one more of a past knowledge, and those of the stories about it."""
    accord = find(slug, moment)
    parts = Participation.objects.with_publicity(moment.known)
    prefetch_related_objects([accord], Prefetch("participations", parts))
    found = list(_acts(accord, moment))
    known = [act for act in found if not act.is_replaced(moment.known)]
    acts = _answering([act for act in known if _is_done(act, moment)], found)
    spans = [span for span in knowledge.spans(accord, known) if span.begins <= moment.day]
    rows = party_rows(accord, acts, spans, moment.day)
    acts_shown = leaf(acts, request.GET, "acts", size=7)
    told = list(_relations(accord, moment))
    relations = [each for each in told if not each.is_replaced(moment.known)]
    sources, uncited = cite(accord, acts_shown.items, relations, moment)
    return render(
        request,
        "diplomacy/accord_detail.html",
        {
            "moment": moment,
            "accord": accord,
            "acts": acts,
            "acts_shown": acts_shown,
            "everybody": rows,
            "rows": leaf(rows, request.GET, "parties", size=20),
            "letters": letters(rows),
            "signature_binds": knowledge.rule(accord).signature_binds,
            "timeline": timeline(accord, acts, spans, moment.day),
            "lags": lags(accord, acts),
            "qualifications": leaf(qualifications(acts), request.GET, "reservations", size=4),
            "entry": knowledge.entry(accord, acts),
            "claims": claims(accord, acts),
            "relations": relations,
            "replaced": [act for act in found if act.is_replaced(moment.known)],
            "taken_back": [each for each in told if each.is_replaced(moment.known)],
            "uncited": uncited,
            "sources": sources,
            "reference": reference.of(request, accord, moment),
        },
    )


def find(slug, moment):
    """The accord of this address with its status, called and told as readers had it at the moment;
    raises Http404 if they had not."""
    public = Accord.objects.public(moment.known).with_standing(moment).with_terms(moment.known)
    accord = public.filter(slug=slug).first()
    if accord is None:
        raise Http404
    if moment.recalled:
        accord.recall(moment.known)
    if not accord.has_terms:
        accord.hide_terms()
    return accord


def _answering(acts, found):
    """Each of the acts with the one that it answers, or that has taken its place among those `found`, if
    readers may see it."""
    by_key = {act.pk: act for act in acts}
    heirs = {act.pk: act.replaced_by_id for act in found}
    for act in acts:
        key = act.answers_id
        while key in heirs and key not in by_key:
            key = heirs[key]
        act.answered = by_key.get(key)
    return acts


def _acts(accord, moment):
    """The acts that readers had, replaced or not, of any day, with who signed and what the actor was
    called before."""
    signatories = Signatory.objects.shown(moment.known).select_related("person", "office")
    return (
        Act.objects.entered(moment.known)
        .held(moment.known)
        .filter(accord=accord)
        .annotate(seen=SEEN_ON)
        .select_related("actor")
        .in_order()
        .prefetch_related(
            Prefetch("signatories", signatories, to_attr="signed_by"),
            Prefetch("actor__variants", NameVariant.objects.dated()),
        )
    )


def _relations(accord, moment):
    """Those that readers had, replaced or not, and that had begun by the moment's day."""
    had = Relation.objects.entered(moment.known).held(moment.known).of(accord)
    return had.until(moment.day).select_related("accord", "other")


def _is_done(act, moment):
    """Done, or else announced, by the moment's day; an act without any date is kept."""
    return act.seen is None or act.seen <= moment.day

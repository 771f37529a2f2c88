"""What is cited for each fact on the page of an accord, and how well the fact stands by it."""

from django.db.models import Q

from .evidence import weigh
from .models import Citation


def cite(accord, acts, relations, moment):
    """Gives each act, each of its signatories (`signed_by`), each relation, each participation and, for
    what its text provides, the accord `cited`, the citations that readers had at the moment, and
    `evidence`. Answers their sources, each once, and the citations that were taken back by then; one query.
    """
    facts = {}
    for act in acts:
        facts["act_id", act.pk] = act
        facts |= {("signatory_id", signatory.pk): signatory for signatory in act.signed_by}
    facts |= {("relation_id", relation.pk): relation for relation in relations}
    facts |= {
        ("participation_id", each.pk): each
        for each in accord.participations.all()
        if each.is_public
    }
    if accord.has_terms:
        facts["accord_id", accord.pk] = accord
    for fact in facts.values():
        fact.cited = []
    sources, taken_back = {}, []
    for citation in _citations(accord, moment):
        fact = facts.get(_of(citation))
        if citation.is_taken_back(moment.known):
            if citation.was_had and (fact or not citation.relation_id):
                taken_back.append(citation)
        elif fact:
            fact.cited.append(citation)
            sources.setdefault(citation.source_id, citation.source)
    for fact in facts.values():
        fact.evidence = weigh(fact.cited)
    return list(sources.values()), taken_back


def _citations(accord, moment):
    return (
        Citation.objects.had(moment.known)
        .filter(
            Q(act__accord=accord)
            | Q(signatory__act__accord=accord)
            | Q(participation__accord=accord)
            | Q(accord=accord)
            | Q(relation__accord=accord)
            | Q(relation__other=accord)
        )
        .select_related("source")
    )


def _of(citation):
    columns = ("act_id", "signatory_id", "relation_id", "participation_id", "accord_id")
    return next((each, pk) for each in columns if (pk := getattr(citation, each)))

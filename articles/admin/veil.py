"""What the record's desk must know of articles: who may see drafts, which are sources too, and what an
embargo holds back."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles import rights
from articles.models import Dispatch
from diplomacy.admin import veil
from diplomacy.models import Citation


def without_embargoed(facts):
    """Acts, or relations, that no article under embargo reports; what holds them otherwise is public by
    itself."""
    running = Dispatch.objects.filter(
        source=OuterRef("source_id"), embargo_until__gt=timezone.now(), embargo_broken_at=None
    )
    fact = {facts.model._meta.model_name: OuterRef("pk")}
    held = Citation.objects.standing().filter(Exists(running), **fact)
    return facts.filter(~Exists(held))


veil.hidings.append(rights.sources)
veil.withholdings.append(without_embargoed)

"""The register that readers see: rights of reply and demands to correct or take down, once shown."""

from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Demand, Edition
from diplomacy.keyset import paginate
from diplomacy.moment import at_a_moment


@at_a_moment
def demand_list(request, moment):
    """Two queries: the demands, the live stories that they are about."""
    shown = Demand.objects.published(moment).spoken_under(get_language())
    page = paginate(shown, request.GET.get("cursor", ""), key="published_at")
    stories = {
        story.dispatch_id: story
        for story in Edition.objects.live(moment.at)
        .filter(dispatch__in={demand.dispatch_id for demand in page.items})
        .select_related("address")
        .defer("body", "folded")
    }
    for demand in page.items:
        demand.story = stories.get(demand.dispatch_id)
    return render(request, "articles/demand_list.html", {"moment": moment, "page": page})

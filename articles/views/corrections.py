"""The ledger: every correction this paper has made."""

from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Edition
from diplomacy.keyset import paginate
from diplomacy.moment import at_a_moment


@at_a_moment
def correction_list(request, moment):
    noted = (
        Edition.objects.as_of(moment.at)
        .spoken_under(get_language())
        .noted()
        .with_before(moment.at)
        .select_related("section", "address")
        .defer("body", "folded")
    )
    page = paginate(noted, request.GET.get("cursor", ""), key="live_from")
    return render(request, "articles/correction_list.html", {"moment": moment, "page": page})

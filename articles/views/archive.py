"""What was first published in a year, a month or a day."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Edition
from articles.period import Period
from diplomacy.dates import day_of
from diplomacy.keyset import paginate
from diplomacy.moment import at_a_moment


@at_a_moment
def archive(request, moment, year, month=None, day=None):
    """Three queries: when the paper began, the stories, their pictures."""
    try:
        period = Period(year, month, day)
    except ValueError as error:
        raise Http404 from error
    live = Edition.objects.live(moment.at)
    oldest = live.order_by("first_live", "pk")  # in whatever language, as the index has it
    began = oldest.values_list("first_live", flat=True).first()
    known = (day_of(began) if began else moment.day, moment.day)
    stories = live.spoken_under(get_language()).filter(first_live__range=period.moments)
    return render(
        request,
        "articles/archive.html",
        {
            "moment": moment,
            "period": period,
            "parts": [part for part in period.parts if part.meets(*known)],
            "before": _known(period.before, known),
            "after": _known(period.after, known),
            "page": paginate(stories.for_cards(), request.GET.get("cursor", ""), key="first_live"),
        },
    )


def _known(period, known):
    return period if period and period.meets(*known) else None

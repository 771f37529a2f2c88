"""The front page, search, and the pages that say what went wrong."""

from django.core.exceptions import DisallowedHost
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Edition, FrontOrder
from diplomacy.api import problem
from diplomacy.keyset import BadCursor
from diplomacy.models import Accord
from diplomacy.moment import BadMoment, at_a_moment, at_present
from newsroom import front
from newsroom.search.finding import find
from newsroom.search.form import SearchForm
from newsroom.search.query import read
from newsroom.search.suggestions import suggest

ON_THE_FRONT = 24
ACCORDS = 5


@at_a_moment
def home(request, moment):
    """Five queries: the desk's order, the stories, their pictures, the newest accords, the urgent flash."""
    places = FrontOrder.objects.places(get_language(), moment.at)
    stories = list(
        Edition.objects.live(moment.at)
        .spoken_under(get_language())
        .for_cards()
        .newest_with(places, ON_THE_FRONT)
    )
    urgent = Edition.objects.urgent(moment.at).spoken_under(get_language()).first()
    accords = (
        Accord.objects.public(moment.now)
        .begun_by(moment)
        .with_standing(moment)
        .with_sort_day(moment)
        .order_by("-sort_day", "-pk")[:ACCORDS]
    )
    return render(
        request,
        "newsroom/home.html",
        {
            "moment": moment,
            "front": front.lay_out(
                [story for story in stories if story != urgent], moment.at, places
            ),
            "urgent": urgent,
            "accords": accords,
        },
    )


@at_present
def search(request, moment):
    """Three queries: the names asked for, the entries that answer, the stories; or else like names."""
    form = SearchForm(request.GET, moment)
    query = answers = None
    suggested = []
    if form.is_valid():
        conditions = form.form.cleaned_data
        query = read(conditions["q"])
        if query.wanted:
            answers = find(query, conditions, request.GET.get("cursor", ""), moment)
            if answers.is_empty and answers.is_first:
                suggested = suggest(conditions["q"], moment.now)
    response = render(
        request,
        "newsroom/search.html",
        {
            "moment": moment,
            "filter": form,
            "query": query,
            "page": answers,
            "suggested": suggested,
        },
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def not_found(request, exception):
    if problem.is_expected(request):
        return problem.problem(404)
    return render(request, "404.html", status=404)


def server_error(request):
    if problem.is_expected(request):
        return problem.problem(500)
    return render(request, "500.html", status=500)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def bad_request(request, exception):
    """The reason is shown only where it was written for readers; a false host gets no page of ours."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest(content_type="text/plain")
    reason = str(exception) if isinstance(exception, BadMoment | BadCursor) else ""
    return render(request, "400.html", {"reason": reason}, status=400)

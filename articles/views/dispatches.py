"""One story: as it is now, as it was, and what changed."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from articles.languages import prefix_of
from articles.models import (
    Address,
    Demand,
    Edition,
    EditionByline,
    EditionFigure,
    Subject,
    Withdrawal,
)
from articles.reading import chain, compose
from diplomacy.models import Phase
from diplomacy.moment import at_a_moment


@at_a_moment
def dispatch_detail(request, moment, year, month, slug):
    """Five queries: the editions, bylines, figures, subjects, further stories."""
    editions = read_editions(year, month, slug, moment)
    if not editions:
        return absent(request, moment, year, month, slug)
    edition = editions[0]
    if redirect := elsewhere(request, edition, edition.get_absolute_url()):
        return redirect
    return render(
        request,
        "articles/dispatch_detail.html",
        _story(edition, moment) | {"editions": editions, "notes": [e for e in editions if e.note]},
    )


@at_a_moment
def dispatch_versions(request, moment, year, month, slug):
    """Two queries: the editions, the demands about the story that are shown to readers."""
    editions = read_editions(year, month, slug, moment)
    if not editions:
        return absent(request, moment, year, month, slug)
    if redirect := elsewhere(request, editions[0], editions[0].get_versions_url()):
        return redirect
    return render(
        request,
        "articles/dispatch_versions.html",
        {
            "moment": moment,
            "edition": editions[0],
            "editions": editions,
            "demands": _demands(editions[0], moment),
        },
    )


@at_a_moment
def dispatch_version(request, moment, year, month, slug, number):
    """One numbered edition, live or superseded, at its own address for ever."""
    editions = read_editions(year, month, slug, moment, number)
    edition = next((each for each in editions if each.number == number), None)
    if edition is None:
        return absent(request, moment, year, month, slug, number)
    if redirect := elsewhere(request, edition, edition.get_version_url()):
        return redirect
    context = _story(edition, moment) | {
        "editions": editions,
        "live": editions[0],
        "is_version": True,
    }
    return render(request, "articles/dispatch_detail.html", context)


def read_editions(year, month, slug, moment, *numbers):
    """The readable editions of the dispatch that this address leads to, newest first.

    `numbers` are those whose words are wanted, instead of the newest. Each knows the one `before` it,
    and whether demands about the story are shown to readers.
    """
    demands = Demand.objects.published(moment).filter(dispatch=OuterRef("dispatch_id"))
    found = (
        Edition.objects.history(moment.at, *numbers)
        .annotate(has_demands=Exists(demands))
        .filter(dispatch__in=led_to(year, month, slug, moment))
        .select_related("section", "address")
    )
    return chain(list(found))


def led_to(year, month, slug, moment):
    """The dispatch that an address which readers may know leads to, as a subquery."""
    addresses = Address.objects.borne(moment.now).filter(year=year, month=month, slug=slug)
    return addresses.values("dispatch")


def _story(edition, moment):
    bylines = EditionByline.objects.filter(edition=edition).select_related("author")
    figures = list(EditionFigure.objects.filter(edition=edition).select_related("photo"))
    subjects = (
        Subject.objects.filter(edition=edition)
        .with_things()
        .annotate(force=Phase.objects.force_of("accord_id", moment))
    )
    return compose(edition, moment, bylines, figures, list(subjects))


def _demands(edition, moment):
    if not edition.has_demands:
        return []
    return Demand.objects.published(moment).filter(dispatch=edition.dispatch_id)


def elsewhere(request, edition, address):
    """A permanent redirect if this page has another address or language prefix than the one asked."""
    if prefix_of(edition.language) == get_language() and iri_to_uri(request.path) == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = "no-cache"  # a slug may be given back one day
    return response


def absent(request, moment, year, month, slug, number=1):
    """What stands where the story of this address is not: see `gone`."""
    return gone(request, moment, led_to(year, month, slug, moment), number)


def gone(request, moment, dispatches, number=1):
    """410 with its notice where the story was withdrawn, 404 where there is none."""
    withdrawal = (
        Withdrawal.objects.standing(moment.now)
        .filter(through_number__gte=number, dispatch__in=dispatches)
        .order_by("-through_number")
        .first()
    )
    if withdrawal is None:
        raise Http404
    context = {"notice": withdrawal.notice}
    response = render(request, "articles/withdrawn.html", context, status=410)
    response.headers["Cache-Control"] = "no-cache"  # it may be lifted, or a clean version follow
    return response

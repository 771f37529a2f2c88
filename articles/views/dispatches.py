"""One story: as it is now, as it was, and what changed."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language

from articles import credits
from articles.languages import prefix_of
from articles.models import Address, Edition, EditionByline, EditionFigure, Subject, Withdrawal
from articles.reading import further_stories, lay_out
from diplomacy.models import Phase
from diplomacy.moment import at_a_moment


@at_a_moment
def dispatch_detail(request, moment, year, month, slug):
    """Five queries: the editions, bylines, figures, subjects, further stories."""
    editions = _editions(year, month, slug, moment)
    if not editions:
        return _absent(request, moment, year, month, slug)
    edition = editions[0]
    if redirect := _elsewhere(request, edition, edition.get_absolute_url()):
        return redirect
    return render(
        request,
        "articles/dispatch_detail.html",
        _story(edition, moment) | {"editions": editions, "notes": [e for e in editions if e.note]},
    )


@at_a_moment
def dispatch_versions(request, moment, year, month, slug):
    editions = _editions(year, month, slug, moment)
    if not editions:
        return _absent(request, moment, year, month, slug)
    if redirect := _elsewhere(request, editions[0], editions[0].get_versions_url()):
        return redirect
    return render(
        request,
        "articles/dispatch_versions.html",
        {"moment": moment, "edition": editions[0], "editions": editions},
    )


@at_a_moment
def dispatch_version(request, moment, year, month, slug, number):
    """One numbered edition, live or superseded, at its own address for ever."""
    editions = _editions(year, month, slug, moment, number)
    edition = next((each for each in editions if each.number == number), None)
    if edition is None:
        return _absent(request, moment, year, month, slug, number)
    if redirect := _elsewhere(request, edition, edition.get_version_url()):
        return redirect
    context = _story(edition, moment) | {
        "editions": editions,
        "live": editions[0],
        "is_version": True,
    }
    return render(request, "articles/dispatch_detail.html", context)


def _editions(year, month, slug, moment, number=None):
    """The readable editions of the dispatch that this address leads to, newest first."""
    return list(
        Edition.objects.history(moment.at, number)
        .filter(dispatch__in=_led_to(year, month, slug, moment))
        .select_related("section", "address")
    )


def _led_to(year, month, slug, moment):
    """The dispatch that an address which readers may know leads to, as a subquery."""
    addresses = Address.objects.borne(moment.now).filter(year=year, month=month, slug=slug)
    return addresses.values("dispatch")


def _story(edition, moment):
    figures = list(EditionFigure.objects.filter(edition=edition).select_related("photo"))
    subjects = list(
        Subject.objects.filter(edition=edition)
        .with_things()
        .annotate(force=Phase.objects.force_of("accord_id", moment))
    )
    related = further_stories(edition, subjects, moment)
    return {
        "moment": moment,
        "edition": edition,
        "credits": credits.printed(
            EditionByline.objects.filter(edition=edition).select_related("author")
        ),
        "layout": lay_out(edition.words, figures),
        "accords": [subject for subject in subjects if subject.accord_id],
        "actors": [subject.actor for subject in subjects if subject.actor_id],
        "people": [subject.person for subject in subjects if subject.person_id],
        "topics": [subject.topic for subject in subjects if subject.topic_id],
        "translations": [story for story in related if story.is_translation],
        "further": [story for story in related if not story.is_translation],
    }


def _elsewhere(request, edition, address):
    """A permanent redirect if this page has another address or language prefix than the one asked."""
    if prefix_of(edition.language) == get_language() and iri_to_uri(request.path) == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response.headers["Cache-Control"] = "no-cache"  # a slug may be given back one day
    return response


def _absent(request, moment, year, month, slug, number=1):
    """410 with its notice where the story was withdrawn, 404 where there is none."""
    withdrawal = (
        Withdrawal.objects.standing(moment.now)
        .filter(
            through_number__gte=number,
            dispatch__in=_led_to(year, month, slug, moment),
        )
        .order_by("-through_number")
        .first()
    )
    if withdrawal is None:
        raise Http404
    context = {"notice": withdrawal.notice}
    response = render(request, "articles/withdrawn.html", context, status=410)
    response.headers["Cache-Control"] = "no-cache"  # it may be lifted, or a clean version follow
    return response

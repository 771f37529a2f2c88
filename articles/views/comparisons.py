"""Two versions of one story, word by word."""

from django.http import HttpResponseRedirect
from django.shortcuts import render

from articles import changes
from articles.models import EditionByline, EditionFigure
from diplomacy.moment import at_a_moment
from diplomacy.templatetags.record import as_of

from .dispatches import absent, elsewhere, read_editions


@at_a_moment
def dispatch_comparison(request, moment, year, month, slug, older, newer):
    """Three queries: the editions, the bylines of both, the figures of both. The older comes first."""
    editions = read_editions(year, month, slug, moment, older, newer)
    found = {edition.number: edition for edition in editions}
    for number in (older, newer):
        if number not in found:
            return absent(request, moment, year, month, slug, number)
    old, new = found[older], found[newer]
    if older >= newer:
        right = old.get_version_url() if older == newer else old.get_comparison_url(newer)
        return HttpResponseRedirect(as_of(right, moment))
    if redirect := elsewhere(request, new, new.get_comparison_url(older)):
        return redirect
    _give_parts(old, new)
    context = {
        "moment": moment,
        "edition": new,
        "older": old,
        "pair": [old, new],
        "live": editions[0],
        "parts": changes.between(old, new),
    }
    return render(request, "articles/dispatch_comparison.html", context)


def _give_parts(*editions):
    """Their bylines and figures, as `changes.between` asks for them."""
    bylines = EditionByline.objects.filter(edition__in=editions).select_related("author")
    figures = EditionFigure.objects.filter(edition__in=editions)
    bylines, figures = list(bylines), list(figures)
    for edition in editions:
        edition.signatures = [row for row in bylines if row.edition_id == edition.pk]
        edition.pictures = [row for row in figures if row.edition_id == edition.pk]

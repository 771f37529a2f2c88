"""A lien de relecture, opened by somebody without account. Not a public page: a door of the desk."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import ShareLink, ShareOpening

from .preview import hidden, render_page, render_picture

# The first that stands in what a browser says of itself; most name others too.
BROWSERS = {
    "WhatsApp": "WhatsApp",
    "Telegram": "Telegram",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Opera": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}


@require_safe
def relecture(request, token):
    """The dispatch; each load is noted, with the browser's family and nothing else of the reader."""
    link = _open(token)
    if link is None:
        return _closed(request, token)
    if request.method == "GET":
        ShareOpening.objects.note(link, browser_family(request.headers.get("User-Agent", "")))
    return render_page(
        request,
        link.dispatch,
        link.revision,
        lambda *picture: reverse("relecture_picture", args=[token, *picture]),
        link=link,
    )


@require_safe
def relecture_picture(request, token, digest, recipe, width, extension):
    link = _open(token)
    if link is None:
        raise Http404
    return render_picture(link.dispatch, link.revision, digest, recipe, width, extension)


def browser_family(words):
    return next((name for mark, name in BROWSERS.items() if mark in words), "")


def _open(token):
    links = ShareLink.objects.open(timezone.now()).select_related("dispatch", "revision")
    try:
        return links.by_token(token)
    except ShareLink.DoesNotExist:
        return None


def _closed(request, token):
    """410 for a link that has ended, 404 for one that nobody here made."""
    ShareOpening.objects.erase_ended()
    try:
        ShareLink.objects.by_token(token)
        status = 410
    except ShareLink.DoesNotExist:
        status = 404
    request.resolver_match = None  # the page has no other language, and shows no address of its own
    context = {"status": status, "has_ended": status == 410}
    return hidden(render(request, "articles/relecture_closed.html", context, status=status))

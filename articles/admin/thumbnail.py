"""Small pictures for the desk alone: behind the sign-in, never at a public address."""

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from articles import pictures
from articles.models import Photo

WIDTH = 208
DAY = 86_400


def address(photo_id):
    return reverse("admin:articles_photo_thumbnail", args=[photo_id])


def thumbnail(photo):
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy" width="{}" height="{}">',
        address(photo.pk),
        photo.alt or photo.title,
        WIDTH,
        round(WIDTH * photo.height / photo.width),
    )


def on_sight(photo):
    """In a list of many: asked for once it is seen, for browsers fetch far below what they show.

    Without script it is there at once.
    """
    return format_html(
        '<img class="thumbnail" data-src="{}" alt="{}" width="{}" height="{}"><noscript>{}</noscript>',
        address(photo.pk),
        photo.alt or photo.title,
        WIDTH,
        round(WIDTH * photo.height / photo.width),
        thumbnail(photo),
    )


def serve(request, photo_id, may_view):
    """The photo, small. Browsers may keep it; nobody between may."""
    if not may_view(request):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=photo_id)
    return HttpResponse(
        _small(photo),
        content_type="image/webp",
        headers={"Cache-Control": f"private, max-age={DAY}", "X-Robots-Tag": "noindex"},
    )


def _small(photo):
    key = f"desk-thumbnail-{WIDTH}-{photo.digest}"
    if (found := cache.get(key)) is None:
        try:
            found = pictures.render(photo.original, min(WIDTH, photo.width), "webp")
        except OSError as error:  # the file is lost, or damaged since it was checked
            raise Http404 from error
        cache.set(key, found, DAY)
    return found

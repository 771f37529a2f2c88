"""Small pictures for the desk alone: behind the sign-in, never at a public address."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Photo
from articles.pictures.proofs import open_proof

# Of a thumbnail, and of the picture on its own page.
WIDTH, LARGE = 160, 1080
DAY = 86_400


def address(photo_id):
    return reverse("admin:articles_photo_thumbnail", args=[photo_id])


def thumbnail(photo):
    """It carries the point that crops keep, for the page that chooses another one."""
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy" width="{}" height="{}"'
        ' data-focal="{} {}">',
        address(photo.pk),
        photo.alt or photo.title,
        WIDTH,
        round(WIDTH * photo.height / photo.width),
        photo.focal_x,
        photo.focal_y,
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


def serve(request, photo_id, may_view, width=WIDTH):
    """The photo, so wide at most. Browsers may keep it; nobody between may."""
    if not may_view(request):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=photo_id)
    try:
        picture = open_proof(photo, min(width, photo.width))
    except OSError as error:  # the file is lost, or damaged since it was checked
        raise Http404 from error
    return FileResponse(
        picture,
        content_type="image/webp",
        headers={"Cache-Control": f"private, max-age={DAY}", "X-Robots-Tag": "noindex"},
    )

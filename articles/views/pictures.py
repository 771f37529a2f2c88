"""The gate of the pictures: renditions of photos that a readable edition shows, and of no other."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Photo
from articles.pictures import FORMATS, make_rendition, widths_for

A_DAY = 60 * 60 * 24


@require_safe
def rendition(request, digest, width, extension):
    """One query; the file is made when first asked for. 410 once no readable edition shows it."""
    if extension not in FORMATS or not digest.isalnum():
        raise Http404
    now = timezone.now()
    photo = get_object_or_404(Photo, digest=digest)
    if width not in widths_for(photo):
        raise Http404
    if not Photo.objects.readable(now).filter(pk=photo.pk).exists():
        if photo.was_ever_readable(now):
            return HttpResponse(status=410)
        raise Http404
    try:
        response = FileResponse(default_storage.open(make_rendition(photo, width, extension)))
    except FileNotFoundError as error:
        raise Http404("The original is missing.") from error
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response

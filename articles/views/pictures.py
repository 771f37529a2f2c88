"""The gate of the pictures: renditions of photos that a readable edition shows, and of no other."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Photo, Withdrawal
from articles.pictures import FORMATS, make_rendition, widths_for

A_WEEK = 60 * 60 * 24 * 7


@require_safe
def rendition(request, digest, width, extension):
    """Two queries, a third where it refuses; the file is made when first asked for.

    410 with the notice once no readable edition shows it. Kept by the reader's own browser alone:
    what lies in shared caches could not be called back by a withdrawal.
    """
    if extension not in FORMATS or not digest.isalnum():
        raise Http404
    now = timezone.now()
    photo = get_object_or_404(Photo, digest=digest)
    if width not in widths_for(photo):
        raise Http404
    if not Photo.objects.readable(now).filter(pk=photo.pk).exists():
        return _refused(photo, now)
    try:
        response = FileResponse(default_storage.open(make_rendition(photo, width, extension)))
    except FileNotFoundError as error:
        raise Http404("The original is missing.") from error
    response.headers["Cache-Control"] = f"private, max-age={A_WEEK}, immutable"
    return response


def _refused(photo, now):
    withdrawal = Withdrawal.objects.standing(now).filter(
        dispatch__editions__figures__photo=photo, dispatch__editions__live_from__lte=now
    )
    if notice := withdrawal.values_list("notice", flat=True).first():
        gone = HttpResponse(notice, status=410, content_type="text/plain; charset=utf-8")
        gone.headers["Cache-Control"] = "no-cache"
        return gone
    raise Http404

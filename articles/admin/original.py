"""The file as it was sent: for staff with the right, as a download, and each opening is noted."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles.models import Photo

RIGHT = "articles.view_original_photo"
# No browser shows it in our name, whatever the file claims to be.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}


def serve(request, photo_id):
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=photo_id)
    try:
        opened = photo.original.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    LogEntry.objects.log_actions(
        request.user.pk, [photo], CHANGE, _("Opened the original file."), single_object=True
    )
    name = f"{photo.digest}.{photo.original.name.rpartition('.')[2]}"
    return FileResponse(
        opened,
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
        headers=HEADERS,
    )

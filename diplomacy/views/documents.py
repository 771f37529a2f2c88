"""The files of documents that the desk offers to readers."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from diplomacy import documents
from diplomacy.models import Source
from diplomacy.spelling import make_slug


@require_safe
def source_file(request, uid):
    """One query. Only while the source is public and the desk allows it: never kept by caches."""
    readable = Source.objects.with_readable_file(timezone.now())
    return send(get_object_or_404(readable, uid=uid))


def send(source):
    """The file of a source as a download under its title; raises Http404 if it is missing."""
    media_type = documents.media_type(source.file.name)
    if media_type is None:
        raise Http404
    try:
        opened = source.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file is missing.") from error
    return FileResponse(
        opened,
        as_attachment=True,
        filename=f"{make_slug(source.title)[:80]}.{source.file.name.rpartition('.')[2]}",
        content_type=media_type,
        headers=documents.HEADERS,
    )

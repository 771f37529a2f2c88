"""The gate of the pictures that stories are shared with: that of the live edition, and no other."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from articles.pictures import cards
from diplomacy.moment import current

from .dispatches import absent, elsewhere, read_editions
from .pictures import FOR_EVER, keeping


@require_safe
def card(request, year, month, slug, mark):
    """Two queries, two more where it makes the file; an earlier card leads to that of today."""
    moment = current()
    editions = read_editions(year, month, slug, moment)
    if not editions:
        return absent(request, moment, year, month, slug)
    found = cards.of_edition(editions[0])
    if redirect := elsewhere(request, found.edition, found.address):
        return redirect
    try:
        file = cards.open_card(found)
    except FileNotFoundError as error:
        raise Http404("The original is missing.") from error
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Cache-Control"] = (
        keeping(found.photo, moment.now) if found.photo else FOR_EVER
    )
    return response

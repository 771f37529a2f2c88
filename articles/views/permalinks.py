"""The short address of a story, to be said aloud or typed from paper: it leads on, for ever."""

from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_safe

from articles.models import Address, Edition
from diplomacy.moment import current

from .dispatches import gone

LAST_KEY = 2**63 - 1


@require_safe
def permalink(request, number):
    """One query, another where readers have no story: 410 with its notice, or 404."""
    if number > LAST_KEY:
        raise Http404
    moment = current()
    edition = Edition.objects.live(moment.now).filter(dispatch=number).select_related("address")
    edition = edition.defer("body", "folded").first()
    if edition is None:
        known = Address.objects.borne(moment.now).filter(dispatch=number).values("dispatch")
        return gone(request, moment, known)
    response = HttpResponseRedirect(edition.get_absolute_url())
    response.headers["Cache-Control"] = "no-cache"  # the story may get another address
    return response

"""Where readers find an article, for the desk's list."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from articles.models import Address, Edition

from .state import public_link

ADDRESS = ("year", "month", "slug")


def with_public_address(dispatches, now):
    """Annotates what `public_page` reads: no further query, no join."""
    parts = {name: f"address__{name}" for name in ADDRESS}
    live = Edition.objects.live(now).filter(dispatch=OuterRef("pk"))
    found = live.values(found=JSONObject(language="language", **parts))
    return dispatches.annotate(public_address=Subquery(found[:1]))


def public_page(dispatch, words):
    """A link, or a dash while readers have nothing."""
    if (found := dispatch.public_address) is None:
        return "—"
    address = Address(**{name: found[name] for name in ADDRESS})
    return public_link(Edition(language=found["language"], address=address), words)

"""Photos of live pages whose rights end soon, told to those who can do something about it."""

from contextlib import suppress

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles import notices
from articles.models import Edition, EditionFigure, Notice, Photo
from articles.pictures.clearance import SOON
from diplomacy.dates import day_of

from .planning import Short
from .waiting import SHOWN

LOOKS_EVERY = 3600  # seconds


def soon(user, now):
    """The soonest first: one query. None for who does not keep the library."""
    if not user.has_perm("articles.change_photo"):
        return None
    today = day_of(now)
    live = Edition.objects.live(now).filter(pk=OuterRef("edition_id"))
    uses = EditionFigure.objects.filter(Exists(live), photo=OuterRef("pk"))
    ending = Photo.objects.filter(Exists(uses), rights_until__range=(today, today + SOON))
    photos = list(ending.order_by("rights_until", "pk")[: SHOWN + 1])
    url = f"{reverse('admin:articles_photo_changelist')}?rights=ending&used=yes"
    return Short(photos[:SHOWN], len(photos) > SHOWN, url)


def tell(now):
    """Send the photo desk a notice of each live page that loses a photo soon: once for each photo, page
    and last day. No clock runs here: whoever opens the desk first in an hour sets it going, and asks one
    query more.
    """
    if not cache.add("rights-told", True, LOOKS_EVERY):
        return
    today = day_of(now)
    live = Edition.objects.live(now).filter(pk=OuterRef("edition_id"))
    told = Notice.objects.filter(
        photo=OuterRef("photo"),
        dispatch=OuterRef("edition__dispatch"),
        ends_on=OuterRef("photo__rights_until"),
    )
    untold = EditionFigure.objects.filter(
        Exists(live), ~Exists(told), photo__rights_until__range=(today, today + SOON)
    ).select_related("photo", "edition__dispatch")
    with suppress(IntegrityError), transaction.atomic():  # another page tells them at this moment
        for dispatch, photo in {(each.edition.dispatch, each.photo) for each in untold}:
            notices.tell_photo_desk(dispatch, photo)

"""Photos of live pages whose rights end soon, told to those who can do something about it."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.models import Edition, EditionFigure, Photo
from articles.pictures.clearance import SOON
from diplomacy.dates import day_of

from .planning import Short
from .waiting import SHOWN


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

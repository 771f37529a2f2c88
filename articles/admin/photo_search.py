"""Photos for the editor of the text, which places them by a part of their name."""

from articles.models import Photo
from diplomacy.admin.boxes import is_key
from diplomacy.spelling import fold

from .thumbnail import address

SHOWN = 12


def results(asked):
    """The newest photos that hold every word of `q`, or those whose numbers stand in `ids`."""
    photos = Photo.objects.order_by("-added_at", "-pk")
    if "ids" in asked:
        photos = photos.filter(pk__in=filter(is_key, asked["ids"].split(",")))
    for word in fold(asked.get("q", "")).split():
        photos = photos.filter(search_key__contains=word)
    return [_as_result(photo) for photo in photos[:SHOWN]]


def _as_result(photo):
    return {
        "id": photo.pk,
        "text": photo.title,
        "caption": photo.caption,
        "alt": photo.alt,
        "credit": photo.credit,
        "thumbnail": address(photo.pk),
    }

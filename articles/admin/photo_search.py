"""Photos for the editor of the text, which places them by a part of their name."""

from articles import captions
from articles.models import Photo
from diplomacy.admin.boxes import is_key

from . import terms
from .thumbnail import address

SHOWN = 12


def results(asked):
    """The newest photos that hold every word of `q`, or those whose numbers stand in `ids`."""
    photos = Photo.objects.order_by("-added_at", "-pk")
    if "ids" in asked:
        photos = photos.filter(pk__in=filter(is_key, asked["ids"].split(",")))
    found = photos.containing(asked.get("q", "")).select_related("agency")
    found = found.prefetch_related("depicted__person")
    return [_as_result(photo) for photo in found[:SHOWN]]


def _as_result(photo):
    return {
        "id": photo.pk,
        "text": photo.title,
        **captions.proposed(photo),
        "credit": photo.credit,
        "terms": terms.told(photo),
        "thumbnail": address(photo.pk),
        "focal": f"{photo.focal_x} {photo.focal_y}",
    }

"""Photos as every screen should get them."""

from django import template
from django.urls import reverse

from articles.pictures import widths_for

register = template.Library()
FALLBACK = 720


@register.inclusion_tag("articles/_picture.html", takes_context=True)
def picture(context, photo, alt, sizes="100vw", most=1600, eager=False):
    """`photo` at the widths made of it, none wider than `most`; `sizes` says how wide it is shown.

    An `eager` picture is fetched first; any other when the reader comes near it. The context may name
    another gate for pictures that are not public: `picture_address`.
    """
    address = context.get("picture_address", _address)
    narrow = [width for width in widths_for(photo) if width <= most]
    widths = narrow or widths_for(photo)[:1]
    return {
        "photo": photo,
        "alt": alt,
        "sizes": sizes,
        "eager": eager,
        "webp": _candidates(address, photo, widths, "webp"),
        "jpg": _candidates(address, photo, widths, "jpg"),
        "src": address(photo, min(widths, key=lambda width: abs(width - FALLBACK)), "jpg"),
    }


def _candidates(address, photo, widths, extension):
    return ", ".join(f"{address(photo, width, extension)} {width}w" for width in widths)


def _address(photo, width, extension):
    return reverse("rendition", args=[photo.digest, width, extension])

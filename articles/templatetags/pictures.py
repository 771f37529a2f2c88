"""Photos as every screen should get them, and as machines read of them."""

import re
from pathlib import Path

from django import template
from django.core.files.storage import default_storage
from django.urls import reverse

from articles import light
from articles.pictures import renditions, shapes
from diplomacy.linked_data import script

register = template.Library()
FALLBACK = 720
COLOUR = re.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
SHADES = 5  # of each of red, green and blue, above none


@register.inclusion_tag("articles/_picture.html", takes_context=True)
def picture(context, figure, sizes="100vw", most=1600, eager=False, card=False):
    """The photo of `figure`, cropped, at the widths made of it, none wider than `most`; `sizes` says how
    wide it is shown.

    An `eager` picture is fetched first; any other when the reader comes near it. Light pages have a link
    instead, cards nothing.
    """
    photo = figure.photo
    crop = shapes.of_card(figure) if card else shapes.of_figure(figure)
    full = renditions.widths_for(photo, crop)
    widths = [width for width in full if width <= most] or full[:1]
    usual = min(widths, key=lambda width: abs(width - FALLBACK))
    named = _addresses(context, photo, crop)
    width, height = crop.size(photo.width, photo.height)
    return {
        "alt": figure.alt,
        "card": card,
        "eager": eager,
        "light": _is_light(context),
        "shade": _shade(photo.colour),
        "sizes": sizes,
        "sources": [
            (renditions.media_type(kind), ", ".join(f"{named(w, kind)} {w}w" for w in widths))
            for kind in renditions.FORMATS
        ],
        "src": named(usual, "jpg"),
        "weight": 0 if card else _weight(photo, usual, crop),
        "width": width,
        "height": height,
    }


@register.inclusion_tag("articles/_light_link.html", takes_context=True)
def light_link(context):
    """The way to this page without pictures, or back to them."""
    request = context["request"]
    return {"light": light.is_light(request), "address": light.other_view(request)}


@register.simple_tag(takes_context=True)
def image_objects(context, layout, origin):
    """The photos of a story as schema.org has them; nothing on light pages and in previews."""
    figures = [layout.lead, *(part.figure for part in layout.parts), *layout.rest]
    found = [
        _image_object(context, figure, origin)
        for figure in figures
        if figure and figure.photo and figure.photo.is_granted(context["moment"].now)
    ]
    if not found or "picture_address" in context or _is_light(context):
        return ""
    return script({"@context": "https://schema.org", "@graph": found})


def _image_object(context, figure, origin):
    """What is not known is left out."""
    photo, crop = figure.photo, shapes.of_figure(figure)
    widest = renditions.widths_for(photo, crop)[-1]
    told = {
        "@type": "ImageObject",
        "contentUrl": f"{origin}{_addresses(context, photo, crop)(widest, 'jpg')}",
        "caption": figure.caption,
        "creator": photo.photographer and {"@type": "Person", "name": photo.photographer},
        "creditText": figure.credit,
        "copyrightNotice": photo.copyright_notice,
    }
    return {name: value for name, value in told.items() if value}


def _addresses(context, photo, crop):
    """Tells the address of each width and format; only one is looked up. The context may name another
    gate, for pictures that are not public: `picture_address`."""
    find = context.get("picture_address") or (lambda *picture: reverse("rendition", args=picture))
    pattern = find(photo.digest, renditions.recipe(photo, crop), 0, "x")
    return lambda width, extension: pattern.replace("-0.x", f"-{width}.{extension}")


def _is_light(context):
    """Of the request, which templates without a context of their own have too."""
    request = getattr(context, "request", None) or context.get("request")
    return request is not None and light.is_light(request)


def _shade(colour):
    """The classes that paint the place of a picture, until it comes, in nearly its own colour."""
    found = COLOUR.fullmatch(colour)
    levels = [round(int(part, 16) * SHADES / 255) for part in found.groups()] if found else []
    return " ".join(f"{name}{level}" for name, level in zip("rgb", levels, strict=False))


def _weight(photo, width, crop):
    """In bytes, where the file is made and lies on this machine; else 0."""
    try:
        path = default_storage.path(renditions.rendition_name(photo, width, "jpg", crop))
        return Path(path).stat().st_size
    except (NotImplementedError, OSError):
        return 0

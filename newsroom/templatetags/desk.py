"""Scripts of the desk under its policy: each carries the nonce of its page, on every Django."""

from django import template
from js_asset import Media

register = template.Library()


@register.simple_tag(takes_context=True)
def nonced(context, media):
    """The stylesheets, the import map and the scripts of `media`, with the nonce."""
    return Media.from_media(media, nonce=str(context["request"].csp_nonce))

"""Scripts of the desk under its policy: each carries the nonce of its page, on every Django."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from js_asset import Media

from newsroom import bundles

register = template.Library()


@register.simple_tag(takes_context=True)
def nonced(context, media):
    """The stylesheets and scripts of `media` that are in no bundle, with the nonce."""
    return Media.from_media(bundles.beside(media), nonce=str(context["request"].csp_nonce))


@register.simple_tag
def desk_styles():
    return static(bundles.STYLES)


@register.simple_tag(takes_context=True)
def desk_scripts(context):
    return format_html(
        '<script src="{}" nonce="{}" defer></script>',
        static(bundles.SCRIPTS),
        context["request"].csp_nonce,
    )

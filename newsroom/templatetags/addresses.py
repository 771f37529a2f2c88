"""Where a page is found in the other languages of the interface."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, get_language_info

from articles.views.feeds import origin as origin_of

register = template.Library()
# A story's pages stand under its own language only.
OF_ONE_LANGUAGE = {
    "articles:dispatch_detail",
    "articles:dispatch_versions",
    "articles:dispatch_version",
    "articles:dispatch_comparison",
    "articles:card",
    "articles:ninjs",
}


class Elsewhere(NamedTuple):
    """`same` is whether `url` holds this very page, or only the way into that language."""

    code: str
    name: str
    url: str
    same: bool


@register.simple_tag(takes_context=True)
def other_languages(context):
    """Each other interface language, with where this page, its translation or its front page is."""
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return [_elsewhere(context, code) for code in others]


@register.simple_tag(takes_context=True)
def origin(context):
    """Scheme and host, for addresses that leave the site; "" where there is no request."""
    request = context.get("request")
    return origin_of(request) if request else ""


@register.simple_tag(takes_context=True)
def alternates(context):
    """[(language, address)] of this very page in every language that it is in, itself included; nothing on
    earlier versions of a story, and where there is but one language."""
    request = context["request"]
    if context.get("is_version"):
        return []
    if request.resolver_match and request.resolver_match.view_name in OF_ONE_LANGUAGE:
        stories = [context["edition"], *context.get("translations", ())]
        found = [(story.language, story.get_absolute_url()) for story in stories]
    else:
        pages = [page for page in other_languages(context) if page.same]
        found = [
            (get_language(), iri_to_uri(request.path)),
            *((each.code, each.url) for each in pages),
        ]
    return found if len(found) > 1 else []


@register.simple_block_tag(takes_context=True)
def told(context, content, name):
    """What stands inside, as it is; kept under `name` for what says it again further down."""
    context[name] = content
    return content


def _elsewhere(context, code):
    name = get_language_info(code)["name_local"]
    match = getattr(context.get("request"), "resolver_match", None)
    if match and match.view_name in OF_ONE_LANGUAGE:
        stories = context.get("translations", ())
        url = next((story.get_absolute_url() for story in stories if story.language == code), "")
    else:
        url = translate_url(context["request"].path, code) if match else ""
    if url:
        return Elsewhere(code, name, url, True)
    with translation.override(code):
        return Elsewhere(code, name, reverse("home"), False)

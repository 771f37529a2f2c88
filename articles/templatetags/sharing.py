"""What messengers and other sites show of a story that somebody shares."""

from django import template
from django.conf import settings

from articles import messengers
from articles.pictures import cards

register = template.Library()


@register.inclusion_tag("articles/_sharing.html", takes_context=True)
def sharing(context):
    """Nothing in previews, which have their own gate for pictures: they are not to be shared."""
    if "picture_address" in context:
        return {}
    edition = context["edition"]
    return {
        "edition": edition,
        "paper": settings.NEWSROOM_NAME,
        "topics": context["topics"],
        "origin": context["origin"],
        "card": cards.of_page(edition, context["layout"], context["moment"].now),
        "width": cards.WIDTH,
        "height": cards.HEIGHT,
    }


@register.inclusion_tag("articles/_share_links.html", takes_context=True)
def share_links(context):
    """Ways to send the story on: plain links, so that nobody is asked before the reader taps one. Nothing
    in previews and on earlier versions."""
    edition = context["edition"]
    if "picture_address" in context or context.get("is_version"):
        return {}
    address = f"{context['origin']}{edition.get_permalink()}"
    return {"edition": edition, "address": address, "links": messengers.links(edition, address)}

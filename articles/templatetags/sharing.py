"""What messengers and other sites show of a story that somebody shares."""

from django import template

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
        "origin": context["origin"],
        "card": cards.of_page(edition, context["layout"], context["moment"].now),
        "width": cards.WIDTH,
        "height": cards.HEIGHT,
    }

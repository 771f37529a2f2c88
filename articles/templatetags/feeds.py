"""Where pages say that they can be followed."""

from django import template

from articles.feeds.feed import address_of, title_of

register = template.Library()


@register.inclusion_tag("articles/_feed_links.html", takes_context=True)
def feed_links(context):
    """The feeds of what the page is about, or else of the paper, for software that looks for them."""
    names = ("section", "topic", "author", "accord", "actor", "person")
    thing = next((context[name] for name in names if name in context), None)
    return {
        "atom": address_of("atom.xml", thing),
        "rss": address_of("rss.xml", thing),
        "json": address_of("feed.json", thing),
        "title": title_of(thing),
    }


@register.simple_tag
def feed_address(thing=None):
    """Where readers follow a thing, or the paper."""
    return address_of("rss.xml", thing)

"""What the page of search shows of its answers."""

from django import template
from django.utils.html import format_html, format_html_join

from newsroom.search import snippets

register = template.Library()


@register.filter
def marked(text, shown):
    """`text` with the words that answer marked; `shown` is (language of the text, wanted stems)."""
    language, wanted = shown
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text,)
            for piece in snippets.pieces(text, language, wanted)
        ),
    )


@register.filter
def passage(story, query):
    return snippets.passage(story, query.stems)


@register.filter
def answering(story, query):
    """What `marked` needs of a story."""
    return story.language, query.stems

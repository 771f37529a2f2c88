"""Under a picture: its caption, with the people it names, and what stands there without the picture."""

import re

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.pictures import clearance
from diplomacy.templatetags.record import as_of

register = template.Library()


@register.filter
def absence(photo):
    """What readers find in the place of a photo that they may not see now; "" for one that they may."""
    return clearance.absence(photo, timezone.now())


@register.simple_tag(takes_context=True)
def caption(context, figure):
    """The caption of a figure; people of the story whom it names lead to their pages."""
    people = {
        name: person
        for person in context.get("people") or ()
        for name in (person.name, person.name_en)
        if name
    }
    pieces = _around(people, figure.caption)
    return format_html_join(
        "", "{}", ((_linked(piece, people.get(piece), context),) for piece in pieces)
    )


def _around(names, words):
    """The words cut before and after each of the names in them."""
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.split(rf"(?<!\w)({longest_first})(?!\w)", words) if names else [words]


def _linked(words, person, context):
    if person is None:
        return words
    page = as_of(person.get_absolute_url(), context.get("moment"))
    return format_html('<a href="{}">{}</a>', page, words)

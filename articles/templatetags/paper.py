"""What every page says of the paper that it belongs to."""

from django import template
from django.conf import settings

from articles import paper
from diplomacy.linked_data import script

register = template.Library()


@register.inclusion_tag("articles/_paper_links.html", takes_context=True)
def paper_links(context):
    """The paper’s own pages, and on what terms its record may be used again; no query."""
    name, address = settings.RECORD_LICENCE
    return {
        "here": getattr(context.get("request"), "path", ""),
        "links": [(paper.address_of(kind), kind.label) for kind in paper.ADDRESSES],
        "terms": paper.address_of(paper.Kind.LEGAL),
        "licence": name,
        "licence_url": address,
    }


@register.simple_tag(takes_context=True)
def organisation(context):
    """Nothing on pages that machines are not to keep: of a past day, filtered."""
    if context["request"].GET:
        return ""
    return script({"@context": "https://schema.org"} | paper.organisation(context["origin"]))

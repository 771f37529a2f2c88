"""The way from the front page to a page: for readers, and as BreadcrumbList of schema.org."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from diplomacy.linked_data import script
from diplomacy.templatetags.record import as_of

register = template.Library()


@register.inclusion_tag("newsroom/_trail.html", takes_context=True)
def trail(context, *way):
    """`way` is name, address, name, address …, and last the name of this page, which readers find in its
    title; a step without a name is left out."""
    return _trail(context, list(zip(way[:-1:2], way[1::2], strict=True)), way[-1])


@register.inclusion_tag("newsroom/_trail.html", takes_context=True)
def archive_trail(context, period):
    around = [(each.short, each.address) for each in period.around]
    return _trail(
        context, [(_("Articles"), reverse("articles:dispatch_list")), *around], period.name
    )


def _trail(context, steps, here):
    moment = context.get("moment")
    named = [(str(name), address) for name, address in steps if name]
    steps = [(_("Home"), reverse("home")), *named]
    return {
        "steps": [(name, as_of(address, moment)) for name, address in steps],
        "data": _data(steps, str(here), context),
    }


def _data(steps, here, context):
    """Nothing on a page that machines are not to keep: of a past day, filtered, a preview."""
    request = context.get("request")
    if request is None or request.GET or "picture_address" in context:
        return ""
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": name,
            "item": f"{context['origin']}{address}",
        }
        for number, (name, address) in enumerate(steps, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": here})
    return script(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )

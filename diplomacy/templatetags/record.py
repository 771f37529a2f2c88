"""Words for what the record holds: status, names in the page's language, addresses at a moment."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diplomacy import dates
from diplomacy.models import Actor
from diplomacy.status import FORCES, STAGES, STANDINGS

register = template.Library()


@register.filter
def force(status):
    """A computed force in words; without any, nothing is established."""
    return FORCES.get(status) or FORCES["not_established"]


@register.filter
def force_mark(status):
    """The end of a class name, for the sign drawn beside the words."""
    return status if status in FORCES else "not_established"


@register.filter
def force_explained(status):
    """One sentence on what the status means, and what it does not."""
    return {
        "in_force": _("A dated act, or the text’s own rule once it is met, puts it in force."),
        "provisional": _("It is applied while its entry into force is awaited."),
        "not_in_force": _("It enters into force on a later day."),
        "suspended": _("It still binds its parties, but its application is interrupted."),
        "ended": _("It no longer binds its parties."),
    }.get(status) or _(
        "No public source that we know of says that it has entered into force, and nothing shows "
        "that its own conditions are met. This does not mean that it is not in force."
    )


@register.filter(expects_localtime=True)
def full_day(day, form="DATE_FORMAT"):
    """A day, or the day of a moment, in words."""
    return dates.full_day(day, form) if day else ""


@register.filter
def spelt(day, precision):
    """A day no more precise than it is known."""
    return dates.spell(day, precision)


@register.filter
def stage(status):
    return STAGES.get(status, "")


@register.filter
def standing(status):
    """What the accord is to an actor, in words."""
    return STANDINGS.get(status, "")


@register.filter
def localized(thing, field):
    """`field` of `thing`, in English on English pages where an English one was written."""
    english = getattr(thing, f"{field}_en", "") if get_language() == "en" else ""
    return english or getattr(thing, field)


@register.filter
def foreign(thing, field="name"):
    """A lang attribute where `localized` falls back on French in an English page."""
    is_french = get_language() != "fr" and not getattr(thing, f"{field}_en", "")
    return format_html(' lang="{}"', "fr") if is_french else ""


@register.filter
def by_kind(actors):
    """(kinds in words, their actors) for each kind that `actors` hold, states first."""
    names = {
        Actor.Kind.STATE: _("States"),
        Actor.Kind.ORGANISATION: _("Intergovernmental organisations"),
        Actor.Kind.MOVEMENT: _("Armed movements"),
        Actor.Kind.COALITION: _("Coalitions"),
        Actor.Kind.SUBSTATE: _("Sub-state bodies"),
        Actor.Kind.AGENCY: _("Agencies"),
    }
    groups = [
        (name, [each for each in actors if each.kind == kind]) for kind, name in names.items()
    ]
    return [(name, group) for name, group in groups if group]


@register.simple_tag(takes_context=True)
def turned(context, parameter, number):
    """The address of the page with one of its lists turned to another leaf."""
    request = context["request"]
    query = request.GET.copy()
    query.pop(parameter, None)
    if number > 1:
        query[parameter] = number
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.filter
def as_of(address, moment):
    """`address` at the day that the page answers for, and as light, so that a reader stays in it."""
    query = getattr(moment, "query", "")
    return f"{address}?{query}" if query else address

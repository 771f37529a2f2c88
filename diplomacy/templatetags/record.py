"""Words for what the record holds: status, names in the page's language, addresses at a moment."""

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from diplomacy import dates
from diplomacy.glossary import slug_for
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
def called(actor, day):
    """What an actor was called on a day, and what it is called now if that is another name.

    Reads `dated_names`: views prefetch the variants.
    """
    former = actor.name_on(day)
    if former is None:
        return actor.label
    return pgettext("a former name", "%(then)s (today %(now)s)") % {
        "then": former.text,
        "now": actor.label,
    }


@register.filter
def official_on(actor, day):
    """Its official name of a day."""
    return actor.official_on(day)


@register.filter
def actor_then(act):
    """The actor of an act, by its name of the day on which it was done, or else announced."""
    return called(act.actor, act_day(act))


def act_day(act):
    """When an act was done, or else announced, or took effect; None if nobody knows."""
    for name in ("done", "announced", "effective"):
        if day := getattr(act, f"{name}_on"):
            return dates.last_day(day, getattr(act, f"{name}_precision"))
    return None


@register.filter
def name_then(act, day):
    """The name under which an act was done, if its actor bears another on `day`; else ""."""
    then, now = act.actor.name_on(act_day(act)), act.actor.name_on(day)
    return then.text if then and then != now else ""


@register.filter
def period_on(period, day):
    """From when to when something was so, as it could be told on a day."""
    return period.spelt_on(day)


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
def term(words, status):
    """The words, as a link to where the glossary explains this kind of act or status, if it does."""
    slug = slug_for(status)
    if not slug:
        return conditional_escape(words)
    return format_html(
        '<a class="term" href="{}#{}">{}</a>', reverse("diplomacy:glossary"), slug, words
    )


@register.filter
def told_from(relation, accord):
    return relation.told_from(accord)


@register.filter
def far_side(relation, accord):
    return relation.far_side(accord)


@register.filter
def against(citations):
    return [citation for citation in citations if citation.contradicts]


@register.filter
def in_support(citations):
    return [citation for citation in citations if not citation.contradicts]


@register.filter
def as_of(address, moment):
    """`address` at the day that the page answers for, and as light, so that a reader stays in it."""
    query = getattr(moment, "query", "")
    return f"{address}?{query}" if query else address

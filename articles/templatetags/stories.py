"""Stories where other pages need them: about an accord, behind a source, with their dateline."""

from django import template
from django.db.models import F
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language

from articles.genres import told
from articles.models import Edition

register = template.Library()
register.filter("genre", told)
BESIDE = 8


@register.inclusion_tag("articles/_stories_about.html")
def stories_about(moment, **thing):
    """The newest live stories about one thing: `accord=`, `actor=` or `person=`; two queries."""
    stories = (
        Edition.objects.live(moment.told)
        .spoken_under(get_language())
        .about(**thing)
        .for_cards()
        .newest_first()[:BESIDE]
    )
    return {"stories": list(stories), "moment": moment}


@register.inclusion_tag("articles/_urgent.html", takes_context=True)
def urgent_flash(context):
    """The banner of the flash that is urgent at the page's moment, in its language; one query."""
    moment = context["moment"]
    urgent = Edition.objects.urgent(moment.at).spoken_under(get_language())
    return {"urgent": urgent.first(), "moment": moment}


@register.simple_tag
def stories_behind(sources, moment):
    """The live story of each source that is a dispatch, by the source's key; one query or none."""
    wanted = [source.pk for source in sources if source.is_dispatch]
    if not wanted:
        return {}
    live = (
        Edition.objects.live(moment.known)
        .filter(dispatch__source__in=wanted)
        .annotate(source=F("dispatch__source"))
        .select_related("address")
        .defer("body", "folded")
    )
    return {edition.source: edition for edition in live}


@register.inclusion_tag("articles/_source.html")
def source_line(source, behind):
    """A source as a reference: the live story where there is one, else the document."""
    return {"source": source, "story": behind.get(source.pk)}


@register.filter
def dateline(story):
    """Place and day in the story's own language: "Moscou, 23 juin"."""
    with translation.override(story.language):
        day = date_format(story.dateline_on, "MONTH_DAY_FORMAT") if story.dateline_on else ""
    comma = "، " if story.language == "ar" else ", "
    return comma.join(part for part in (story.dateline_place, day) if part)

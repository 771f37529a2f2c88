"""Links into the paper itself that lead nowhere."""

import html
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Address, Author, Edition, Section, Topic
from diplomacy.models import Accord, Actor, Person

from .finding import WARNING, Finding

HREF = re.compile(r'<a href="(/[^"]*)"')
THINGS = {
    "articles:section_detail": Section,
    "articles:topic_detail": Topic,
    "articles:author_detail": Author,
    "diplomacy:accord_detail": Accord,
    "diplomacy:actor_detail": Actor,
    "diplomacy:person_detail": Person,
}
MERGED = {"diplomacy:actor_detail", "diplomacy:person_detail"}
STORY = "articles:dispatch_"


def check(text, known):
    for href in known.dead_links:
        yield Finding(
            "dead-link",
            WARNING,
            "body",
            _("This link leads nowhere: readers would find no page."),
            href,
        )


def dead(text, now):
    """The addresses of ours in the body that readers could not open at `now`; one query."""
    wanted = {}
    for href in dict.fromkeys(html.unescape(found) for found in HREF.findall(text.body)):
        wanted[href] = _led_to(href)
    alive = _alive(wanted.values(), now)
    return [href for href, thing in wanted.items() if thing is None or thing not in alive]


def _led_to(href):
    """(view, key) of an address; (view, None) of a page that is always there; None of no page."""
    path = unquote(urlsplit(href).path)
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return None
    if match.view_name.startswith(STORY) and match.kwargs:
        return STORY, (match.kwargs["year"], match.kwargs["month"], match.kwargs["slug"])
    return match.view_name, match.kwargs.get("slug") if match.view_name in THINGS else None


def _alive(things, now):
    """Those of them that readers may open."""
    wanted = {}
    for view, key in filter(None, things):
        wanted.setdefault(view, set()).add(key)
    alive = {thing for thing in things if thing and thing[1] is None}
    parts = [
        _live_stories(keys, now) if view == STORY else _public(view, keys, now)
        for view, keys in wanted.items()
        if view == STORY or view in THINGS
    ]
    for view, year, month, slug in parts[0].union(*parts[1:], all=True).order_by() if parts else ():
        alive.add((view, (year, month, slug) if view == STORY else slug))
    return alive


def _public(view, slugs, now):
    rows = THINGS[view].objects.order_by().filter(slug__in=slugs)
    if view in MERGED:
        rows = rows.filter(_leads_on(THINGS[view].objects.public(now)))
    elif view != "articles:section_detail":
        rows = rows.public(now)
    return rows.values_list(Value(view), Value(0), Value(0), F("slug"))


def _leads_on(public):
    """The address of a row merged into another leads to that other."""
    return Q(Exists(public.filter(pk=OuterRef("pk")))) | Q(
        Exists(public.filter(pk=OuterRef("merged_into")))
    )


def _live_stories(keys, now):
    """Those whose address leads to a story that readers have; renamed ones still do."""
    live = Edition.objects.live(now).filter(dispatch=OuterRef("dispatch_id"))
    rows = Address.objects.order_by().filter(
        Exists(live), slug__in={slug for *_month, slug in keys}
    )
    return rows.values_list(Value(STORY), F("year"), F("month"), F("slug"))

"""What search engines are told of: every public page, the news of two days, and what not to read.

A sitemap holds the rows whose keys lie in one span, so that none grows beyond a bound and nothing has to
be counted: the index needs the last public key of each kind, and no more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.urls.converters import StringConverter
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles.feeds.xml import fit
from articles.models import Author, Edition, PaperPage, Section, Topic
from articles.views.feeds import origin
from diplomacy.models import Accord, Actor, Person
from newsroom import crawlers

SPAN = 2_500  # rows of one sitemap: at most 5,000 addresses, of the 50,000 that sitemaps.org allows
NEWS_FOR = timedelta(days=2)
NEWS_MOST = 1_000  # both by the rules of news sitemaps
THINGS = {
    "sections": Section,
    "topics": Topic,
    "authors": Author,
    "accords": Accord,
    "actors": Actor,
    "people": Person,
}
STORIES = "articles"
LISTS = (
    "home",
    "articles:dispatch_list",
    "articles:correction_list",
    "articles:demand_list",
    "articles:letter",
    "articles:verify",
    "diplomacy:accord_list",
    "diplomacy:accord_matrix",
    "diplomacy:accord_map",
    "diplomacy:accord_changes",
    "diplomacy:actor_list",
    "diplomacy:glossary",
    "diplomacy:open_data",
)
HIDDEN = ("admin:index",)  # in each language; what it leads to is refused by the desk anyway


class Kind(StringConverter):
    regex = "|".join((STORIES, *THINGS))


@dataclass(frozen=True)
class Page:
    """An absolute address, {language: address} of the same page elsewhere (itself included), and when
    it last changed, if that is known."""

    address: str
    alternates: dict = field(default_factory=dict)
    changed: datetime | None = None


@require_safe
def index(request):
    """Seven queries: the last key of each kind."""
    now = timezone.now()
    lasts = {STORIES: Edition.objects.live(now).order_by("-dispatch_id").values_list("dispatch_id")}
    for kind, model in THINGS.items():
        lasts[kind] = model.objects.public(now).order_by("-pk").values_list("pk")
    parts = []
    for kind, keys in lasts.items():
        last = keys.first()
        count = -(-last[0] // SPAN) if last else 0
        parts += [reverse("sitemap_part", args=[kind, number]) for number in range(1, count + 1)]
    parts.append(reverse("sitemap_lists"))
    return _xml(request, "newsroom/sitemap_index.xml", {"parts": parts})


@require_safe
def part(request, kind, number):
    """Two queries for stories, one for the things of the record; 404 beyond the last of them."""
    span = ((number - 1) * SPAN + 1, number * SPAN)
    if number < 1 or number > 2**40:
        raise Http404
    now = timezone.now()
    if kind == STORIES:
        pages = list(_stories(now, span, origin(request)))
    else:
        rows = THINGS[kind].objects.public(now).filter(pk__range=span).order_by("pk")
        addresses = [row.get_absolute_url for row in rows]
        pages = [page for address in addresses for page in _in_each(address, request)]
    if not pages and not _goes_on(kind, span[1], now):
        raise Http404
    return _xml(request, "newsroom/sitemap.xml", {"pages": pages})


def _goes_on(kind, last, now):
    """Whether something lies beyond a span in which nothing is public."""
    if kind == STORIES:
        return Edition.objects.live(now).filter(dispatch__gt=last).exists()
    return THINGS[kind].objects.public(now).filter(pk__gt=last).exists()


@require_safe
def lists(request):
    """One query: the pages that are always there, and those of the paper itself that are written."""
    pages = [page for name in LISTS for page in _in_each(lambda name=name: reverse(name), request)]
    for own in PaperPage.objects.only("kind", "changed_at"):
        pages += _in_each(own.get_absolute_url, request, own.changed_at)
    return _xml(request, "newsroom/sitemap.xml", {"pages": pages})


@require_safe
def news(request):
    """One query: what was first published in the last two days, newest first."""
    now = timezone.now()
    fresh = (
        Edition.objects.live(now)
        .filter(first_live__gt=now - NEWS_FOR)
        .exclude(kind=Edition.Kind.RETRACTION)
        .select_related("address")
        .defer("body", "folded")
        .newest_first()[:NEWS_MOST]
    )
    stories = [(story, fit(story.headline)) for story in fresh]
    return _xml(request, "newsroom/sitemap_news.xml", {"stories": stories})


@require_safe
def robots(request):
    """No query."""
    hidden = ["/relecture/"]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            hidden += [reverse(name) for name in HIDDEN]
    found = [reverse(name) for name in ("sitemap", "sitemap_news")]
    context = {
        "hidden": hidden,
        "refused": () if settings.AI_CRAWLERS else crawlers.AI_CRAWLERS,
        "open_data": crawlers.open_data(),
        "sitemaps": found,
        "origin": origin(request),
    }
    return render(request, "newsroom/robots.txt", context, content_type="text/plain; charset=utf-8")


def _stories(now, span, origin):
    """The stories whose dispatch has its key in the span, each with its translations."""
    live = Edition.objects.live(now).select_related("address").defer("body", "folded")
    first, last = span
    stories = list(live.filter(dispatch__gte=first, dispatch__lte=last).order_by("dispatch_id"))
    translated = {story.translation_of_id for story in stories} - {None}
    # An original knows nothing of its translations, which may lie in any span.
    related = live.filter(
        Q(translation_of__gte=first, translation_of__lte=last)
        | Q(translation_of__in=translated)
        | Q(dispatch__in=translated)
    )
    families = defaultdict(dict)
    for story in (*related, *stories):
        families[_original(story)][story.language] = f"{origin}{story.get_absolute_url()}"
    for story in stories:
        family = families[_original(story)]
        yours = family if len(family) > 1 else {}
        yield Page(f"{origin}{story.get_absolute_url()}", yours, story.live_from)


def _original(story):
    return story.translation_of_id or story.dispatch_id


def _in_each(address, request, changed=None):
    """A page that exists in each language of the interface; `address` is asked under each."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = f"{origin(request)}{address()}"
    return [Page(each, found, changed) for each in found.values()]


def _xml(request, template, context):
    """Kept by nobody: what was withdrawn is named by no sitemap from that moment on."""
    context |= {"origin": origin(request)}
    response = render(request, template, context, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response

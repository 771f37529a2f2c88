"""Lists of stories: all of them filtered, by section, by topic, by author."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from articles.filters import EditionFilter
from articles.models import Author, Edition, Section, Topic
from diplomacy.keyset import paginate
from diplomacy.moment import at_a_moment


@at_a_moment
def dispatch_list(request, moment):
    """Three queries: the names asked for, the stories, their first pictures."""
    filtered = EditionFilter(request.GET, moment=moment)
    stories = filtered.qs if filtered.is_valid() else Edition.objects.none()
    return render(
        request,
        "articles/dispatch_list.html",
        {"moment": moment, "filter": filtered, "page": _page(request, stories)},
    )


@at_a_moment
def section_detail(request, moment, slug):
    section = get_object_or_404(Section.objects.public(moment.now), slug=slug)
    stories = _live_here(moment).filter(section=section)
    return render(
        request,
        "articles/section_detail.html",
        {"moment": moment, "section": section, "page": _page(request, stories)},
    )


@at_a_moment
def topic_detail(request, moment, slug):
    topic = get_object_or_404(Topic.objects.public(moment.now), slug=slug)
    page = _page(request, _live_here(moment).about(topic=topic))
    return render(
        request, "articles/topic_detail.html", {"moment": moment, "topic": topic, "page": page}
    )


@at_a_moment
def author_detail(request, moment, slug):
    author = get_object_or_404(Author.objects.public(moment.now), slug=slug)
    page = _page(request, _live_here(moment).by_author(author))
    return render(
        request, "articles/author_detail.html", {"moment": moment, "author": author, "page": page}
    )


def _live_here(moment):
    """The stories that live under the addresses of this page's language."""
    return Edition.objects.live(moment.at).spoken_under(get_language())


def _page(request, stories):
    return paginate(stories.for_cards(), request.GET.get("cursor", ""), key="first_live")

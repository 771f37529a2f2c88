"""The feeds of the paper, and of each thing that stories are about."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.utils.timezone import now as clock
from django.views.decorators.http import require_safe

from articles.feeds import json_feed, syndicated
from articles.feeds.feed import Feed, address_of, stories_of
from articles.models import Author, Edition, Section, Topic
from diplomacy.models import Accord, Actor, Person
from diplomacy.models.mergeable import Mergeable
from diplomacy.views.merged import heir_of

WRITERS = {"rss.xml": syndicated.Rss, "atom.xml": syndicated.Atom}
# Kept, but asked about each time: what was withdrawn is gone from everywhere at once.
KEEPING = "public, no-cache"


@require_safe
def feed(request, form):
    """One query: the stories with all that is told of them."""
    now = clock()
    return _answer(request, Feed(Edition.objects.live(now), now, origin(request), form))


def of(model):
    """The view of the feeds of one kind of thing. Two queries: the thing, its stories."""

    @require_safe
    def of_thing(request, slug, form):
        now = clock()
        public = model.objects.public(now)
        thing = public.filter(slug=slug).first()
        if thing is None:
            return _led_on(public, slug, form)
        return _answer(request, Feed(stories_of(thing, now), now, origin(request), form, thing))

    return of_thing


section, topic, author = of(Section), of(Topic), of(Author)
accord, actor, person = of(Accord), of(Actor), of(Person)


def _led_on(public, slug, form):
    """To the feed of the row that this one was merged into; raises Http404 without any."""
    if not issubclass(public.model, Mergeable):
        raise Http404
    return HttpResponsePermanentRedirect(address_of(form, heir_of(public, slug)))


def _answer(request, told):
    writer = WRITERS.get(told.form)
    content = syndicated.written(told, writer) if writer else json_feed.written(told)
    kind = writer.content_type if writer else json_feed.CONTENT_TYPE
    return sent(request, content, kind, told.changed)


def sent(request, content, kind, changed):
    """The bytes, or 304 where whoever asks has them; `changed` is when they last did, if that is known."""
    seconds = int(changed.timestamp()) if changed else None
    response = HttpResponse(content, content_type=kind)
    set_response_etag(response)
    response.headers["Cache-Control"] = KEEPING
    if seconds:
        response.headers["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, response.headers["ETag"], seconds, response)


def origin(request):
    return f"{request.scheme}://{request.get_host()}"

"""A feed: the newest live stories of the paper, or of one thing, in one language of the interface."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Edition

from .entry import Entry

NEWEST = 30
# Each thing that has a feed, and the name of its address.
OF_THINGS = {
    "section": "articles:section_feed",
    "topic": "articles:topic_feed",
    "author": "articles:author_feed",
    "accord": "articles:accord_feed",
    "actor": "articles:actor_feed",
    "person": "articles:person_feed",
}


def address_of(form, thing=None):
    """Where the feed of a thing, or of the whole paper, is found in a form ("rss.xml" …)."""
    if thing is None:
        return reverse("articles:feed", args=[form])
    return reverse(OF_THINGS[thing._meta.model_name], args=[thing.slug, form])


def title_of(thing=None):
    if thing is None:
        return settings.NEWSROOM_NAME
    return f"{thing.label} – {settings.NEWSROOM_NAME}"


@dataclass(frozen=True)
class Feed:
    """`stories` is a queryset of live editions, `thing` what they are about or None for the paper."""

    stories: object
    now: object
    origin: str
    form: str
    thing: object = None

    @cached_property
    def entries(self):
        """Newest first; one query."""
        told = self.stories.spoken_under(get_language()).for_feeds(self.now).newest_first()[:NEWEST]
        return [Entry(edition, self.origin) for edition in told]

    @cached_property
    def changed(self):
        """When it last changed: by a new version, or by a withdrawal; None for an empty one."""
        moments = [each.edition.live_from for each in self.entries]
        moments += [each.edition.last_withdrawal for each in self.entries[:1]]
        return max(filter(None, moments), default=None)

    @property
    def title(self):
        return title_of(self.thing)

    @property
    def description(self):
        return _("Foreign news, and the record of the accords it reports.")

    @property
    def page(self):
        """The page that it belongs to."""
        return f"{self.origin}{self.thing.get_absolute_url() if self.thing else reverse('home')}"

    def address(self, form=None):
        return f"{self.origin}{address_of(form or self.form, self.thing)}"


def stories_of(thing, now):
    """The live stories of a section, by an author, or about any other thing."""
    live = Edition.objects.live(now)
    kind = thing._meta.model_name
    if kind == "section":
        return live.filter(section=thing)
    return live.by_author(thing) if kind == "author" else live.about(**{kind: thing})

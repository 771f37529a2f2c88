"""The articles that show a photo, and where their words are not the library's."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles import captions, rights
from articles.models import Dispatch, DispatchFigure, Edition, EditionFigure

from .state import has_unpublished_changes, with_state

MOST = 50  # articles on the page, the newest


@dataclass
class Story:
    """An article that shows the photo. `copies` of its working copy can be renewed, `stale` are those
    that readers have."""

    dispatch: Dispatch
    is_foreign: bool  # in another language than the library's words
    may_write: bool = False
    may_publish: bool = False
    copies: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    form: object = None  # set by the page that publishes it

    @property
    def is_publishable(self):
        """Whether the renewed words would be all that a new version brings."""
        waits = self.dispatch.scheduled_for or has_unpublished_changes(self.dispatch)
        return self.may_publish and bool(self.dispatch.live_number) and not waits

    @property
    def place(self):
        """Where it belongs on the page; "" for nothing to be said of it."""
        if not (self.copies or self.stale):
            return ""
        if self.is_foreign:
            return "foreign"
        if not self.copies:
            return "unpublished"
        if not self.may_write:
            return "others"
        return "published" if self.is_publishable else "drafts"


def stories(photo, user, words):
    """The Stories that `user` may see, the last changed first, with what differs: three queries, and
    one for each article of somebody who may change only their own."""
    now = timezone.now()
    own = {"photo": photo}
    used = Exists(DispatchFigure.objects.filter(dispatch=OuterRef("pk"), **own))
    live = Edition.objects.live(now)
    in_live = Exists(live.filter(pk=OuterRef("edition_id")))
    shown = EditionFigure.objects.filter(in_live, **own).select_related("edition")
    read = Exists(shown.filter(edition__dispatch=OuterRef("pk")))
    seen = rights.visible(Dispatch.objects.filter(used | read, binned_at=None), user)
    found = {}
    for dispatch in with_state(seen, now).order_by("-changed_at", "-pk").defer("body")[:MOST]:
        story = found[dispatch.pk] = Story(dispatch, dispatch.language != photo.language)
        story.may_write = rights.may_write(user, dispatch)
    alone = rights.may_publish(user) and user.has_perm("articles.publish_alone_dispatch")
    for figure in DispatchFigure.objects.filter(dispatch__in=found, **own):
        found[figure.dispatch_id].copies += captions.differing(figure, words)
    for figure in shown.filter(edition__dispatch__in=found).defer("edition__body"):
        found[figure.edition.dispatch_id].stale += captions.differing(figure, words)
    for story in found.values():
        story.may_publish = alone and story.may_write
    return list(found.values())


def is_earlier(copy, photo):
    """Whether a use has the words that the library had before its last change."""
    return bool(copy.old.strip()) and copy.old.strip() == photo.earlier_words.get(copy.part)

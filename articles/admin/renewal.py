"""From a photo of the library: its uses whose words are others, renewed at once, or published anew."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from articles import captions, rights
from articles.checklist import run, text_of
from articles.models import Dispatch, DispatchFigure, Edition, EditionFigure, Photo, Revision
from articles.publishing import ScheduledEditionWaits
from articles.readiness import NotReady
from articles.workflow import MoveRefused

from .dispatch_form import LATER_KINDS
from .state import has_unpublished_changes, with_state

MOST = 50  # articles on the page, the newest


class RenewalForm(forms.Form):
    """What the new version of a live article says of itself."""

    kind = forms.ChoiceField(label=gettext_lazy("this new version is"), choices=LATER_KINDS)
    note = forms.CharField(
        label=gettext_lazy("note to readers"), widget=forms.Textarea({"rows": 2}), required=False
    )
    alone_because = forms.CharField(
        label=gettext_lazy("Why nobody else has read it"),
        max_length=300,
        initial=gettext_lazy("Words of the photo renewed from the library, nothing else."),
    )


@dataclass
class Story:
    """An article that shows the photo. `copies` of its working copy can be renewed, `stale` are those
    that readers have."""

    dispatch: Dispatch
    may_write: bool = False
    may_publish: bool = False
    copies: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    form: RenewalForm | None = None

    @property
    def is_foreign(self):
        return self.dispatch.language != self.dispatch.words_language

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


def addresses(photos):
    def page(request, photo_id):
        if not photos.has_view_permission(request):
            raise PermissionDenied
        return renewal(request, get_object_or_404(Photo, pk=photo_id), photos.admin_site)

    see = photos.admin_site.admin_view(page)
    return [path("<int:photo_id>/captions/", see, name="articles_photo_captions")]


def address(photo):
    return reverse("admin:articles_photo_captions", args=[photo.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request, photo, site):
    words = captions.proposed(photo)
    tried = None
    if request.method == "POST":
        tried = _tried(request, photo, words, site)
        if tried is None:
            return HttpResponseRedirect(address(photo))
    found = stories(photo, request.user, words)
    for story in found:
        story.form = RenewalForm(prefix=story.dispatch.pk)
        if tried and str(story.dispatch.pk) == tried:
            story.form = RenewalForm(request.POST, prefix=story.dispatch.pk)
        for copy in story.copies:
            copy.is_ticked = _is_earlier(copy, photo)
    places = {}
    for story in found:
        places.setdefault(story.place, []).append(story)
    context = (
        site.each_context(request)
        | places
        | {
            "title": _("Captions that differ from the library"),
            "subtitle": str(photo),
            "opts": Photo._meta,
            "photo": photo,
            "words": words,
            "nothing": not places.keys() - {""},
        }
    )
    return render(request, "admin/articles/photo/captions.html", context)


def tell(request, photo):
    """How many articles have the words that the photo proposed before its last change."""
    keeping = [
        story
        for story in stories(photo, request.user, captions.proposed(photo))
        if any(_is_earlier(copy, photo) for copy in (*story.copies, *story.stale))
    ]
    if not keeping:
        return
    told = ngettext(
        "%(n)d article keeps the words of before.",
        "%(n)d articles keep the words of before.",
        len(keeping),
    ) % {"n": len(keeping)}
    link = format_html('{} <a href="{}">{}</a>', told, address(photo), _("Renew them"))
    messages.warning(request, link)


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
        dispatch.words_language = photo.language
        story = found[dispatch.pk] = Story(dispatch)
        story.may_write = rights.may_write(user, dispatch)
    alone = rights.may_publish(user) and user.has_perm("articles.publish_alone_dispatch")
    for figure in DispatchFigure.objects.filter(dispatch__in=found, **own):
        found[figure.dispatch_id].copies += captions.differing(figure, words)
    for figure in shown.filter(edition__dispatch__in=found).defer("edition__body"):
        found[figure.edition.dispatch_id].stale += captions.differing(figure, words)
    for story in found.values():
        story.may_publish = alone and story.may_write
    return list(found.values())


def _tried(request, photo, words, site):
    """None once it is done, else the article (its id) that was not published."""
    asked = request.POST.get("_publish")
    try:
        with transaction.atomic():
            if asked:
                _publish(request, photo, words, site, _number(asked))
            else:
                _renew(request, photo, words, site)
    except (NotReady, MoveRefused, ScheduledEditionWaits) as refusal:
        for message in _told(refusal):
            messages.error(request, message)
        return asked or ""
    return None


def _renew(request, photo, words, site):
    """The working copies, all that were ticked."""
    ticked = set(request.POST.getlist("words"))
    done = 0
    for story in stories(photo, request.user, words):
        if story.place == "drafts":
            with story.dispatch.locked() as dispatch:
                copies = _ticked(dispatch, photo, words, ticked)
                if copies:
                    _write(request, site, dispatch, copies)
                    done += 1
    if not done:
        raise NotReady(
            {"words": [_("Tick the words to renew; those changed meanwhile are shown.")]}
        )
    said = ngettext("%(n)d article is renewed.", "%(n)d articles are renewed.", done)
    messages.success(request, said % {"n": done})


def _publish(request, photo, words, site, pk):
    """One live article: what was ticked, as a new version of which it is all that changes."""
    story = next(
        (each for each in stories(photo, request.user, words) if each.dispatch.pk == pk), None
    )
    if story is None:
        raise Http404
    with story.dispatch.locked() as dispatch:
        if story.place != "published" or dispatch.revision != story.dispatch.revision:
            raise MoveRefused(_("The article has changed meanwhile: publish it from its own page."))
        copies = _ticked(dispatch, photo, words, set(request.POST.getlist("words")))
        if not copies:
            raise NotReady({"words": [_("Tick the words to renew.")]})
        _write(request, site, dispatch, copies)
        _check(dispatch)
        form = RenewalForm(request.POST, prefix=pk)
        form.is_valid()
        said = {name: form.cleaned_data.get(name, "") for name in form.fields}
        edition = dispatch.publish(request.user, **said)
    told = _("Published: readers have version %(n)d of “%(title)s”.")
    messages.success(request, told % {"n": edition.number, "title": edition.headline})


def _write(request, site, dispatch, copies):
    """A save like any other, of an article that is locked."""
    if not rights.may_write(request.user, dispatch):
        raise PermissionDenied
    if not dispatch.revisions.exists():
        Revision.objects.begin(dispatch)
    for copy in copies:
        setattr(copy.figure, copy.part, copy.new)
        copy.figure.save(update_fields=[copy.part])
    dispatch.revision += 1
    dispatch.changed_at = timezone.now()
    dispatch.save()
    dispatch.keep(request.user)
    said = _("Words of a photo renewed from the library.")
    site.get_model_admin(Dispatch).log_change(request, dispatch, said)


def _check(dispatch):
    """What the checklist remarks of its photos is to be read on the article's own page."""
    remarks = [each for each in run(text_of(dispatch)) if each.field.startswith("figures-")]
    if remarks:
        page = _("The checklist has something to say: publish it from its own page.")
        raise NotReady({"words": [page, *(each.message for each in remarks)]})


def _ticked(dispatch, photo, words, ticked):
    """Words that are not any more what the page showed are not touched."""
    figures = dispatch.figures.filter(photo=photo)
    return [
        copy
        for figure in figures
        for copy in captions.differing(figure, words)
        if copy.key in ticked
    ]


def _told(refusal):
    if isinstance(refusal, NotReady):
        return refusal.messages
    if isinstance(refusal, ScheduledEditionWaits):
        return [_("A version is scheduled: publish it from its own page.")]
    return [str(refusal)]


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _is_earlier(copy, photo):
    return bool(copy.old.strip()) and copy.old.strip() == photo.earlier_words.get(copy.part)

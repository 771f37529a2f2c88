"""From a photo of the library: its uses whose words are others, renewed at once, or published anew."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
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
from articles.models import Photo, Revision
from articles.publishing import ScheduledEditionWaits
from articles.readiness import NotReady
from articles.workflow import MoveRefused

from .copies import is_earlier, stories
from .dispatch_form import LATER_KINDS


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
        tried = _tried(request, photo, words)
        if tried is None:
            return HttpResponseRedirect(address(photo))
    found = stories(photo, request.user, words)
    for story in found:
        story.form = RenewalForm(prefix=story.dispatch.pk)
        if tried and str(story.dispatch.pk) == tried:
            story.form = RenewalForm(request.POST, prefix=story.dispatch.pk)
        for copy in story.copies:
            copy.is_ticked = is_earlier(copy, photo)
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
        if any(is_earlier(copy, photo) for copy in (*story.copies, *story.stale))
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


def _tried(request, photo, words):
    """None once it is done, else the article (its id) that was not published."""
    asked = request.POST.get("_publish")
    try:
        with transaction.atomic():
            if asked:
                _publish(request, photo, words, _number(asked))
            else:
                _renew(request, photo, words)
    except (NotReady, MoveRefused, ScheduledEditionWaits) as refusal:
        for message in _told(refusal):
            messages.error(request, message)
        return asked or ""
    return None


def _renew(request, photo, words):
    """The working copies, all that were ticked."""
    ticked = set(request.POST.getlist("words"))
    done = 0
    for story in stories(photo, request.user, words):
        if story.place == "drafts":
            with story.dispatch.locked() as dispatch:
                copies = _ticked(dispatch, photo, words, ticked)
                if copies:
                    _write(request, dispatch, copies)
                    done += 1
    if not done:
        raise NotReady(
            {"words": [_("Tick the words to renew; those changed meanwhile are shown.")]}
        )
    said = ngettext("%(n)d article is renewed.", "%(n)d articles are renewed.", done)
    messages.success(request, said % {"n": done})


def _publish(request, photo, words, pk):
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
        _write(request, dispatch, copies)
        _check(dispatch)
        form = RenewalForm(request.POST, prefix=pk)
        form.is_valid()
        said = {name: form.cleaned_data.get(name, "") for name in form.fields}
        edition = dispatch.publish(request.user, **said)
    told = _("Published: readers have version %(n)d of “%(title)s”.")
    messages.success(request, told % {"n": edition.number, "title": edition.headline})


def _write(request, dispatch, copies):
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

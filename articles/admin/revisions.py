"""Every save of an article: the list, any two side by side, and the way back to one of them."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import rights, snapshots
from articles.models import Dispatch, Edition, Revision
from articles.readiness import NotReady

from . import sheet
from .autosaves import called

LIVE = "live"
SHOWN = 25


@dataclass(frozen=True)
class Side:
    """One state in a comparison: a saved one, or what readers have."""

    data: dict
    name: str
    by: str
    at: datetime
    revision: Revision | None = None


def addresses(site):
    """The paths under the articles' own."""
    see, name = site.admin_view, "articles_dispatch_"
    return [
        path(
            "<int:dispatch_id>/revisions/",
            see(lambda request, dispatch_id: revision_list(request, dispatch_id, site)),
            name=f"{name}revisions",
        ),
        path(
            "<int:dispatch_id>/compare/",
            see(lambda request, dispatch_id: compare(request, dispatch_id, site)),
            name=f"{name}compare",
        ),
        path(
            "<int:dispatch_id>/revisions/<int:number>/restore/",
            see(restore),
            name=f"{name}restore",
        ),
    ]


@require_safe
def revision_list(request, dispatch_id, site):
    """Newest first, by key; each with what changed since the save before it."""
    dispatch = _seen(request, dispatch_id)
    rows = dispatch.revisions.select_related("by")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: SHOWN + 1])
    context = _context(request, dispatch, site, _("Every save")) | {
        "rows": _with_changes(found)[:SHOWN],
        "older": found[SHOWN - 1].number if len(found) > SHOWN else None,
        "live": _live(dispatch),
    }
    return render(request, "admin/articles/dispatch/revisions.html", context)


@require_safe
def compare(request, dispatch_id, site):
    """Two states, word by word: `old` and `new` are numbers of saves, or "live"."""
    dispatch = _seen(request, dispatch_id)
    old = _side(dispatch, request.GET.get("old", ""))
    new = _side(dispatch, request.GET.get("new", ""))
    found = sheet.differences(old.data, new.data)
    last = dispatch.revisions.saved().values_list("number", flat=True).first()
    may_write = rights.may_write(request.user, dispatch)
    context = _context(request, dispatch, site, _("Comparison")) | {
        "old": old,
        "new": new,
        "differences": found,
        "count": sheet.count_in_words(found),
        "restorable": [
            side.revision
            for side in (old, new)
            if may_write and side.revision and side.revision.number != last
        ],
    }
    return render(request, "admin/articles/dispatch/compare.html", context)


@require_POST
def restore(request, dispatch_id, number):
    """Make the article what it was; says what of it is gone since."""
    revision = get_object_or_404(Revision, dispatch=dispatch_id, number=number)
    if not rights.may_write(request.user, revision.dispatch):
        raise PermissionDenied
    page = HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[dispatch_id]))
    try:
        lost = revision.restore(request.user)
    except NotReady as refusal:
        for message in refusal.messages:
            messages.error(request, message)
        return page
    messages.success(
        request, _("Restored: the article is again what it was in save %(n)d.") % {"n": number}
    )
    if lost:
        told = _("Gone since, and left out: %(names)s.") % {"names": ", ".join(lost)}
        messages.warning(request, told)
    now = snapshots.embargo(Dispatch.objects.get(pk=dispatch_id))
    if revision.data.get("embargo", now) != now:
        messages.warning(request, _("The embargo that runs stays: a chief breaks it, saying why."))
    return page


def _seen(request, dispatch_id):
    dispatches = Dispatch.objects.defer("body").filter(pk=dispatch_id)
    if found := rights.visible(dispatches, request.user).first():
        return found
    get_object_or_404(dispatches)
    raise PermissionDenied


def _context(request, dispatch, site, title):
    return site.each_context(request) | {
        "title": title,
        "subtitle": str(dispatch),
        "opts": Dispatch._meta,
        "dispatch": dispatch,
    }


def _with_changes(found):
    """(revision, what changed): against the save before it, or for what was kept aside, against the
    save that it was refused over."""
    saved = [revision for revision in found if not revision.is_aside]
    rows = []
    for revision in found:
        before = next((each for each in saved if each.number < revision.number), None)
        rows.append((revision, sheet.summary(before.data, revision.data) if before else ""))
    return rows


def _live(dispatch):
    return Edition.objects.live(timezone.now()).filter(dispatch=dispatch).first()


def _side(dispatch, asked):
    if asked == LIVE and (live := _live(dispatch)):
        name = _("What readers have: version %(n)d") % {"n": live.number}
        return Side(snapshots.of_edition(live), name, "", live.live_from)
    if not asked.isdecimal() or len(asked) > 9:
        raise Http404
    revision = get_object_or_404(dispatch.revisions.select_related("by"), number=int(asked))
    name = _("Save %(n)d") % {"n": revision.number}
    return Side(revision.data, name, called(revision.by), revision.at, revision)

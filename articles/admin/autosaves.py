"""What the page sends while somebody types: the words themselves, and that they are here."""

import json
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import rights
from articles.models import Autosave, Dispatch, Presence

LONGEST = 1_000_000  # bytes of one form: ten times the longest story


def addresses(site):
    """The paths under the articles' own; the session is asked for by `admin_view`."""
    see = site.admin_view
    name = "articles_dispatch_autosave"
    return [
        path("autosave/", see(autosave_new), name=f"{name}_new"),
        path("autosave/discard/", see(discard), name=f"{name}_discard"),
        path("<int:dispatch_id>/autosave/", see(autosave), name=name),
        path("<int:dispatch_id>/presence/", see(presence), name="articles_dispatch_presence"),
    ]


@require_POST
def autosave(request, dispatch_id):
    """Keep what is typed into an article; answers who else is here, and whether it was saved since."""
    dispatch = get_object_or_404(_dispatches(), pk=dispatch_id)
    if not rights.may_write(request.user, dispatch):
        return _refusal(403, _("You may no longer write this article: kept in this browser alone."))
    sent = _read(request)
    if isinstance(sent, HttpResponse):
        return sent
    Autosave.objects.keep(
        request.user, dispatch, str(dispatch.pk), json.dumps(sent["form"]), sent["revision"]
    )
    return _news(request.user, dispatch, sent["revision"])


@require_POST
def autosave_new(request):
    """Keep what is typed into an article that was never saved; its page names itself."""
    if not request.user.has_perm("articles.add_dispatch"):
        raise PermissionDenied
    sent = _read(request)
    if isinstance(sent, HttpResponse):
        return sent
    page = _page_name(sent.get("page"))
    if page is None:
        return _refusal(400, _("This page cannot be kept."))
    if twin := Dispatch.objects.filter(uid=page).first():
        return _keep_beside(request, twin, sent)
    Autosave.objects.keep(request.user, None, page, json.dumps(sent["form"]), 0)
    return JsonResponse({"here": [], "newer": ""})


def _keep_beside(request, twin, sent):
    """A page that does not know that it was saved: what is typed on is offered on the article's own."""
    told = _("This article has been saved in another window.")
    if not rights.may_write(request.user, twin):
        return _refusal(409, told)
    Autosave.objects.keep(request.user, twin, str(twin.pk), json.dumps(sent["form"]), 0)
    return JsonResponse({"here": [], "newer": told})


@require_POST
def presence(request, dispatch_id):
    """Somebody has the page open, or leaves it."""
    dispatch = get_object_or_404(_dispatches(), pk=dispatch_id)
    if not rights.may_see(request.user, dispatch):
        raise PermissionDenied
    if "left" in request.POST:
        Presence.objects.left(request.user, dispatch)
        return HttpResponse(status=204)
    asked = request.POST.get("revision", "")
    return _news(request.user, dispatch, int(asked) if asked.isdecimal() else dispatch.revision)


@require_POST
def discard(request):
    """Throw away what this person typed on a page and does not want back."""
    Autosave.objects.filter(user=request.user, page=request.POST.get("page", "")).delete()
    return HttpResponse(status=204)


def here(user, dispatch):
    """The others who have it open, each in a sentence."""
    return [
        _("%(who)s is here since %(time)s") % {"who": called(row.user), "time": _hour(row.since)}
        for row in Presence.objects.beside(user, dispatch)
    ]


def called(user):
    return user.get_full_name() or user.get_username() if user else _("an import")


def _dispatches():
    return Dispatch.objects.only("revision", "binned_at", "created_by")


def _read(request):
    """What was sent, or the answer that says why it is not kept."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return _refusal(413, _("Too long to be kept while you type: save it now."))
    try:
        sent = json.loads(request.body)
        sent = {**sent, "user": int(sent["user"]), "revision": int(sent["revision"])}
        is_form = isinstance(sent["form"], dict) and 0 <= sent["revision"] < 2**31
    except (ValueError, TypeError, KeyError):
        is_form = False
    if not is_form:
        return _refusal(400, _("This page cannot be kept."))
    if sent["user"] != request.user.pk:
        return _refusal(409, _("Somebody else has signed in here: copy your words out."))
    return sent


def _page_name(text):
    try:
        return str(UUID(text))
    except (ValueError, TypeError, AttributeError):
        return None


def _refusal(status, told):
    return JsonResponse({"told": told}, status=status)


def _news(user, dispatch, revision):
    Presence.objects.seen(user, dispatch)
    return JsonResponse({"here": here(user, dispatch), "newer": _newer(user, dispatch, revision)})


def _newer(user, dispatch, revision):
    """Who saved since the page was opened, in a sentence; empty if nobody."""
    if dispatch.revision <= revision:
        return ""
    last = dispatch.revisions.saved().select_related("by").defer("data").first()
    if last is None or last.by is None:
        return _("This article has moved on since you opened it.")
    if last.by == user:
        return _("You saved this article in another window at %(time)s.") % {"time": _hour(last.at)}
    return _("%(who)s saved this article at %(time)s, after you opened it.") % {
        "who": called(last.by),
        "time": _hour(last.at),
    }


def _hour(moment):
    return date_format(timezone.localtime(moment), "TIME_FORMAT")

"""The moment a public page answers for: now, or the end of the day asked with `?at=`."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import wraps

from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


class BadMoment(BadRequest):
    """`?at=` holds no day, or one that has not come; the message is for the reader."""


@dataclass(frozen=True)
class Moment:
    """`now` is the clock, `at` the instant asked for; both aware. `day` is `at` in the desk's zone.

    `query` is what links to other pages carry on: that the reader asked for this day, or for no pictures.
    """

    now: datetime
    at: datetime
    day: date
    asked: bool = False
    query: str = ""


def current():
    """The present moment."""
    now = timezone.now()
    return Moment(now=now, at=now, day=timezone.localdate(now))


def parse(text):
    """The Moment of a day written YYYY-MM-DD, in the desk's time zone.

    Answers the last microsecond of that day, never later than now; for today the bare present
    (`asked` is False: the page redirects to its own address). Raises BadMoment for anything else.
    """
    present = current()
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:
            raise ValueError(text)
        end = datetime.combine(day, time.max, tzinfo=timezone.get_default_timezone())
        end.astimezone(present.now.tzinfo)
    except (ValueError, OverflowError) as error:
        message = _("“%(text)s” is not a day. Write it as year-month-day: 2025-06-23.")
        raise BadMoment(message % {"text": text[:40]}) from error
    if day > present.day:
        message = _("%(text)s has not come yet: nobody can read that day’s pages.")
        raise BadMoment(message % {"text": text})
    if day == present.day:
        return present
    return Moment(now=present.now, at=min(present.now, end), day=day, asked=True)


def at_a_moment(view):
    """A public page: GET and HEAD only; the view gets the Moment that `?at=` asks for."""

    @csrf_exempt  # a POST is told 405 by require_safe, not 403
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        text = request.GET.get("at", "")
        moment = parse(text) if text else current()
        if "at" in request.GET and not moment.asked:
            return HttpResponseRedirect(_without_at(request))
        moment = replace(moment, query=_carried(request, moment))
        request.moment = moment
        response = view(request, moment, *args, **kwargs)
        if request.GET:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return page


def _carried(request, moment):
    query = {"at": moment.day.isoformat()} if moment.asked else {}
    if request.GET.get("images") == "0":
        query["images"] = "0"
    return urlencode(query)


def _without_at(request):
    query = request.GET.copy()
    query.pop("at")
    return f"{request.path}?{query.urlencode()}" if query else request.path

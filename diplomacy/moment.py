"""The moment a public page answers for: now, or the end of the day asked with `?at=` or `?known=`."""

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

from .dates import day_of


class BadMoment(BadRequest):
    """`?at=` or `?known=` holds no day, or one that has not come; the message is for the reader."""


@dataclass(frozen=True)
class Moment:
    """`now` is the clock, `at` the instant that the page tells of, `known` the one whose knowledge it
    tells; all aware. `day` is `at` in the desk's zone.

    The gate of the record is asked at `known`; what has been withdrawn since stays withdrawn. `asked`:
    the day is a past one; `recalled`: so is the knowledge. `query` is what links to other pages carry
    on: that the reader asked for these days, or for no pictures.
    """

    now: datetime
    at: datetime
    day: date
    known: datetime
    asked: bool = False
    recalled: bool = False
    query: str = ""

    @property
    def told(self):
        """The last instant whose stories a page of the record may tell of."""
        return min(self.at, self.known)

    @property
    def known_day(self):
        return day_of(self.known)

    @property
    def is_as_it_stood(self):
        """Whether the page tells of the very day whose knowledge it tells."""
        return self.at == self.known


def current():
    """The present moment."""
    now = timezone.now()
    return Moment(now=now, at=now, day=timezone.localdate(now), known=now)


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
    return replace(present, at=min(present.now, end), day=day, asked=True)


def recall(text, at=None):
    """The Moment `at` as known at the end of a day written YYYY-MM-DD; without `at`, of that very day.

    For today it is as we know it: `recalled` is False. Raises BadMoment.
    """
    then = parse(text)
    if not then.asked:
        return at or then
    return replace(at or then, known=then.at, recalled=True)


def at_a_moment(view):
    """A public page: GET and HEAD only; the view gets the Moment that `?at=` asks for."""
    return _page(view, ("at",))


def as_known(view):
    """A page of the record: `at_a_moment`, and as it was known on the day that `?known=` asks for."""
    return _page(view, ("at", "known"))


def at_present(view):
    """A public page of the present alone, whatever day is asked for."""
    return _page(view, ())


def _page(view, parameters):
    @csrf_exempt  # a POST is told 405 by require_safe, not 403
    @require_safe
    @wraps(view)
    def page(request, *args, **kwargs):
        asked = {name: request.GET[name] for name in parameters if name in request.GET}
        at = parse(asked["at"]) if asked.get("at") else None
        moment = recall(asked["known"], at) if asked.get("known") else at or current()
        if needless := _needless(asked, moment):
            return HttpResponseRedirect(_without(request, needless))
        moment = replace(moment, query=urlencode(asked | _light(request)))
        request.moment = moment
        response = view(request, moment, *args, **kwargs)
        if request.GET:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return page


def _needless(asked, moment):
    """The parameters without which the page would be the same: today's truth, as known today."""
    told = moment.asked or (moment.recalled and asked.get("at"))
    means = {"at": asked.get("at") and told, "known": moment.recalled}
    return [name for name in asked if not means[name]]


def _light(request):
    return {"images": "0"} if request.GET.get("images") == "0" else {}


def _without(request, names):
    query = request.GET.copy()
    for name in names:
        query.pop(name)
    return f"{request.path}?{query.urlencode()}" if query else request.path

"""What the record brings to the days to come, as a calendar to subscribe to."""

import uuid
from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from diplomacy import almanac, icalendar
from diplomacy.dates import day_of

BEFORE = timedelta(days=31)
AHEAD = timedelta(days=730)
MOST = 1500  # events; of a larger record the calendar reaches less far
HOUR = 3600  # seconds that a copy may be kept


@csrf_exempt
@require_safe
def agenda(request):
    """A month back, two years ahead; two queries. The same bytes all day long, unless the record changes."""
    now = timezone.now()
    today = day_of(now)
    due = almanac.between(today - BEFORE, today + AHEAD, now)
    entries = [_entry(each, request) for each in due[:MOST]]
    stamp = datetime.combine(today, time.min, tzinfo=timezone.get_default_timezone())
    body = icalendar.write(_("Accords: days to come"), entries, stamp)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    set_response_etag(response)
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=HOUR)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def _entry(due, request):
    return icalendar.Entry(
        uid=_uid(due),
        day=due.day,
        summary=f"{due.words} {due.accord.label}",
        description=_day_is_computed(due),
        url=request.build_absolute_uri(due.accord.get_absolute_url()),
    )


def _uid(due):
    """The same for the same thing, whatever day a later source gives for it."""
    thing = due.act.uid if due.act else f"{due.accord.slug}/{due.day}"
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{thing}/{due.what}/{due.years}"))


def _day_is_computed(due):
    if due.what in ("exit", "last_notice"):
        return _("Reckoned from the notice that the text asks for, or given by a document.")
    if due.what == "renewal":
        return _("Reckoned from the term that the text sets.")
    return _("As the public sources of the record give it.")

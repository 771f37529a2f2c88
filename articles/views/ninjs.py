"""One story for agencies and other newsrooms."""

from django.views.decorators.http import require_safe

from articles.feeds import ninjs as form
from articles.feeds.entry import Entry
from articles.models import Edition, Subject
from diplomacy.moment import current

from .dispatches import absent, elsewhere, led_to
from .feeds import origin, sent


@require_safe
def ninjs(request, year, month, slug):
    """Two queries: the live edition with all that is told of it, what it names."""
    moment = current()
    live = Edition.objects.live(moment.now).filter(dispatch__in=led_to(year, month, slug, moment))
    edition = live.for_feeds(moment.now).first()
    if edition is None:
        return absent(request, moment, year, month, slug)
    if redirect := elsewhere(request, edition, edition.get_ninjs_url()):
        return redirect
    subjects = Subject.objects.filter(edition=edition).with_things()
    content = form.written(Entry(edition, origin(request)), subjects)
    return sent(request, content, form.CONTENT_TYPE, None)

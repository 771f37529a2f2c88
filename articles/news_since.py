"""What a reader has to be told: stories and corrections since a moment, as readers have them now."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from articles.models import Edition

MOST = 40  # of each kind in one letter
# What is published while a letter is made up may bear a moment that has just gone by: it waits for the next.
SETTLING = timedelta(minutes=1)


@dataclass
class News:
    """Live editions, newest first; `notes` are the corrections of each dispatch (by its id), oldest first.
    `more` is whether something is left out."""

    new: list = field(default_factory=list)
    corrected: list = field(default_factory=list)
    notes: dict = field(default_factory=dict)
    more: bool = False


def gather(subscription, now):
    """Two queries. What is withdrawn is live no more, and its corrections go with it."""
    since, until = subscription.told_at - SETTLING, now - SETTLING
    stories = _stories(subscription, now)
    fresh = stories.filter(first_live__gt=since, first_live__lte=until)
    fresh = fresh.exclude(kind=Edition.Kind.RETRACTION).newest_first()[: MOST + 1]
    noted = (
        Edition.objects.as_of(now)
        .noted()
        .filter(live_from__gt=since, live_from__lte=until, dispatch__in=stories.values("dispatch"))
        .order_by("-live_from", "-pk")
        .defer("body", "folded")[: MOST + 1]
    )
    news = News(new=list(fresh))
    known = {edition.dispatch_id for edition in news.new}
    notes = defaultdict(list)
    for edition in reversed(noted):
        if edition.dispatch_id not in known:
            notes[edition.dispatch_id].append(edition)
    changed = stories.filter(dispatch__in=list(notes)) if notes else []
    news.corrected = sorted(changed, key=lambda edition: edition.live_from, reverse=True)
    news.notes = notes
    news.more = len(news.new) > MOST or len(noted) > MOST
    del news.new[MOST:]
    return news


def _stories(subscription, now):
    live = Edition.objects.live(now).spoken_under(subscription.language)
    live = live.select_related("section", "address").defer("body", "folded")
    thing = subscription.about
    if thing is None:
        return live
    kind = thing._meta.model_name
    return live.filter(section=thing) if kind == "section" else live.about(**{kind: thing})

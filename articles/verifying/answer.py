"""What a reader is told of a message: the stories it is from or close to, and what became of them."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models import Address, Edition, Shingle, Withdrawal
from articles.shingles import of_message

from . import likeness

CANDIDATES = 12
SHOWN = 3
WITHDRAWN = 0.6  # of the message: what is gone is not told of by a few words


@dataclass
class Story:
    """One story of ours that the message is about. Of what is withdrawn only the `notice` is told.

    `version` is the edition that the message is from or names, `live` the one that readers have now
    (None for none), `later` the editions since `version`, `last` the number of the newest.
    """

    version: Edition
    live: Edition | None
    later: list
    last: int
    likeness: likeness.Likeness | None
    notice: str = ""

    @property
    def is_live(self):
        return self.live is not None and self.live.pk == self.version.pk

    @property
    def is_same(self):
        return self.likeness is not None and self.likeness.is_same


@dataclass
class Answer:
    """`foreign` are the links that are not ours, `lost` those of ours that lead to no story."""

    stories: list
    foreign: list
    lost: list


def find(message, now):
    """The Answer to a Message; at most four queries, at any size of the archive."""
    likest = _likest(message, now) if message.is_long_enough else {}
    histories = _histories(message.links, likest, now)
    notices = _notices(histories, now)
    led_to = {link: _dispatch_of(link, histories) for link in message.links}
    named = {led_to[link]: link.version or message.version for link in message.links}
    stories = []
    for dispatch, editions in histories.items():
        number, found = likest.get(dispatch, (named.get(dispatch), None))
        stories.append(_story(editions, number, found, notices.get(dispatch, "")))
    stories.sort(key=_rank, reverse=True)
    return Answer(
        stories=stories[:SHOWN],
        foreign=[link for link in message.links if not link.is_ours],
        lost=[
            link
            for link in message.links
            if link.is_ours and link.names_a_story and not led_to[link]
        ],
    )


def _rank(story):
    return story.likeness.rank if story.likeness else (False, 0, 0, 0)


def _likest(message, now):
    """{dispatch: (number, Likeness)} of the stories that the words of the message are from or close to.

    Two queries, and only editions that readers have had are read.
    """
    near = Shingle.objects.nearest(of_message(message.keys), CANDIDATES)
    read = Edition.objects.filter(pk__in=near, live_from__lte=now).with_withdrawn()
    found = {}
    for edition in read.defer("folded").order_by("-number"):
        alike = likeness.of(message, edition)
        enough = alike.share >= WITHDRAWN if edition.is_withdrawn else alike.is_near
        best = found.get(edition.dispatch_id)
        if enough and (best is None or alike.rank > best[1].rank):
            found[edition.dispatch_id] = edition.number, alike
    return found


def _histories(links, likest, now):
    """{dispatch: every edition of it that readers have had}, in order; one query."""
    wanted = Q(dispatch__in=[*likest, *(link.dispatch for link in links if link.dispatch)])
    for year, month, slug in (link.address for link in links if link.address):
        known = Address.objects.borne(now).filter(year=year, month=month, slug=slug)
        wanted |= Q(dispatch__in=known.values("dispatch"))
    found = {}
    for edition in Edition.objects.filter(wanted, live_from__lte=now).in_outline():
        found.setdefault(edition.dispatch_id, []).append(edition)
    return found


def _dispatch_of(link, histories):
    for dispatch, editions in histories.items():
        borne = {(e.address.year, e.address.month, e.address.slug) for e in editions}
        if link.dispatch == dispatch or link.address in borne:
            return dispatch
    return None


def _notices(histories, now):
    """{dispatch: the notice of its withdrawal}; one query, none where nothing was withdrawn."""
    gone = [pk for pk, editions in histories.items() if any(e.is_withdrawn for e in editions)]
    if not gone:
        return {}
    standing = Withdrawal.objects.standing(now).filter(dispatch__in=gone)
    return dict(standing.order_by("through_number").values_list("dispatch", "notice"))


def _story(editions, number, found, notice):
    last = editions[-1]
    version = next((each for each in editions if each.number == number), last)
    gone = version.is_withdrawn
    later = [e for e in editions if e.number > version.number and not e.is_withdrawn]
    return Story(
        version=version,
        live=None if last.is_withdrawn else last,
        later=later,
        last=last.number,
        likeness=None if gone else found,
        notice=notice if gone else "",
    )

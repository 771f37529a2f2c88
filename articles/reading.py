"""How a story is laid out, and what is read beside it."""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Case, Q, Value, When

from articles import accord_marks, credits, translations
from articles.languages import prefix_of, spoken_under
from articles.models import Edition, EditionFigure, Subject
from articles.prose import blocks
from diplomacy.models import Actor
from diplomacy.templatetags.record import as_of

FURTHER = 6
LANGUAGES = 3
BANNERS = 3
WINDOW = 100
# Why a story stands beside another; the first of these that is true.
TRANSLATION, EARLIER, LATER, URGENT, SHARING = range(5)


@dataclass(frozen=True)
class Part:
    """Either words (clean HTML) or a figure."""

    html: str = ""
    figure: EditionFigure | None = None


@dataclass(frozen=True)
class Layout:
    """`lead` stands above the text, `parts` are the text with its figures, `rest` stand below."""

    lead: EditionFigure | None
    parts: list
    rest: list


def compose(edition, moment, bylines, figures, subjects):
    """What a story's page is rendered from; the further stories are one more query.

    `edition.words` is its text; each subject with an accord has the accord's `force`.
    """
    related = further_stories(edition, subjects, moment)
    return {
        "moment": moment,
        "edition": edition,
        "credits": credits.printed(bylines),
        "layout": lay_out(with_links(edition, subjects, moment), figures),
        "accords": [subject for subject in subjects if subject.accord_id],
        "actors": _once(subject.thing for subject in subjects if subject.actor_id),
        "people": _once(subject.thing for subject in subjects if subject.person_id),
        "topics": [subject.topic for subject in subjects if subject.topic_id],
        "translations": [story for story in related if story.place == TRANSLATION],
        "newer_original": translations.outdated(edition, related),
        "urgent": _urgent(edition, related, moment),
        "earlier": next((story for story in related if story.place == EARLIER), None),
        "later": next((story for story in related if story.place == LATER), None),
        "further": [story for story in related if story.place == SHARING][:FURTHER],
    }


def _urgent(edition, related, moment):
    """The flash whose banner stands above the pages of this language, or None."""
    prefix = prefix_of(edition.language)
    found = (s for s in related if s.is_urgent(moment.at) and prefix_of(s.language) == prefix)
    return max(found, key=lambda story: story.live_from, default=None)


def _once(things):
    """Two rows that an edition named may have become one since."""
    return list(dict.fromkeys(things))


def with_links(edition, subjects, moment):
    """Its text, where accords are marked linked to their pages at the moment; each has one, since a
    story that readers have names it. What is no subject of the edition stays plain words."""
    addresses = {
        subject.accord_id: as_of(subject.accord.get_absolute_url(), moment)
        for subject in subjects
        if subject.accord_id
    }
    return accord_marks.linked(edition.words, addresses)


def chain(editions):
    """Tell each of the editions, newest first, which readable one came before it."""
    for newer, older in pairwise(editions):
        newer.before = older.number
    return editions


def lay_out(body, figures):
    """Fill the numbered slots of `body`; a slot whose picture had to go leaves the words around it."""
    by_slot = {figure.slot: figure for figure in figures}
    parts, placed = [], set()
    for block in blocks(body):
        if block.slot is None:
            parts.append(Part(html=block.html))
        elif block.slot in by_slot and block.slot not in placed:
            parts.append(Part(figure=by_slot[block.slot]))
            placed.add(block.slot)
    loose = [figure for figure in figures if figure.slot not in placed]
    lead = loose.pop(0) if loose and loose[0] is figures[0] else None
    return Layout(lead, parts, loose)


def further_stories(edition, subjects, moment):
    """Translations, the stories of its language before and after it, the flashes whose banner stands, then
    those that share an accord, an actor or a topic; each with its `place` among these. One query.

    Of what is shared only the newest window is looked at, so that the cost does not grow.
    """
    original = edition.translation_of_id or edition.dispatch_id
    translation = Q(dispatch=original) | Q(translation_of=original)
    neighbours = {
        EARLIER: Q(pk__in=_neighbour(edition, moment, "lt").values("pk")),
        LATER: Q(pk__in=_neighbour(edition, moment, "gt").values("pk")),
    }
    place = Case(
        When(translation, then=Value(TRANSLATION)),
        *(When(condition, then=Value(place)) for place, condition in neighbours.items()),
        When(urgent_until__gt=moment.at, then=Value(URGENT)),
        default=Value(SHARING),
    )
    return list(
        Edition.objects.live(moment.at)
        .filter(
            Q(pk__in=Edition.objects.filter(translation).values("pk"))
            | neighbours[EARLIER]
            | neighbours[LATER]
            | Q(pk__in=Edition.objects.filter(urgent_until__gt=moment.at).values("pk"))
            | Q(pk__in=_sharing(edition, subjects, moment))
        )
        .exclude(dispatch=edition.dispatch_id)
        .annotate(place=place)
        .select_related("section", "address")
        .defer("body", "folded")
        .order_by("place", "-first_live", "-pk")[: FURTHER + LANGUAGES + len(neighbours) + BANNERS]
    )


def _neighbour(edition, moment, side):
    """The story of its language first published next before ("lt") or after ("gt") it, at most one;
    among those of one instant the dispatch's key decides."""
    same = Q(first_live=edition.first_live, **{f"dispatch_id__{side}": edition.dispatch_id})
    beyond = Q(**{f"first_live__{side}": edition.first_live}) | same
    sign = "-" if side == "lt" else ""
    return (
        Edition.objects.live(moment.at)
        .filter(beyond, language=edition.language, **{f"first_live__{side}e": edition.first_live})
        .exclude(dispatch=edition.dispatch_id)
        .order_by(f"{sign}first_live", f"{sign}dispatch_id")[:1]
    )


def _sharing(edition, subjects, moment):
    """The newest editions under the same addresses that name one of the accords, actors or topics."""
    shared = Q(pk__in=[])
    for subject in subjects:
        if subject.accord_id:
            shared |= Q(accord=subject.accord_id)
        elif subject.topic_id:
            shared |= Q(topic=subject.topic_id)
        elif subject.actor_id:
            shared |= Q(actor__in=Actor.objects.one_with(subject.thing.pk).values("pk"))
    sharing = Subject.objects.filter(
        shared,
        edition__live_from__lte=moment.at,
        edition__language__in=spoken_under(prefix_of(edition.language)),
    )
    return sharing.order_by("-edition").values("edition")[:WINDOW]

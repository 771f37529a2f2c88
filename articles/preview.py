"""The unpublished story as readers would see it: an edition never saved, and what stands around it.

For the desk and for whoever holds a lien de relecture; no public view comes here.
"""

from django.db.models import Exists

from articles import snapshots
from articles.models import (
    Address,
    Author,
    Demand,
    Edition,
    EditionByline,
    EditionFigure,
    Photo,
    Subject,
)
from articles.models.content import Content
from articles.prose import sanitise
from articles.reading import chain, compose
from diplomacy.dates import day_of
from diplomacy.knowledge import force_were_it_public
from diplomacy.models import Accord, Citation, Phase
from diplomacy.spelling import make_slug


def context(dispatch, moment, data=None, kind="", note=""):
    """What the public page would be rendered from, were `data` published at this moment.

    `data` is that of a Revision; without it, the working copy as saved. `kind` and `note` are what the
    desk has prepared to say of the new edition.
    """
    data = data or snapshots.take(dispatch)
    past = _past(dispatch, moment)
    edition = _edition(dispatch, moment, data)
    if edition.number > 1:
        edition.kind, edition.note = kind or Edition.Kind.UPDATE, note.strip()
    edition.has_demands = bool(past) and past[0].has_demands
    editions = chain([edition, *past])
    bylines, figures = _bylines(data), _figures(data)
    story = compose(edition, moment, bylines, figures, _subjects(dispatch, data, moment))
    return story | {"editions": editions, "notes": [each for each in editions if each.note]}


def figures(dispatch, data=None):
    """The figures of the preview, as it crops their photos."""
    return _figures(data or snapshots.take(dispatch))


def _past(dispatch, moment):
    demands = Demand.objects.published(moment).filter(dispatch=dispatch)
    history = Edition.objects.history(moment.at).annotate(has_demands=Exists(demands))
    return list(history.filter(dispatch=dispatch).select_related("section", "address"))


def _edition(dispatch, moment, data):
    published = dispatch.editions.filter(live_from__lte=moment.now).order_by("number")
    first = published.first()
    edition = Edition(
        dispatch=dispatch,
        number=len(published) + 1,
        live_from=moment.now,
        first_live=first.first_live if first else moment.now,
        kind=Edition.Kind.FIRST,
    )
    for field in Content._meta.local_fields:
        value = data["content"].get(field.name)
        setattr(edition, field.attname, value if field.is_relation else field.to_python(value))
    edition.body = edition.words = sanitise(edition.body)
    edition.address = _address(dispatch, edition, data["slug"])
    return edition


def _address(dispatch, edition, slug):
    day = day_of(edition.first_live)
    return Address.objects.foresee(dispatch, day, slug or make_slug(edition.headline))


def _bylines(data):
    authors = Author.objects.in_bulk([row["author"] for row in data["bylines"]])
    return [
        EditionByline(author=authors[row["author"]], credit=row["credit"], position=position)
        for position, row in enumerate(data["bylines"])
        if row["author"] in authors
    ]


def _figures(data):
    """Those without a photo too: the page says that it is to come."""
    known = Photo.objects.in_bulk([row["photo"] for row in data["figures"] if row["photo"]])
    return [
        EditionFigure(
            photo=(photo := known.get(row["photo"])),
            slot=row["slot"],
            caption=row["caption"],
            alt=row["alt"],
            credit=row["credit"] or (photo.credit if photo else ""),
            position=position,
            **{name: row[name] for name in snapshots.FRAMING if name in row},
        )
        for position, row in enumerate(data["figures"])
    ]


def _subjects(dispatch, data, moment):
    """As freezing would order them; each accord has its force, what the story alone reports included."""
    reported = set(
        Citation.objects.filter(
            source=dispatch.source, public_from=None, act__isnull=False
        ).values_list("act__accord", flat=True)
    )
    columns = {
        field.related_model: field.name for field in Subject._meta.local_fields if field.is_relation
    }
    found = []
    for field in dispatch._meta.local_many_to_many:
        things = field.related_model.objects.filter(pk__in=data["tags"].get(field.name, []))
        if field.related_model is Accord:
            things = things.annotate(force=Phase.objects.force_of("pk", moment))
        for thing in things.order_by("pk"):
            subject = Subject(**{columns[field.related_model]: thing})
            subject.force = getattr(thing, "force", None)
            if subject.accord_id in reported:
                subject.force = force_were_it_public(thing, dispatch.source, moment)
            found.append(subject)
    return found

"""From working copy to edition: everything readers see, copied once."""

from datetime import timedelta

from django.utils import timezone

from articles import accord_marks, children, tags, translations
from articles.prose import plain_text
from articles.sealed import freezing
from articles.signals import frozen
from diplomacy.dates import day_of
from diplomacy.spelling import fold, make_slug

INSTANT = timedelta(microseconds=1)
OWN = ("id", "dispatch", "edition")


def freeze(dispatch, last, *, at, kind, note, without_missing_photos=False):
    """The edition of a locked dispatch that follows `last`, with its bylines, figures and subjects; the
    dispatch holds what it links to and its children."""
    from articles.models import Edition, Shingle

    live_from = _live_from(at, last)
    first_live = last.first_live if last else live_from
    with freezing():
        edition = Edition.objects.create(
            dispatch=dispatch,
            number=last.number + 1 if last else 1,
            live_from=live_from,
            first_live=first_live,
            address=_address(dispatch, last, first_live),
            kind=kind if last else Edition.Kind.FIRST,
            note=note.strip() if last else "",
            urgent_until=_urgent_until(dispatch, last, live_from),
            folded=folded_words(dispatch),
            **_content(dispatch),
        )
        _copy_children(dispatch, edition, without_missing_photos)
        _copy_subjects(dispatch, edition)
    Shingle.objects.keep(edition)
    frozen.send(type(edition), edition=edition)
    return edition


def folded_words(content):
    """The words of a story as `containing` looks for them."""
    return fold(f"{content.headline} {content.standfirst} {plain_text(content.body)}")


def _live_from(at, last):
    """Never in the past, and never before or at the same instant as the edition before."""
    moment = max(at or timezone.now(), timezone.now())
    return max(moment, last.live_from + INSTANT) if last else moment


def _urgent_until(dispatch, last, live_from):
    """A correction does not make the banner of a flash stand longer."""
    if dispatch.urgent_hours is None:
        return None
    if last and last.urgent_hours == dispatch.urgent_hours:
        return last.urgent_until
    return live_from + timedelta(hours=dispatch.urgent_hours)


def _address(dispatch, last, first_live):
    """That of the edition before, as long as nobody asks for another."""
    from articles.models import Address

    slug = dispatch.slug or make_slug(dispatch.headline)
    if last and last.address.slug == slug:
        return last.address
    day = day_of(first_live)
    return Address.objects.claim(dispatch, day, slug)


def _content(dispatch):
    """The columns that the abstract Content declares, whatever they will be; marked in the text are
    only the accords that become subjects."""
    from articles.models.content import Content

    columns = {
        field.attname: getattr(dispatch, field.attname) for field in Content._meta.local_fields
    }
    if dispatch.translation_of_id and not dispatch.translated_number:
        columns["translated_number"] = translations.current_number(dispatch.translation_of_id)
    return columns | {"body": accord_marks.kept(dispatch.body, tags.of(dispatch)["accords"])}


def _copy_children(dispatch, edition, without_missing_photos):
    from articles.models import EditionByline, EditionFigure

    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, **_columns(byline, EditionByline) | {"position": position})
        for position, byline in enumerate(children.bylines(dispatch))
    )
    figures = children.figures(dispatch)
    if without_missing_photos:
        figures = [figure for figure in figures if figure.photo_id]
    EditionFigure.objects.bulk_create(
        EditionFigure(
            edition=edition,
            **_columns(figure, EditionFigure)
            | {"position": position, "credit": figure.credit or figure.photo.credit},
        )
        for position, figure in enumerate(figures)
    )


def _columns(row, model):
    """The values that a child of the dispatch hands on to its twin under the edition."""
    return {
        field.attname: getattr(row, field.attname)
        for field in model._meta.local_fields
        if field.name not in OWN
    }


def _copy_subjects(dispatch, edition):
    """One Subject for each link of each many-to-many field of the dispatch."""
    from articles.models import Subject

    Subject.objects.bulk_create(
        Subject(edition=edition, position=position, **{column: pk})
        for position, (column, pk) in enumerate(tags.columns(dispatch, Subject))
    )

"""Keeping the record's gate in step with editions: what a dispatch alone reports becomes public with it.

A dispatch is a source through `Dispatch.source`. The source is public while an edition is readable;
what was cited to it before an edition opens with that edition, and closes with a withdrawal.
"""

from django.utils import timezone

from articles import tags
from diplomacy.dates import day_of
from diplomacy.models import Citation, Mention, Source


def open_for(dispatch, edition, before):
    """An edition was frozen after those that readers have (`before`): its citations and what it names
    become public when it goes live; what was named before stays."""
    waiting = _citations(dispatch).standing().filter(public_from__isnull=True)
    opened = waiting.update(public_from=edition.live_from)
    _write_source(dispatch, [*before, edition], renew=opened)
    Mention.objects.bulk_create(
        (
            Mention(source=dispatch.source, public_from=edition.live_from, **{column: pk})
            for column, pk in tags.columns(dispatch, Mention)
        ),
        ignore_conflicts=True,
    )


def shut_for(dispatch, edition):
    """A scheduled edition is about to be discarded: what would have opened with it waits again."""
    _citations(dispatch).filter(public_from=edition.live_from).update(public_from=None)
    derive(dispatch, without=edition)


def close_for(dispatch, withdrawal):
    """Editions were withdrawn: what was cited to them closes."""
    _close_citations(dispatch, withdrawal)
    derive(dispatch)


def reopen(dispatch, withdrawal):
    """A withdrawal was lifted: what it closed is public again, unless another one keeps it closed."""
    _citations(dispatch).filter(public_until=withdrawal.since).update(public_until=None)
    for other in dispatch.withdrawals.filter(lifted_at__isnull=True).order_by("since"):
        _close_citations(dispatch, other)
    derive(dispatch)


def _close_citations(dispatch, withdrawal):
    kept = dispatch.editions.filter(number__gt=withdrawal.through_number).order_by("number").first()
    closing = _citations(dispatch).filter(public_from__isnull=False, public_until__isnull=True)
    if kept:
        closing = closing.filter(public_from__lt=kept.live_from)
    closing.update(public_until=withdrawal.since)


def derive(dispatch, without=None):
    """Write the source's window, title and mentions anew from the dispatch's editions."""
    editions = dispatch.editions.exclude(pk=without.pk if without else None)
    readable = list(editions.readable().defer("body", "folded").order_by("number"))
    standing = dispatch.withdrawals.filter(lifted_at__isnull=True).order_by("-since")
    source = dispatch.source
    if readable:
        _write_source(dispatch, readable, renew=True)
    elif withdrawn := standing.first():
        source.public_from, source.public_until = editions.first().first_live, withdrawn.since
        source.save()
    else:
        source.public_from = source.public_until = None
        source.save()
    _derive_mentions(source, readable)


def _write_source(dispatch, readable, renew):
    """The source as these editions make it. Where its window moves, or with `renew`, the status of the
    accords that cite it is computed anew."""
    source, window = dispatch.source, (dispatch.source.public_from, dispatch.source.public_until)
    source.public_from, source.public_until = readable[0].live_from, None
    source.title = _title(readable)
    source.published_on = day_of(readable[0].first_live)
    if renew or window != (source.public_from, source.public_until):
        source.save()
    else:
        shown = {"title": source.title, "published_on": source.published_on}
        Source.objects.filter(pk=source.pk).update(**shown)


def _title(readable):
    """The headline of the latest edition that is live by now, else of the first to come."""
    live = [edition for edition in readable if edition.live_from <= timezone.now()]
    return (live[-1] if live else readable[0]).headline


def _derive_mentions(source, editions):
    """One query for the subjects of all editions, however many there are."""
    from articles.models import Subject

    live_from = {edition.pk: edition.live_from for edition in editions}
    subjects = Subject.objects.filter(edition__in=live_from, topic__isnull=True)
    first = {}
    for subject in subjects.with_things().order_by("edition__number", "position"):
        key = (subject.kind, subject.thing.pk)
        first.setdefault(key, live_from[subject.edition_id])
    Mention.objects.filter(source=source).delete()
    Mention.objects.bulk_create(
        Mention(source=source, public_from=moment, **{f"{kind}_id": pk})
        for (kind, pk), moment in first.items()
    )


def _citations(dispatch):
    return Citation.objects.filter(source=dispatch.source)

"""Keeping the record's gate in step with editions: what a dispatch alone reports becomes public with it.

A dispatch is a source through `Dispatch.source`. The source is public while an edition is readable;
what was cited to it before an edition opens with that edition, and closes with a withdrawal.
"""

from django.utils import timezone

from diplomacy.models import Citation, Mention


def open_for(dispatch, edition):
    """An edition was frozen: its citations and what it names become public when it goes live."""
    _citations(dispatch).filter(public_from__isnull=True).update(public_from=edition.live_from)
    derive(dispatch)


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
    readable = list(editions.readable().order_by("number"))
    withdrawn = dispatch.withdrawals.filter(lifted_at__isnull=True).order_by("-since").first()
    source = dispatch.source
    if readable:
        source.public_from, source.public_until = readable[0].live_from, None
        source.title = _title(readable)
        source.published_on = timezone.localdate(
            readable[0].first_live, timezone.get_default_timezone()
        )
    elif withdrawn:
        source.public_from, source.public_until = editions.first().first_live, withdrawn.since
    else:
        source.public_from = source.public_until = None
    source.save()  # which renews the status of the accords that cite it
    _derive_mentions(source, readable)


def _title(readable):
    """The headline of the latest edition that is live by now, else of the first to come."""
    live = [edition for edition in readable if edition.live_from <= timezone.now()]
    return (live[-1] if live else readable[0]).headline


def _derive_mentions(source, editions):
    first = {}
    for edition in editions:
        for subject in edition.subjects.filter(topic__isnull=True):
            key = (subject.kind, getattr(subject, f"{subject.kind}_id"))
            first.setdefault(key, edition.live_from)
    Mention.objects.filter(source=source).delete()
    Mention.objects.bulk_create(
        Mention(source=source, public_from=live_from, **{f"{kind}_id": pk})
        for (kind, pk), live_from in first.items()
    )


def _citations(dispatch):
    return Citation.objects.filter(source=dispatch.source)

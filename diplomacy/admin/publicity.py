"""Whether readers see a fact, and if not, what it waits for, in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def publicity(fact, now):
    """One sentence on an act or a relation. Reads its `citations` with their sources: prefetch them for
    lists."""
    if fact.replaced_by_id and not fact.is_replaced(now):
        return _("public until what replaces it is: %(why)s") % {"why": fact.replaced_why}
    if fact.replaced_at and not fact.replaced_by_id:
        return _("taken back on %(day)s by %(whom)s: %(why)s") % {
            "day": _moment(fact.replaced_at),
            "whom": fact.replaced_by_whom,
            "why": fact.replaced_why,
        }
    if fact.replaced_by_id:
        return _("replaced on %(day)s by %(whom)s: %(why)s") % {
            "day": _moment(fact.replaced_at),
            "whom": fact.replaced_by_whom,
            "why": fact.replaced_why,
        }
    return shown(fact, now)


def shown(fact, now):
    """One sentence on what is not replaced: by what it is public, or what it waits for."""
    if fact.released_at and fact.released_at <= now:
        return _("public (released on %(day)s)") % {"day": _moment(fact.released_at)}
    waits = [
        _waiting(cite, now)
        for cite in fact.citations.all()
        if not (cite.contradicts or cite.taken_back_at)
    ]
    if not waits:
        return _("not public: no source is cited")
    return _("public") if None in waits else _("not public: %(reason)s") % {"reason": waits[0]}


def cited_online(fact, now):
    """The citations that wait for the next version of an article which is online."""
    return [
        cite
        for cite in fact.citations.all()
        if not (cite.contradicts or cite.public_from or cite.public_until or cite.taken_back_at)
        and cite.source.is_dispatch
        and cite.source.public_from
        and cite.source.public_from <= now
        and not (cite.source.public_until and cite.source.public_until <= now)
    ]


def _waiting(citation, now):
    """What the citation waits for; None if it is open."""
    source = citation.source
    starts, ends = (
        (citation.public_from, source.public_from),
        (citation.public_until, source.public_until),
    )
    if any(end and end <= now for end in ends):
        return _("“%(source)s” is public no more") % {"source": source}
    if all(starts) and max(starts) <= now:
        return None
    if all(starts):
        return _("public from %(day)s, with “%(source)s”") % {
            "day": _moment(max(starts)),
            "source": source,
        }
    if source.is_dispatch and source.public_from:
        return _("waits for the next version of “%(source)s”") % {"source": source}
    if source.is_dispatch:
        return _("waits for the publication of “%(source)s”") % {"source": source}
    return _("waits for the source “%(source)s” to be made public") % {"source": source}


def _moment(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")

"""What of the record is not for everybody at the desk, or not yet for readers: the app that owns the
articles says so, for drafts and for embargoes."""

from django.db.models import Exists, OuterRef

from diplomacy.models import Citation, Source

hidings = []  # each takes (sources, user) and returns those that the user may see

withholdings = []  # each takes acts or relations and returns those that may be released to readers now


def seen(sources, user):
    for hide in hidings:
        sources = hide(sources, user)
    return sources


def citations(user):
    """With their sources, where the user may see them."""
    sources = seen(Source.objects.filter(pk=OuterRef("source_id")), user)
    return Citation.objects.filter(Exists(sources)).select_related("source")


def releasable(facts):
    for withhold in withholdings:
        facts = withhold(facts)
    return facts

"""Which version of an original a translation is of, and whether readers have a newer one."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone


def current_number(dispatch):
    """The number of the version that readers have of a dispatch (id), or None."""
    from articles.models import Edition

    live = Edition.objects.live(timezone.now()).filter(dispatch=dispatch)
    return live.values_list("number", flat=True).first()


def with_original(dispatches, now):
    """Annotates `original_number`, that of the version which readers have of the original."""
    originals = _originals(now).values("number")[:1]
    return dispatches.annotate(original_number=Subquery(originals))


def behind(dispatches, now):
    """Those made of an older version of the original than readers have."""
    newer = _originals(now).filter(number__gt=OuterRef("translated_number"))
    return dispatches.filter(Exists(newer))


def _originals(now):
    from articles.models import Edition

    return Edition.objects.live(now).filter(dispatch=OuterRef("translation_of_id"))


def outdated(edition, related):
    """The live original among the `related` stories, if `edition` translates an older version of it."""
    for story in related:
        is_original = story.dispatch_id == edition.translation_of_id
        if is_original and edition.translated_number and story.number > edition.translated_number:
            return story
    return None

"""What a story must have before readers meet it. The form and the verb ask the same questions."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import children
from articles.genres import REQUIRED
from articles.prose import slots
from diplomacy.spelling import fold

MESSAGES = {
    "headline": lambda: _("Write the headline."),
    "body": lambda: _("Write the text."),
    "section": lambda: _("Choose the section."),
    "bylines": lambda: _("Say who signs the article."),
}


class NotReady(ValidationError):
    """The story lacks something; `message_dict` names each fault by field.

    Faults of figures stand under "figures-<slot>-<field>".
    """


def missing(genre, given):
    """Faults by field: what `genre` requires and `given` (a dict of values) lacks."""
    return {
        field: [MESSAGES[field]()]
        for field in sorted(REQUIRED.get(genre, ()))
        if not given.get(field) or (field == "headline" and not fold(given[field]))
    }


def faults(dispatch, without_missing_photos=False, at=None):
    """Every fault of the working copy as it stands in the database, by field, for a publication `at` a
    later moment or now."""
    figures = children.figures(dispatch)
    given = {
        "headline": dispatch.headline.strip(),
        "body": dispatch.body,
        "section": dispatch.section_id,
        "bylines": bool(children.bylines(dispatch)),
    }
    found = missing(dispatch.genre, given)
    for figure in figures:
        if without_missing_photos and not figure.photo_id:
            continue
        for field, message in figure.faults(at).items():
            found[f"figures-{figure.slot}-{field}"] = [message]
    stray = sorted(set(slots(dispatch.body)) - {figure.slot for figure in figures})
    if stray:
        found.setdefault("body", []).append(stray_slots(stray))
    return found


def stray_slots(numbers):
    return _("The text places photo %(numbers)s, which is not among the article’s photos.") % {
        "numbers": ", ".join(map(str, numbers))
    }


def correction_faults(number, kind, note):
    """Faults of what a publication says of itself: an edition after the first is called what it is."""
    if number == 1:
        return {}
    if kind not in later_kinds():
        return {"kind": [_("Say what this new version is: correction, update …")]}
    if kind != "erratum" and not note.strip():
        return {"note": [_("Tell readers what has changed.")]}
    return {}


def later_kinds():
    from articles.models import Edition

    return set(Edition.Kind.values) - {Edition.Kind.FIRST}


def check(dispatch, last, kind, note, without_missing_photos, at=None):
    """Raise NotReady unless the edition of `dispatch` that follows `last` may be frozen."""
    number = last.number + 1 if last else 1
    found = faults(dispatch, without_missing_photos, at) | correction_faults(number, kind, note)
    if found:
        raise NotReady(found)


def check_withdrawal(dispatch, last, notice, through_number):
    """Raise NotReady unless there is something to withdraw and a notice for readers."""
    if last is None:
        raise NotReady({"notice": [_("This article has never been published.")]})
    if not notice.strip():
        raise NotReady({"notice": [_("Write the notice that readers will find in its place.")]})
    standing = dispatch.withdrawals.standing(timezone.now())
    if standing.filter(through_number__gte=through_number or last.number).exists():
        raise NotReady({"notice": [_("These versions are withdrawn already.")]})
    if through_number is not None and not 1 <= through_number <= last.number:
        raise NotReady({"through_number": [_("The article has no such version.")]})

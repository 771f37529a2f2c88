"""The boxes of an article's page by name, as a finding or a difference speaks of them."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from articles.models import Dispatch, DispatchFigure


def name_of(field):
    """What the page calls `field`: "headline", "bylines", "figures-2-caption"; "" of what is no box."""
    row, _dash, name = field.rpartition("-")
    try:
        box = (DispatchFigure if row else Dispatch)._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if box.one_to_many:
        return box.related_model._meta.verbose_name_plural
    label = box.verbose_name
    if not row:
        return label
    return _("photo %(number)s, %(box)s") % {"number": row.removeprefix("figures-"), "box": label}

"""Whether a photo may be before readers at a moment: what the desk is told, and what readers are."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from diplomacy.dates import day_of

# So long before its last day the desk is told that the rights to a photo end.
SOON = timedelta(days=30)


def faults(photo, at):
    """Why readers may not have the photo at this moment: sentences for whoever publishes."""
    if not photo.source.strip():
        yield _("The library does not say where this photo comes from: ask the photo desk.")
    if photo.supply == "agency" and not photo.agency_id:
        yield _("The library does not say which agency this photo is from: ask the photo desk.")
    if photo.rights_ended(at):
        yield _("Our right to show this photo ends on %(day)s: choose another.") % {
            "day": date_format(photo.rights_until)
        }
    if photo.rights_from and photo.rights_from > day_of(at):
        yield _("Our right to show this photo begins on %(day)s.") % {
            "day": date_format(photo.rights_from)
        }
    if photo.embargo_until and photo.embargo_until > at:
        yield _("The photo is under embargo until %(moment)s.") % {
            "moment": date_format(timezone.localtime(photo.embargo_until), "DATETIME_FORMAT")
        }


def credit_fault(photo, credit):
    """What is wrong with the credit under which the photo would be printed; "" for nothing."""
    if not credit.strip():
        return _("Give the credit: neither this figure nor the photo has one.")
    if photo.agency and not photo.agency.is_named_in(credit):
        return _("The agency wants to be named: “%(credit)s”.") % {
            "credit": photo.agency.credit(photo.photographer)
        }
    return ""


def absence(photo, now):
    """What readers find in the place of a photo that they may not see; "" for one that they may."""
    if photo.is_granted(now):
        return ""
    if photo.rights_ended(now):
        return _("Photo removed: our right to show it has ended.")
    return _("Photo not shown yet.")

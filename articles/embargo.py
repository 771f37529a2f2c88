"""An embargo's moment, in the time zone of whoever set it."""

from datetime import UTC
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TOO_EARLY = gettext_lazy("A version is scheduled before that moment: cancel its schedule first.")
ZONES = (
    "UTC",
    *(
        f"Africa/{city}"
        for city in (
            "Abidjan", "Accra", "Addis_Ababa", "Algiers", "Bamako", "Cairo", "Casablanca", "Conakry",
            "Dakar", "Johannesburg", "Khartoum", "Kinshasa", "Lagos", "Libreville", "Lome", "Nairobi",
            "Ndjamena", "Niamey", "Nouakchott", "Ouagadougou", "Tripoli", "Tunis",
        )
    ),
    *(
        f"Europe/{city}"
        for city in (
            "Berlin", "Brussels", "Istanbul", "Kyiv", "Lisbon", "London", "Madrid", "Moscow", "Paris",
            "Rome", "Vienna", "Zurich",
        )
    ),
    "America/New_York", "Asia/Dubai", "Asia/Riyadh", "Asia/Shanghai",
)  # fmt: skip


def choices(*more):
    """(name, words) of each zone offered, and of `more` that are in use already."""
    names = dict.fromkeys([*filter(None, more), *ZONES])
    return [(name, name.replace("_", " ")) for name in names]


def moment(clock, zone):
    """The clock's time (without zone) in `zone`, as UTC; of an hour that comes twice, the second."""
    there = clock.replace(tzinfo=ZoneInfo(zone), fold=1)
    found = there.astimezone(UTC)
    if found.astimezone(there.tzinfo).replace(tzinfo=None) != clock:
        raise ValidationError(_("The clocks of %(zone)s skip this moment.") % {"zone": zone})
    return found


def clock(moment, zone):
    """What the clocks of `zone` show at a moment."""
    return moment.astimezone(_zone(zone)).replace(tzinfo=None)


def spelt(moment, zone):
    """In its own zone, and in the desk's where that is another: 24 juin 2025 09:00 (Europe/Paris)."""
    if moment is None:
        return ""
    own, desk = _zone(zone), timezone.get_default_timezone()
    words = _in_words(moment, own)
    if moment.astimezone(own).utcoffset() == moment.astimezone(desk).utcoffset():
        return words
    return _("%(moment)s, that is %(here)s") % {"moment": words, "here": _in_words(moment, desk)}


def _in_words(moment, zone):
    return (
        f"{date_format(moment.astimezone(zone), 'DATETIME_FORMAT')} ({zone.key.replace('_', ' ')})"
    )


def _zone(name):
    """A name that is no zone (an import's) means the desk's."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_default_timezone()

"""A story as it is sent on: by links of a reader's, or as the message of the desk."""

from urllib.parse import quote, urlencode

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.languages import prefix_of


def links(edition, address):
    """(name, address) of each way to send the story at `address` (absolute) to somebody."""
    message = {"text": f"{edition.headline} {address}"}
    letter = {"subject": edition.headline, "body": f"{edition.headline}\n{address}"}
    telegram = {"url": address, "text": edition.headline}
    return [
        ("WhatsApp", f"https://wa.me/?{urlencode(message, quote_via=quote)}"),
        ("Telegram", f"https://t.me/share/url?{urlencode(telegram, quote_via=quote)}"),
        (_("E-mail"), f"mailto:?{urlencode(letter, quote_via=quote)}"),
    ]


def message(edition, address):
    """Headline, standfirst, address, version and its time in the desk's zone, as the desk sends it; in the
    language of the surroundings of the story."""
    since = timezone.localtime(edition.live_from, timezone.get_default_timezone())
    with translation.override(prefix_of(edition.language)):
        version = _("Version %(number)d, %(when)s (%(zone)s)") % {
            "number": edition.number,
            "when": date_format(since, "DATETIME_FORMAT"),
            "zone": since.tzname(),
        }
        if edition.is_retraction:
            version = f"{edition.get_kind_display()} – {version}"
    parts = [f"*{edition.headline}*", edition.standfirst, address, version]
    return "\n\n".join(filter(None, parts))

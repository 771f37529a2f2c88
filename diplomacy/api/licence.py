"""On what terms the record may be used again: the setting RECORD_LICENCE, a name and an address."""

from django.conf import settings
from django.utils.translation import gettext as _


def terms():
    """The licence and who is to be named, as every envelope carries them."""
    name, url = settings.RECORD_LICENCE
    return {"licence": {"name": name, "url": url}, "attribution": settings.NEWSROOM_NAME}


def link():
    """The value of a Link header (RFC 8288)."""
    return f'<{settings.RECORD_LICENCE[1]}>; rel="license"'


def notice():
    """The text that goes with a download."""
    name, url = settings.RECORD_LICENCE
    words = _(
        "The record of %(paper)s may be used again under the licence %(name)s: %(url)s\n"
        "Name the source: %(paper)s. Statuses are computed from the acts that were public on the "
        "day of the download; what is not established is not thereby not in force.\n"
    )
    return words % {"paper": settings.NEWSROOM_NAME, "name": name, "url": url}

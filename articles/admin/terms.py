"""On what terms we have a photo, for whoever is about to place it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.pictures import clearance


def told(photo):
    """Sentences: what may be done with it and what may not, until when; what bars it first."""
    found = list(clearance.faults(photo, timezone.now()))
    for words, text in (
        (_("Allowed: %(text)s"), photo.allowed_uses),
        (_("Forbidden: %(text)s"), photo.forbidden_uses),
        (_("Terms of use: %(text)s"), photo.usage_terms),
        (_("Instructions: %(text)s"), photo.instructions),
    ):
        if text.strip():
            found.append(words % {"text": text.strip()})
    if photo.rights_until:
        found.append(_("Rights until %(day)s.") % {"day": date_format(photo.rights_until)})
    return found


def printed(photo):
    found = told(photo)
    if not found:
        return ""
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in found))
    return format_html('<ul class="terms">{}</ul>', lines)

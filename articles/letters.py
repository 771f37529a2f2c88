"""The letters that readers get: to confirm, and what is new. No picture, no link that tells who reads."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import news_since


@dataclass(frozen=True)
class Story:
    """A story as a letter tells it; `notes` are the corrections to tell of, oldest first."""

    edition: object
    address: str
    notes: tuple = ()


def to_confirm(subscription):
    """The letter that asks whether the address wants this."""
    return _letter(subscription, "to_confirm", _("Confirm your subscription"), {})


def digest(subscription, now):
    """What is new since the last letter, or None where nothing is."""
    with translation.override(subscription.language):
        told = news_since.gather(subscription, now)
        if not told.new and not told.corrected:
            return None
        title = f"{_name(subscription)}, {date_format(timezone.localdate(now))}"
        context = {
            "new": [Story(each, _address(each)) for each in told.new],
            "corrected": [
                Story(each, _address(each), tuple(told.notes[each.dispatch_id]))
                for each in told.corrected
            ],
            "more": told.more,
        }
        letter = _letter(subscription, "digest", title, context)
    leave = f"{settings.DESK_ADDRESS}{subscription.get_leave_url()}"
    letter.extra_headers |= {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": _id(subscription),
    }
    return letter


def _letter(subscription, name, title, context):
    """In the language of the subscription: text, and the same as simple HTML."""
    with translation.override(subscription.language):
        context |= {
            "title": title,
            "subscription": subscription,
            "name": _name(subscription),
            "paper": settings.NEWSROOM_NAME,
            "origin": settings.DESK_ADDRESS,
            "language": subscription.language,
        }
        text, html = (
            render_to_string(f"articles/letters/{name}.{form}", context) for form in ("txt", "html")
        )
    subject = " ".join(f"{settings.NEWSROOM_NAME} – {title}".split())
    letter = EmailMultiAlternatives(subject, text, to=[subscription.email])
    letter.attach_alternative(html, "text/html")
    letter.extra_headers = {"Auto-Submitted": "auto-generated"}
    return letter


def _name(subscription):
    about = subscription.about
    return about.label if about else _("All the news")


def _address(edition):
    return f"{settings.DESK_ADDRESS}{edition.get_absolute_url()}"


def _id(subscription):
    """The same if the letter has to be sent again, so that a letterbox may know it."""
    told = f"{subscription.key} {subscription.told_at.isoformat()}"
    host = urlsplit(settings.DESK_ADDRESS).hostname or "localhost"
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:40]}@{host}>"

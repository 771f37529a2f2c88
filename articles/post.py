"""Notices by e-mail. A letter names the article by its number and never quotes it: drafts stay in."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def send_after_commit(notices):
    """Send a letter for each Notice whose reader has an address, once the transaction holds.

    A mail server that does not answer never undoes the desk's move.
    """
    letters = [notice for notice in notices if notice.user.email]
    if letters:
        transaction.on_commit(lambda: _send(letters), robust=True)


def _send(notices):
    """In the desk's first language. A bad address costs its own letter, a dead server all of them."""
    with translation.override(settings.LANGUAGE_CODE):
        for notice in notices:
            try:
                _letter(notice).send()
            except ValueError:
                logger.warning("Notice %s: the address of its reader is not valid", notice.pk)
            except OSError as error:
                logger.warning("Notices are not sent by e-mail: %s", error)
                return


def _letter(notice):
    who = notice.by.get_username() if notice.by else settings.NEWSROOM_NAME
    subject = f"[{settings.NEWSROOM_NAME}] {who} {notice.get_kind_display()}"
    return EmailMessage(" ".join(subject.split()), _body(notice), to=[notice.user.email])


def _body(notice):
    if notice.photo_id:
        words = _("Photo no. %(number)s, until %(day)s: %(address)s")
        number, page = notice.photo_id, "admin:articles_photo_change"
    else:
        words = _("Article no. %(number)s: %(address)s")
        number, page = notice.dispatch_id, "admin:articles_dispatch_change"
    address = f"{settings.DESK_ADDRESS}{reverse(page, args=[number])}"
    day = notice.ends_on and date_format(notice.ends_on)
    return words % {"number": number, "day": day, "address": address}

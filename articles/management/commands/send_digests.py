"""The letters of the day: to be run each morning, and as often as one likes."""

import logging
import smtplib

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import letters
from articles.models import Subscription

logger = logging.getLogger(__name__)
PATIENCE = 3  # failures in a row that are not one letter's own: the mail server is not there


class Command(BaseCommand):
    help = (
        "Sends readers the letters that are due: what is new since their last one. Run twice, it sends "
        "once; stopped half-way, it goes on where it stopped. Requests that nobody confirmed are forgotten."
    )

    def handle(self, **options):
        now = timezone.now()
        Subscription.objects.expired(now).delete()
        due = Subscription.objects.due(now).order_by("told_at", "pk")
        sent = failed = in_a_row = 0
        for pk in list(due.values_list("pk", flat=True)):
            try:
                sent += send(pk)
                in_a_row = 0
            except (OSError, ValueError) as error:
                logger.warning("Letter %s was not sent: %s", pk, type(error).__name__)
                failed, in_a_row = failed + 1, 0 if _is_its_own(error) else in_a_row + 1
                if in_a_row == PATIENCE:
                    raise CommandError(f"No mail server ({error}); letters sent: {sent}") from error
        self.stdout.write(f"Letters sent: {sent}; not sent: {failed}")


def send(pk):
    """Send a subscription its letter; whether one left, for where nothing is new none is written.

    Marked before as being sent and after as told, each in a statement of its own: two runs at once send it
    once, and no lock is held while the mail server thinks. Raises OSError or ValueError, and frees it.
    """
    now = timezone.now()
    mine = Subscription.objects.filter(pk=pk)
    if not mine.claim(now):
        return False
    claimed = mine.filter(sending_since=now)
    subscription = claimed.select_related("section", "actor", "accord").first()
    if subscription is None:
        return False  # its reader has left in this very moment
    told = {}
    try:
        letter = letters.digest(subscription, now)
        if letter:
            letter.send()
        told = {"told_at": now}
    finally:
        claimed.update(sending_since=None, **told)
    return bool(letter)


def _is_its_own(error):
    """Whether it is this one address that the mail server, or Django, will not have."""
    return isinstance(error, ValueError | smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)

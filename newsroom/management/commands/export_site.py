"""Write the public site to a folder, as files that open without a server."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from diplomacy.moment import BadMoment, parse
from newsroom.mirror import copying

TELLS_EVERY = 100  # pages


class Command(BaseCommand):
    help = (
        "Writes every public page, with its pictures, to a folder that opens from a disk or from any "
        "static server. Cut short, it goes on where it was; run again, it renews the folder and deletes "
        "what the site no longer has."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--at", metavar="YYYY-MM-DD", help="The site as of the end of that day."
        )

    def handle(self, *args, folder, at, **options):
        copied = 0
        try:
            for copied, known in copying.copy(folder, _day(at)):
                if copied % TELLS_EVERY == 0:
                    self._tell(copied, known)
        except copying.Refused as error:
            raise CommandError(
                _("%(folder)s holds other files. Name an empty folder, or one that is to be made.")
                % {"folder": folder}
            ) from error
        except copying.Failed as error:
            raise CommandError(
                _("The site could not answer for %(address)s. Run it again: it goes on from here.")
                % {"address": error}
            ) from error
        except OSError as error:
            raise CommandError(
                _("%(error)s. Run it again: it goes on from here.") % {"error": error}
            ) from error
        self.stdout.write(
            _("%(count)d files: open %(file)s.") % {"count": copied, "file": folder / "index.html"}
        )

    def _tell(self, copied, known):
        self.stdout.write(
            _("%(copied)d pages copied, %(left)d known of to come")
            % {"copied": copied, "left": known - copied}
        )


def _day(text):
    """The past day that is meant; None for today."""
    if text is None:
        return None
    try:
        moment = parse(text)
    except BadMoment as error:
        raise CommandError(error) from error
    return moment.day if moment.asked else None

"""Prove that everything derived agrees with what it derives from."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.management.derived import differences


class Command(BaseCommand):
    help = "Lists what disagrees with the rows it is computed from; exits with 1 if anything does."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="Make anew what is only derived.")

    def handle(self, *args, mend, **options):
        found = 0
        for difference in differences(mend):
            found += 1
            self.stdout.write(difference)
        remaining = sum(1 for _each in differences()) if mend and found else found
        self.stdout.write(self._sum(found, remaining, mend))
        if remaining:
            raise SystemExit(1)

    def _sum(self, found, remaining, mend):
        if not found:
            return _("Everything agrees.")
        words = ngettext("%(count)d difference.", "%(count)d differences.", found) % {
            "count": found
        }
        if not mend:
            return words
        left = ngettext(
            "%(count)d could not be mended.", "%(count)d could not be mended.", remaining
        )
        return f"{words} " + (left % {"count": remaining} if remaining else _("All mended."))

"""A newsroom to try, on this machine: one command makes it and serves it."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils.translation import gettext as _

from newsroom.management import demo, shift
from newsroom.management.derived import differences

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = (
        "Prepares a demo newsroom and serves it. Running it again changes nothing and loses nothing. "
        "DEMO_PASSWORD sets the password of its accounts."
    )

    def add_arguments(self, parser):
        parser.add_argument("port", nargs="?", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Prepare it, and stop there.")
        parser.add_argument(
            "--new-passwords", action="store_true", help="Give its accounts new random passwords."
        )
        parser.add_argument(
            "--write", action="store_true", help="Write what it holds into its fixture, and stop."
        )

    def handle(self, *args, port, no_serve, new_passwords, write, **options):
        self._refuse_a_desk()
        if write:
            demo.write_back()
            return
        self._prepare()
        passwords = demo.make_accounts(os.environ.get("DEMO_PASSWORD"), new_passwords)
        shift.begin()
        if no_serve:
            self._print_sign_ins(passwords)
        else:
            self._serve(port, passwords)

    def _refuse_a_desk(self):
        if work := demo.own_work():
            held = ", ".join(f"{count} {name}" for name, count in work)
            raise CommandError(
                _(
                    "This database holds a desk’s own work (%(held)s): the demo does not touch it. "
                    "Give the demo a database of its own: "
                    "DATABASE_URL=sqlite:///var/demo.sqlite3 python manage.py demo"
                )
                % {"held": held}
            )

    def _prepare(self):
        self.stdout.write(_("Preparing the tables …"))
        call_command("migrate", interactive=False, verbosity=0)
        if not demo.is_loaded():
            self.stdout.write(_("Loading the articles, the accords and the pictures …"))
            call_command("loaddata", "demo", verbosity=0)
        self.stdout.write(_("Checking what is computed …"))
        for difference in differences(mend=True):
            self.stdout.write(f"  {difference}")

    def _print_sign_ins(self, passwords):
        self.stdout.write("")
        self.stdout.write(_("Who signs in, in which group, with which password:"))
        for username, password in passwords.items():
            group = demo.ACCOUNTS[username]
            self.stdout.write(f"  {username:<16}{group:<26}{password or _('(unchanged)')}")
        if not all(passwords.values()):
            self.stdout.write(_("Passwords forgotten? python manage.py demo --new-passwords"))

    def _serve(self, port, passwords):
        def announce(port):
            self._print_sign_ins(passwords)
            address = f"http://{HOST}:{port}"
            self.stdout.write("")
            for words, path in (
                (_("The newspaper"), "/"),
                (_("in English"), "/en/"),
                (_("The desk"), "/admin/"),
            ):
                self.stdout.write(f"  {words:<16}{address}{path}")
            self.stdout.write("")
            self.stdout.write(_("Press Ctrl+C to stop."))

        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it
        try:
            run(HOST, port, get_internal_wsgi_application(), threading=True, on_bind=announce)
        except (OSError, OverflowError) as error:
            raise CommandError(
                _("Port %(port)d cannot be used (%(reason)s). Try another: manage.py demo %(next)d")
                % {"port": port, "reason": error, "next": 8080 if port == 8000 else 8000}
            ) from error
        except KeyboardInterrupt:
            self.stdout.write(_("The demo newsroom has stopped; everything is kept."))

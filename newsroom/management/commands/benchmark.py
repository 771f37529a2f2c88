"""What the newsroom promises of its speed, measured on this machine."""

from django.core.management.base import BaseCommand

from newsroom.management import photo_benchmark, search_benchmark


class Command(BaseCommand):
    help = (
        "Measures what the newsroom promises of its speed. Nothing is kept, and no data is touched."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["photos", "search"])
        parser.add_argument(
            "--megapixels",
            type=float,
            default=24,
            help="Of the photo, which is made for the purpose.",
        )

        parser.add_argument(
            "--dispatches",
            type=int,
            default=100_000,
            help="Of the archive, which is made for the purpose in a database of its own.",
        )

    def handle(self, *args, what, megapixels, dispatches, **options):
        lines = (
            search_benchmark.report(dispatches)
            if what == "search"
            else photo_benchmark.report(megapixels)
        )
        for line in lines:
            self.stdout.write(line)

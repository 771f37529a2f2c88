"""What the newsroom promises of its speed, measured on this machine."""

from django.core.management.base import BaseCommand

from newsroom.management import photo_benchmark


class Command(BaseCommand):
    help = (
        "Measures what the newsroom promises of its speed. Nothing is kept, and no data is touched."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["photos"])
        parser.add_argument(
            "--megapixels",
            type=float,
            default=24,
            help="Of the photo, which is made for the purpose.",
        )

    def handle(self, *args, what, megapixels, **options):
        for line in photo_benchmark.report(megapixels):
            self.stdout.write(line)

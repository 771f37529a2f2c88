"""Take a folder of photos into the library."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Photo
from articles.pictures import kinds
from articles.pictures.fate import Fate, offer

GIVEN = ("caption", "credit", "source")


class Command(BaseCommand):
    help = (
        "Takes every photo below a folder into the library and tells what became of each. What is given "
        "here stands for all of them, before what the files themselves tell. Running it again adds "
        "nothing. Exits with 1 if a photo was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        for name in GIVEN:
            parser.add_argument(f"--{name}", default="", help=f"The {name} of all photos.")
        parser.add_argument("--by", metavar="USER", help="Who brings them in.")

    def handle(self, *args, folder, by, **options):
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is not a folder.") % {"folder": folder})
        user = self._user(by) if by else None
        given = {name: options[name] for name in GIVEN if options[name]}
        paths = _photos_below(folder)
        refused = 0
        for number, path in enumerate(paths, 1):
            fate = _fate(path, by=user, given=given)
            refused += fate.kind == "refused"
            name = str(path.relative_to(folder)).encode(errors="replace").decode()
            self.stdout.write(f"[{number}/{len(paths)}] {name}: {_told(fate)}")
        if refused:
            raise CommandError(
                ngettext("%(count)d photo was refused.", "%(count)d photos were refused.", refused)
                % {"count": refused}
            )

    def _user(self, name):
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(_("Nobody here is called %(name)s.") % {"name": name}) from error


def _photos_below(folder):
    """What is named like a photo; not what systems and cameras hide beside them."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        folder / path
        for path in found
        if path.suffix.lower().removeprefix(".") in kinds.ENDINGS
        and not any(part.startswith(".") for part in path.parts)
    )


def _fate(path, **more):
    try:
        with path.open("rb") as opened:
            return offer(File(opened, name=path.name), **more)
    except OSError as error:
        return Fate("refused", told=str(error))


def _told(fate):
    if fate.kind == "refused":
        return _("refused. %(why)s") % {"why": fate.told}
    title = Photo.objects.values_list("title", flat=True).get(pk=fate.photo)
    if fate.kind == "known":
        return _("in the library already, as “%(title)s”") % {"title": title}
    return _("taken, as “%(title)s”") % {"title": title}

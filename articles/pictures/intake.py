"""The one way into the library: a file is judged, read, freed of its traces, told from the others."""

import hashlib
import logging
from contextlib import contextmanager
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from . import description, kinds
from .checking import bytes_of, decoded
from .fingerprints import sight
from .stripping import proven, stripped

log = logging.getLogger("django.photos")


class Duplicate(ValidationError):
    """The picture is in the library already: `twin` shows it."""

    def __init__(self, twin):
        words = _("This picture is already in the library: %(title)s.") % {"title": twin}
        super().__init__(words, "duplicate")
        self.twin = twin


@contextmanager
def faults_told(name):
    """What nobody has foreseen of the file of this name is logged, and told as a ValidationError."""
    try:
        yield
    except ValidationError:
        raise
    except Exception as error:
        log.exception("A photo could not be taken: %s", name)
        words = _("The server could not read this file; the fault is noted.")
        raise ValidationError(words) from error


class Arrival:
    """A file that wants into the library; ValidationError says why it may not.

    `words` is what it tells, by the fields of a photo; `seen` is how the picture looks; the digest is
    that of the file without its traces, whether they are kept or not.
    """

    def __init__(self, file):
        self.data = bytes_of(file)
        self.stem = _printable(PurePath(file.name or "").stem)
        with faults_told(file.name):
            with decoded(self.data) as image:
                self.words = description.read(image)
                self.seen = sight(image)
                clean = stripped(self.data, image)
            self.clean = proven(clean, self.data, self.seen)
        self.digest = hashlib.sha256(self.clean).hexdigest()[:32]

    def twin(self, but=None):
        """The photo of the library that shows the same, or None; not the photo `but`."""
        from articles.models import Photo

        same = Photo.objects.filter(Q(digest=self.digest) | Q(pixels=self.seen.pixels))
        return same.exclude(pk=but and but.pk).first()

    def original(self, with_traces):
        """The file to keep. What had to be made afresh has no traces left."""
        kind = kinds.told_by(self.clean)
        keeps = with_traces and kinds.told_by(self.data) == kind
        name = f"{self.stem or self.digest}.{kinds.ending(kind)}"
        return ContentFile(self.data if keeps else self.clean, name=name)


def take(file, *, by, given):
    """The photo made of `file`, with the words `given` for it by field, else those that it tells.

    Raises ValidationError, which is a Duplicate if the library has the picture.
    """
    from articles.models import Photo

    arrival = Arrival(file)
    if twin := arrival.twin():
        raise Duplicate(twin)
    photo = Photo(added_by=by, **given)
    describe(photo, arrival.words)
    photo.title = photo.title or _fitting(photo._meta.get_field("title"), arrival.stem)
    photo.receive(arrival)
    # Whether somebody has brought the same picture meanwhile, `keep` tells.
    photo.full_clean(exclude={"pixels"}, validate_unique=False)
    return keep(photo, arrival)


def describe(photo, words):
    """Fill what nobody has typed with what the file tells, as much of it as there is room for."""
    for name, told in words.items():
        if name != "credit" and not getattr(photo, name):
            setattr(photo, name, _fitting(photo._meta.get_field(name), told))
    if photo.agency is None and photo.supply == photo._meta.get_field("supply").default:
        _recognise_agency(photo, words)
    if not photo.credit:
        credit = photo.agency.credit(photo.photographer) if photo.agency else _credit(words)
        photo.credit = _fitting(photo._meta.get_field("credit"), credit)


def keep(photo, arrival):
    """Save it; Duplicate if somebody else has brought the same picture at the same moment."""
    try:
        with transaction.atomic():
            photo.save()
    except IntegrityError:
        photo.original.delete(save=False)
        if twin := arrival.twin():
            raise Duplicate(twin) from None
        raise
    return photo


def _recognise_agency(photo, words):
    from articles.models.agency import Agency
    from articles.models.photo import Supply

    names = [words[name] for name in ("credit", "source") if name in words]
    for agency in Agency.objects.all() if names else ():
        if agency.name.casefold() in (name.casefold() for name in names):
            photo.agency, photo.supply = agency, Supply.AGENCY


def _printable(name):
    """What an old disk calls in an encoding of its own has question marks in ours."""
    return name.encode(errors="replace").decode()


def _credit(words):
    """“Name / Agency”, each said once."""
    name, credit = words.get("photographer", ""), words.get("credit", "")
    return credit if name in credit else " / ".join(filter(None, (name, credit)))


def _fitting(field, told):
    """Cut where it is too long; a list of keywords after its last whole word."""
    if not field.max_length or len(told) <= field.max_length:
        return told
    cut = told[: field.max_length]
    return cut.rpartition(",")[0] if field.name == "keywords" else cut

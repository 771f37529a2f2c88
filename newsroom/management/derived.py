"""What is computed from other rows and kept beside them: proved to agree, or made anew.

The status of accords, what an article opens as a source, the words and names that filters look for,
the index of search, and the originals of the fixtures' photos. Nothing here is typed by anybody.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from articles import gate
from articles.freezing import folded_words
from articles.models import Dispatch, Edition, Photo, Shingle
from articles.pictures.fingerprints import fingerprint
from articles.pictures.intake import Arrival
from diplomacy.models import Accord, Mention, Phase
from newsroom.search import upkeep


def differences(mend=False):
    """Say, in words, each thing that disagrees with what it derives from; with `mend`, make it anew.

    One transaction a row: a check of a large record keeps nobody waiting.
    """
    for rows, read, renew, words in _derivations():
        for row in rows.order_by("pk"):
            if _differs(row, read, renew, mend):
                yield words % {"thing": row}
    for photo in Photo.objects.order_by("pk"):
        try:
            fault = _photo_fault(photo, mend)
        except ValidationError as refusal:
            fault = f"{photo}: {refusal.message}"
        if fault:
            yield fault


def _derivations():
    """(rows, how to read what a row's derived part is, how to compute it anew, what to say of it)."""
    published = Dispatch.objects.filter(editions__isnull=False).distinct()
    yield Accord.objects.all(), _phases, Accord.renew_phases, _("%(thing)s: its computed status")
    yield published, _opened, gate.derive, _("%(thing)s: what the article opens as a source")
    yield (
        Edition.objects.all(),
        _folded,
        _renew_folded,
        _("%(thing)s: the words that filters look for"),
    )
    yield (
        Edition.objects.all(),
        _runs,
        _renew_runs,
        _("%(thing)s: the runs of words it is found by"),
    )
    for model in apps.get_models():
        if any(field.name == "search_key" for field in model._meta.local_fields):
            yield (
                model.objects.all(),
                _key,
                _renew_key,
                _("%(thing)s: the name that filters look for"),
            )
    for rows in (upkeep.kept(), *(model.objects.all() for model in upkeep.RECORD)):
        yield rows, upkeep.entry_of, upkeep.renew, _("%(thing)s: what search finds")


def _differs(row, read, renew, mend):
    """Whether renewing changes what is read; the change stays only with `mend`."""
    with transaction.atomic():
        before = read(row)
        renew(row)
        differs = read(row) != before
        if not (differs and mend):
            transaction.set_rollback(True)
    return differs


def _phases(accord):
    columns = [field.name for field in Phase._meta.local_fields if field.name != "id"]
    return sorted(map(str, Phase.objects.filter(accord=accord).values_list(*columns)))


def _opened(dispatch):
    source = dispatch.source
    source.refresh_from_db()
    mentions = Mention.objects.filter(source=source).values_list(
        "accord", "actor", "person", "public_from", "public_until"
    )
    window = (source.title, source.published_on, source.public_from, source.public_until)
    return window, sorted(map(str, mentions))


def _folded(edition):
    return Edition.objects.values_list("folded", flat=True).get(pk=edition.pk)


def _renew_folded(edition):
    """Written raw, as `loaddata` writes: no reader reads this column, so no reader's edition changes."""
    edition.folded = folded_words(edition)
    edition.save_base(raw=True, update_fields=["folded"])


def _runs(edition):
    return set(Shingle.objects.filter(edition=edition).values_list("number", flat=True))


def _renew_runs(edition):
    Shingle.objects.filter(edition=edition).delete()
    Shingle.objects.keep(edition)


def _key(row):
    return type(row).objects.values_list("search_key", flat=True).get(pk=row.pk)


def _renew_key(row):
    row.save(update_fields=["search_key"])


def _photo_fault(photo, mend):
    """What is wrong with a photo's original; a missing one is fetched from the fixtures by `mend`."""
    storage, name = photo.original.storage, photo.original.name
    words = {"thing": photo, "name": name}
    if not storage.exists(name):
        if mend and (path := _in_fixtures(photo)):
            with path.open("rb") as opened:
                storage.save(name, File(opened))
        return _("%(thing)s: its file %(name)s is missing") % words
    with storage.open(name) as opened:
        same = _digest(opened, photo) == photo.digest
    if not same:
        return _("%(thing)s: its file %(name)s is another picture") % words
    if not photo.colour:
        if mend:
            _look_at(photo)
        return _("%(thing)s: how its picture looks") % words
    return None


def _digest(file, photo):
    """The digest is that of the file without its traces, which a few photos keep."""
    return Arrival(file).digest if photo.keeps_location else fingerprint(file)


def _look_at(photo):
    """Note how the picture looks; its pixels only if no other photo shows the same."""
    with photo.original.open() as opened:
        arrival = Arrival(opened)
    pixels = "" if arrival.twin(but=photo) else arrival.seen.pixels
    Photo.objects.filter(pk=photo.pk).update(colour=arrival.seen.colour, pixels=pixels)


def _in_fixtures(photo):
    """The path, below the fixtures, of a file of that name and content; None if there is none."""
    for folder in settings.FIXTURE_DIRS:
        path = Path(folder) / photo.original.name
        if path.is_file():
            with path.open("rb") as opened:
                if fingerprint(File(opened)) == photo.digest:
                    return path
    return None

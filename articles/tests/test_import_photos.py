"""`manage.py import_photos`: a folder goes into the library, and the fate of each file is told."""

import io
import os

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from articles.models import Photo

from . import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(tmp_path):
    """A camera's card: three pictures, one of them damaged, among what a camera writes beside."""
    folder = tmp_path / "card"
    (folder / "DCIM" / "100").mkdir(parents=True)
    (folder / ".Trashes").mkdir()
    files = {
        "DCIM/100/IMG_1.JPG": corpus.traced("JPEG"),
        "DCIM/100/IMG_2.jpg": corpus.saved(kind="JPEG")[:300],
        "DCIM/IMG_3.png": corpus.saved(corpus.scene((30, 20)), "PNG"),
        "DCIM/100/IMG_4.MOV": b"film",
        "notes.txt": b"notes",
        "DCIM/._IMG_1.JPG": b"a system's own",
        ".Trashes/IMG_0.JPG": corpus.saved(corpus.scene((10, 10))),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def imported(folder, **options):
    """What it says, and whether all went well."""
    out = io.StringIO()
    with translation.override("en"):
        try:
            call_command("import_photos", folder, stdout=out, **options)
        except CommandError as error:
            return f"{out.getvalue()}{error}", False
    return out.getvalue(), True


def test_one_bad_file_stops_no_other_and_is_told_at_the_end(card):
    told, went_well = imported(card)
    assert not went_well
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        "[1/3] DCIM/100/IMG_1.JPG",
        "[2/3] DCIM/100/IMG_2.jpg",
        "[3/3] DCIM/IMG_3.png",
        "1 photo was refused.",
    ]
    assert "damaged" in told
    assert set(Photo.objects.values_list("title", flat=True)) == {"IMG_1", "IMG_3"}


def test_running_it_twice_adds_nothing(card):
    (card / "DCIM/100/IMG_2.jpg").unlink()
    assert imported(card)[1]
    told, went_well = imported(card)
    assert went_well
    assert told.count("in the library already") == Photo.objects.count() == 2


def test_what_is_given_stands_for_all(card, django_user_model):
    user = django_user_model.objects.create_user("iconographe")
    imported(card, caption="À Bamako", credit="A. Diarra", source="La carte", by="iconographe")
    for photo in Photo.objects.all():
        assert (photo.caption, photo.credit, photo.source, photo.added_by) == (
            "À Bamako",
            "A. Diarra",
            "La carte",
            user,
        )


def test_a_file_that_cannot_be_opened_is_one_bad_file(card):
    (card / "DCIM/100/IMG_2.jpg").unlink()
    (card / "IMG_9.jpg").symlink_to(card / "nowhere.jpg")
    (card / "loop.jpg").symlink_to(card / "loop.jpg")
    assert imported(card)[1]
    assert Photo.objects.count() == 2


def test_a_name_in_the_encoding_of_an_old_disk_is_read_with_a_question_mark(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    (folder / os.fsdecode(b"S\xe9gou.jpg")).write_bytes(corpus.saved())
    assert imported(folder) == ("[1/1] S?gou.jpg: taken, as “S?gou”\n", True)


def test_a_folder_or_a_person_that_is_not_there_is_said(card):
    assert imported(card / "nowhere") == (f"{card / 'nowhere'} is not a folder.", False)
    assert imported(card, by="personne") == ("Nobody here is called personne.", False)
    assert not Photo.objects.exists()


def test_an_empty_folder_is_no_fault(tmp_path):
    (tmp_path / "empty").mkdir()
    assert imported(tmp_path / "empty") == ("", True)

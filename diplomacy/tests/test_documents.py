"""Files of documents: which are taken, who may have them, and as what they are sent."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from diplomacy.documents import check
from diplomacy.models import Source

from .conftest import make_document
from .desk import GROUPS, desk, shown, sit_down

PDF = b"%PDF-1.7\n%treaty\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
TAKEN = [
    (PDF, "pdf", "application/pdf"),
    (PNG, "png", "image/png"),
    (b"\xff\xd8\xff\xe0" + b"0" * 20, "jpg", "image/jpeg"),
    (b"RIFF0000WEBPVP8 ", "webp", "image/webp"),
    ("Article premier\r\nLes Parties\u202f…".encode(), "txt", "text/plain; charset=utf-8"),
]
REFUSED = [
    b"",
    b"MZ\x90\x00\x03",
    b"PK\x03\x04",
    b"RIFF\x10\x00\x00\x00WAVEfmt ",
    b"\x00\x01\x02",
    b"caf\xe9 en latin-1",
]


def kept(data=PDF, name="traite.exe", **fields):
    return make_document("Traité d’amitié", file=ContentFile(data, name), **fields)


@pytest.mark.parametrize(("data", "ending", "media_type"), TAKEN)
def test_readers_get_it_as_what_its_bytes_are(client, db, data, ending, media_type):
    source = kept(data, file_for_readers=True)
    response = client.get(source.get_file_url())
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="traite-d-amitie.{ending}"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]
    assert b"".join(response) == data
    assert source.file.name.startswith("documents/")
    assert "traite" not in source.file.name


@pytest.mark.parametrize("data", REFUSED)
def test_what_is_no_document_is_refused(data):
    if not data:
        check(ContentFile(data, "vide.txt"))  # the form refuses an empty file by itself
        return
    with pytest.raises(ValidationError, match="PDF"):
        check(ContentFile(data, "traite.pdf"))


def test_a_web_page_is_plain_text_and_nothing_else(client, db):
    source = kept(b"<script>alert(1)</script>", "page.html", file_for_readers=True)
    assert client.get(source.get_file_url()).headers["Content-Type"].startswith("text/plain")


def test_a_file_too_large_is_refused_with_its_size(settings):
    settings.DOCUMENT_MAX_BYTES = 10
    with pytest.raises(ValidationError, match="10"):
        check(ContentFile(PDF, "traite.pdf"))


@pytest.mark.parametrize(
    "fields",
    [
        {"file_for_readers": False},
        {"file_for_readers": True, "public_from": None},
        {"file_for_readers": True, "public_from": "2999-01-01T00:00Z"},
        {
            "file_for_readers": True,
            "public_from": "2020-01-01T00:00Z",
            "public_until": "2021-01-01T00:00Z",
        },
    ],
)
def test_readers_get_no_other_file(client, db, fields):
    source = kept(**fields)
    address = reverse("diplomacy:source_file", args=[source.uid])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 403 or client.post(address).status_code == 405


def test_the_page_offers_it_where_the_source_is_named(client, signed, document):
    page = client.get(signed.get_absolute_url()).content.decode()
    assert "/documents/" not in page
    document.file = ContentFile(PDF, "texte.pdf")
    document.file_for_readers = True
    document.save()
    page = client.get(signed.get_absolute_url()).content.decode()
    assert f'href="{document.get_file_url()}"' in page


def test_a_missing_file_is_not_there_and_no_accident(client, db):
    source = kept(file_for_readers=True)
    storages["private"].delete(source.file.name)
    assert client.get(source.get_file_url()).status_code == 404


def test_nothing_is_offered_without_a_file(db):
    with pytest.raises(IntegrityError):
        make_document(file_for_readers=True)


# --- at the desk


def sent(**fields):
    return {"kind": "official", "title": "Traité", **fields}


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def test_a_file_is_entered_with_its_source(at_desk):
    at_desk.post(desk("source_add"), sent(file=ContentFile(PDF, "x.pdf"), file_for_readers="on"))
    source = Source.objects.get()
    assert source.file_for_readers
    page = shown(at_desk.get(desk("source_change", source.pk)))
    assert desk("source_file", source.pk) in page
    assert b"".join(at_desk.get(desk("source_file", source.pk))) == PDF


@pytest.mark.parametrize(
    ("fields", "box"),
    [
        ({"file": ContentFile(b"MZ\x90\x00", "x.pdf")}, "file"),
        ({"file": ContentFile(b"", "x.pdf")}, "file"),
        ({"file_for_readers": "on"}, "file_for_readers"),
    ],
)
def test_a_file_that_is_refused_is_so_beside_its_box_and_the_words_stay(at_desk, fields, box):
    response = at_desk.post(desk("source_add"), sent(publisher="Cedeao", **fields))
    assert box in response.context["adminform"].form.errors
    assert "Cedeao" in shown(response)
    assert not Source.objects.exists()


def test_another_file_takes_the_place_of_one_that_readers_never_had(
    at_desk, django_capture_on_commit_callbacks
):
    source = kept(public_from=None)
    old = source.file.name
    with django_capture_on_commit_callbacks(execute=True):
        at_desk.post(desk("source_change", source.pk), sent(file=ContentFile(PNG, "x.png")))
    source.refresh_from_db()
    assert source.file.name.endswith(".png")
    assert not storages["private"].exists(old)


def test_what_readers_could_have_is_not_exchanged_but_may_be_closed(at_desk):
    source = kept(file_for_readers=True)
    at_desk.post(desk("source_change", source.pk), {"file": ContentFile(PNG, "x.png")})
    old = source.file.name
    source.refresh_from_db()
    assert (source.file.name, source.file_for_readers) == (old, False)


def test_the_file_goes_with_its_source(at_desk, django_capture_on_commit_callbacks):
    source = kept(public_from=None)
    with django_capture_on_commit_callbacks(execute=True):
        at_desk.post(desk("source_delete", source.pk), {"post": "yes"})
    assert not Source.objects.exists()
    assert not storages["private"].exists(source.file.name)


@pytest.mark.parametrize("group", GROUPS)
def test_the_desk_opens_a_kept_file_where_it_sees_the_source(client, db, group):
    source = kept(public_from=None)
    sit_down(client, group)
    status = client.get(desk("source_file", source.pk)).status_code
    assert status == (404 if group == "iconographe" else 200)
    assert source.first_public_at is None or source.first_public_at > timezone.now()

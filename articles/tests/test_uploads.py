"""Photos sent to the library: many at once, piece by piece, through broken lines, by who may."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.models import Agency, Photo, Upload
from articles.pictures.fate import offer

from .desk import CHIEF, REPORTER, address, shown, sit_down
from .test_concurrency import all_at_once


def jpeg(colour="navy", size=(800, 500)):
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, "JPEG", comment=colour)
    return file.getvalue()


PICTURE = jpeg()


def begin(client, data=PICTURE, name="DSC_0001.jpg", modified=1_750_000_000_000, **given):
    about = {"name": name, "size": len(data), "modified": modified, **given}
    return client.post(address("photo_upload_begin"), about).json()


def put(client, state, piece, offset=None):
    offset = state["offset"] if offset is None else offset
    url = f"{state['url']}?offset={offset}"
    return client.patch(url, piece, content_type="application/offset+octet-stream").json()


def send(client, data=PICTURE, piece=7000, **about):
    """The whole file, in pieces."""
    state = begin(client, data, **about)
    while "kind" not in state:
        state = put(client, state, data[state["offset"] : state["offset"] + piece])
    return state


def pieces():
    """The files that lie in private storage for uploads."""
    storage = storages["private"]
    try:
        folders, _files = storage.listdir("uploads")
    except FileNotFoundError:
        return []
    return [name for folder in folders for name in storage.listdir(f"uploads/{folder}")[1]]


@pytest.fixture(autouse=True)
def reporter(client, db):
    return sit_down(client, REPORTER)


def test_a_file_comes_in_pieces_and_becomes_a_photo_with_the_words_given(client, reporter):
    agency = Agency.objects.create(name="AFP", credit_form="{photographer} / AFP")
    state = send(
        client,
        caption="À Moscou.",
        credit="A. Photographe / AFP",
        agency=agency.pk,
        supply="agency",
        taken_on="2025-06-23",
        rights_until="2027-01-31",
        embargo_until="2027-01-01T10:00",
    )
    photo = Photo.objects.get()
    assert state["kind"] == "taken"
    assert state["page"] == address("photo_change", photo.pk)
    assert (photo.caption, photo.credit, photo.agency) == (
        "À Moscou.",
        "A. Photographe / AFP",
        agency,
    )
    assert str(photo.taken_on) == "2025-06-23"
    assert timezone.localtime(photo.embargo_until).hour == 10
    assert photo.added_by == reporter
    assert pieces() == []


def test_after_a_broken_line_the_server_says_where_to_go_on(client):
    state = begin(client)
    put(client, state, PICTURE[:9000])
    again = begin(client)
    assert (again["url"], again["offset"]) == (state["url"], 9000)
    put(client, again, PICTURE[9000:20000])
    assert send(client)["kind"] == "taken"
    assert Upload.objects.count() == 1


def test_what_comes_twice_or_out_of_order_is_left_out(client):
    state = put(client, begin(client), PICTURE[:9000])
    assert put(client, state, PICTURE[:9000], offset=0)["offset"] == 9000
    assert put(client, state, PICTURE[20000:], offset=20000)["offset"] == 9000
    assert put(client, state, PICTURE[9000:] + b"tail")["offset"] == 9000
    assert send(client)["kind"] == "taken"
    assert len(pieces()) == 0


def test_a_browser_that_did_not_hear_the_last_answer_is_told_again(client):
    state = begin(client)
    fate = put(client, state, PICTURE)
    assert put(client, state, b"", offset=len(PICTURE)) == fate
    assert begin(client)["kind"] == "known", "and not one byte is sent again"
    assert Photo.objects.count() == 1


def test_a_file_that_came_whole_but_was_not_taken_in_yet_is_taken_when_asked_again(client):
    state = begin(client)
    Upload.objects.get().add(0, PICTURE)  # the server was stopped after the last piece
    assert put(client, state, b"", offset=len(PICTURE))["kind"] == "taken"


def test_a_photo_deleted_since_may_be_sent_anew(client):
    send(client)
    Photo.objects.all().delete()
    assert send(client)["kind"] == "taken"


def test_a_duplicate_is_told_with_its_twin(client):
    first = send(client)
    again = send(client, name="copie.jpg")
    assert (again["kind"], again["page"]) == ("known", first["page"])


def test_what_is_no_picture_is_refused_at_its_first_piece(client):
    state = put(client, begin(client, b"du texte" * 100_000), b"du texte" * 100)
    assert state["kind"] == "refused"
    assert state["told"]
    assert pieces() == []


def test_a_damaged_picture_is_refused_in_words_and_may_come_again(client):
    broken = PICTURE[: len(PICTURE) // 2]
    assert send(client, broken)["kind"] == "refused"
    assert "offset" in begin(client, broken)
    assert pieces() == []


def test_too_large_or_empty_is_said_before_anything_is_sent(client, settings):
    settings.PHOTO_MAX_BYTES = 1_000_000
    for size in (0, 1_000_001):
        answer = client.post(address("photo_upload_begin"), {"name": "a.jpg", "size": size}).json()
        assert answer["kind"] == "refused"
    assert not Upload.objects.exists()


def test_words_that_make_no_sense_are_refused_with_the_name_of_their_box(client):
    answer = begin(client, rights_from="2026-02-01", rights_until="2026-01-01")
    assert answer["kind"] == "refused"
    assert answer["told"]
    answer = begin(client, taken_on="hier")
    assert "Prise le" in answer["told"]


def test_pieces_lost_on_the_server_are_said_and_the_file_may_come_anew(client):
    state = begin(client)
    upload = Upload.objects.get()
    upload.add(0, PICTURE)
    storages["private"].delete(upload.pieces[0])
    assert put(client, state, b"", offset=len(PICTURE))["kind"] == "refused"
    assert send(client)["kind"] == "taken"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_pieces_from_two_tabs_at_once_make_one_photo(reporter):
    upload = Upload.objects.begin(reporter, name="a.jpg", size=len(PICTURE), modified=0, given={})

    def tab():
        own = Client()
        own.force_login(reporter)
        state = {"offset": 0, "url": address("photo_upload_piece", upload.token)}
        while "kind" not in state:
            state = put(own, state, PICTURE[state["offset"] : state["offset"] + 20_000])

    assert all_at_once(*[tab] * 4) == []
    assert Photo.objects.count() == 1
    upload.refresh_from_db()
    assert upload.fate["kind"] == "taken"
    assert pieces() == []


def test_what_was_left_lying_goes_when_its_owner_begins_another(client):
    begin_old = begin(client, name="vieux.jpg")
    put(client, begin_old, PICTURE[:9000])
    Upload.objects.update(begun_at=timezone.now() - timedelta(days=3))
    begin(client, name="neuf.jpg")
    assert [each.name for each in Upload.objects.all()] == ["neuf.jpg"]
    assert pieces() == []


def test_so_it_does_when_somebody_else_does(client):
    put(client, begin(client, name="vieux.jpg"), PICTURE[:9000])
    Upload.objects.update(begun_at=timezone.now() - timedelta(days=3))
    sit_down(client, CHIEF)
    begin(client, name="neuf.jpg")
    assert pieces() == []


def test_what_was_left_lying_goes_with_the_account_of_its_owner(client, reporter):
    put(client, begin(client), PICTURE[:9000])
    assert pieces()
    reporter.delete()
    assert pieces() == []


def test_nobody_reaches_the_upload_of_somebody_else(client):
    state = begin(client)
    sit_down(client, CHIEF)
    url = f"{state['url']}?offset=0"
    assert client.patch(url, b"x", content_type="application/octet-stream").status_code == 404
    assert begin(client)["url"] != state["url"]


def test_who_may_not_add_photos_sends_none(client):
    sit_down(client, "documentaliste")
    about = {"name": "a.jpg", "size": 10}
    assert client.post(address("photo_upload_begin"), about).status_code == 403
    assert client.get(address("photo_upload")).status_code == 403
    assert "data-begin" not in shown(client.get(address("photo_changelist")))


def test_without_a_script_many_come_in_one_form_and_each_ones_fate_is_told(client):
    files = [
        SimpleUploadedFile("une.jpg", PICTURE),
        SimpleUploadedFile("texte.jpg", b"du texte"),
        SimpleUploadedFile("vide.jpg", b""),
        SimpleUploadedFile("encore.jpg", PICTURE),
        SimpleUploadedFile("deux.jpg", jpeg("red")),
    ]
    page = client.post(address("photo_upload"), {"files": files, "credit": "Agence"})
    assert [fate["kind"] for _name, fate in page.context["fates"]] == [
        "taken", "refused", "refused", "known", "taken",
    ]  # fmt: skip
    assert {photo.credit for photo in Photo.objects.all()} == {"Agence"}
    for file in files:
        assert file.name in shown(page)


def test_without_a_script_a_wrong_date_or_no_file_takes_nothing_and_keeps_the_words(client):
    files = [SimpleUploadedFile("une.jpg", PICTURE)]
    given = {"files": files, "caption": "Cette légende reste.", "taken_on": "hier"}
    page = client.post(address("photo_upload"), given)
    assert "Cette légende reste." in shown(page)
    assert page.context["given"].errors.keys() == {"taken_on"}
    assert client.post(address("photo_upload"), {}).context["files"].errors
    assert not Photo.objects.exists()


@pytest.mark.parametrize("number", [101, 401])
def test_without_a_script_too_many_are_refused_beside_their_box(reporter, number):
    """Even those that are too many for the form to be read at all; the check of forms stays on."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    client.get(address("photo_upload"))
    token = client.cookies["csrftoken"].value
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(number)]
    page = client.post(
        address("photo_upload"),
        {"files": files, "caption": "Cette légende reste.", "csrfmiddlewaretoken": token},
    )
    assert page.status_code == 200
    assert "100" in str(page.context["files"]["files"].errors)
    assert ("Cette légende reste." in shown(page)) == (number < 400)
    assert client.post(address("photo_upload"), {"files": files[:1]}).status_code == 403
    assert not Photo.objects.exists()


def test_a_missing_right_is_told_apart_from_a_session_that_ended(client):
    sit_down(client, "documentaliste")
    refused = client.post(address("photo_upload_begin"), {"name": "a.jpg", "size": 10})
    assert refused.status_code == 403
    assert refused.json()["told"]
    client.logout()
    assert client.post(address("photo_upload_begin"), {}).status_code == 302


def test_a_fault_of_ours_with_one_file_is_its_fate_alone(reporter):
    class Broken(SimpleUploadedFile):
        def read(self, *args):
            raise RuntimeError("a disk gives up")

    fate = offer(Broken("a.jpg", PICTURE), by=reporter, given={})
    assert fate.kind == "refused"
    assert fate.told
